package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.golden.Programs;
import org.keras4j.ops.Images.FillMode;

/// From where to where factors are drawn, each as likely as the others: read from the images that they changed. Bounds are those that Keras' sources give.
class ImageFactorsTest extends OnTestBackend {
    private static final int BATCH = 200;
    private static final int SIDE = 9;

    /// @param image `[rows, columns, channels]`, the same for all
    /// @param factor of one changed image
    private record Drawn(Layer layer, NDArray image, double low, double high, ToDoubleFunction<NDArray> factor) {
        void check() {
            NDArray batch = NDArray.generate(DType.FLOAT32, image.shape().insert(0, BATCH), i -> image.at(i % image.elements()));
            NDArray y = Programs.run(List.of(batch), 1, (c, x) -> List.of(layer.apply(c, x.getFirst()))).getFirst();
            double[] found = IntStream.range(0, BATCH).mapToObj(y::row).mapToDouble(factor).toArray();
            double range = high - low;

            assertThat(DoubleStream.of(found)).allMatch(f -> f >= low - 1e-4 * range && f <= high + 1e-4 * range);
            assertThat(DoubleStream.of(found).average().orElseThrow()).isCloseTo((low + high) / 2, within(4 * range / Math.sqrt(12 * BATCH)));
            assertThat(DoubleStream.of(found).max().orElseThrow() - DoubleStream.of(found).min().orElseThrow()).isGreaterThan(0.95 * range);
            double spread = DoubleStream.of(found).map(f -> Math.pow(f - (low + high) / 2, 2)).average().orElseThrow();
            assertThat(spread).isCloseTo(range * range / 12, within(0.2 * range * range / 12));
        }

        @Override
        public String toString() {
            return layer.toString();
        }
    }

    private static NDArray image(double... colour) {
        return NDArray.generate(DType.FLOAT32, Shape.of(1, 1, colour.length), i -> colour[(int) i]);
    }

    /// A pixel says where it stands: its column, its row.
    private static final NDArray PLACES = NDArray.generate(DType.FLOAT32, Shape.of(SIDE, SIDE, 2), i -> i % 2 == 0 ? i / 2 % SIDE : i / 2 / SIDE);
    private static final NDArray SPIKE = NDArray.generate(DType.FLOAT32, Shape.of(3, 3, 1), i -> i == 4 ? 100 : 20);
    private static final NDArray TWO = NDArray.generate(DType.FLOAT32, Shape.of(1, 2, 1), i -> i == 0 ? 90 : 110);

    /// How a number changes from a pixel to the next: of the pixels in the middle, which come from within.
    private static double slope(NDArray y, int down, int right, int channel) {
        return y.get(4 + down, 4 + right, channel) - y.get(4, 4, channel);
    }

    private static double saturation(NDArray y) {
        double high = y.max().item();
        return (high - y.min().item()) / high;
    }

    private static List<Drawn> all() {
        double grey = 0.2989 * 100 + 0.587 * 50 + 0.114 * 20;
        double smooth = (5 * 100 + 8 * 20) / 13.0;
        return List.of(
                new Drawn(RandomBrightness.of(0.2).seed(3), image(100), -0.2, 0.2, y -> (y.at(0) - 100) / 255),
                new Drawn(RandomBrightness.of(0.1, 0.3).valueRange(-1000, 1000).seed(3), image(100), 0.1, 0.3, y -> (y.at(0) - 100) / 2000),
                new Drawn(RandomContrast.of(0.4).seed(3), TWO, 1, 1.4, y -> (y.at(1) - 100) / 10),
                new Drawn(RandomContrast.of(0.3, 0.5).seed(3), TWO, 0.7, 1.5, y -> (y.at(1) - 100) / 10),
                new Drawn(RandomColorDegeneration.of(0.3).seed(3), image(100, 50, 20), -0.3, 0.3, y -> (y.at(0) - 100) / (grey - 100)),
                new Drawn(RandomSharpness.of(0.4).seed(3), SPIKE, 0, 0.4, y -> (1 - (y.at(4) - 100) / (smooth - 100)) / 2),
                new Drawn(RandomSaturation.of(0.2, 0.6).seed(3), image(0.5, 0.4, 0.4), 0.2, 0.6, y -> saturation(y) / (0.2 + saturation(y))),
                new Drawn(RandomHue.of(0.1, 0.3).valueRange(0, 1).seed(3), image(1, 0, 0), 0.1, 0.3, y -> Math.max(y.at(1), y.at(2)) / 3),
                new Drawn(Solarization.create().addition(0.2).threshold(1, 1).seed(3), image(0), 0, 51, y -> Math.min(y.at(0), 255 - y.at(0))),
                new Drawn(RandomRotation.of(0.05).seed(3), PLACES, -0.05, 0.05, y -> Math.atan2(slope(y, 0, 1, 1), slope(y, 0, 1, 0)) / (2 * Math.PI)),
                new Drawn(RandomZoom.of(0.2).seed(3), PLACES, -0.2, 0.2, y -> slope(y, 1, 0, 1) - 1),
                new Drawn(RandomZoom.of(0.2).width(0.1, 0.3).seed(3), PLACES, 0.1, 0.3, y -> slope(y, 0, 1, 0) - 1),
                new Drawn(RandomTranslation.of(0.2, 0).fillMode(FillMode.NEAREST).seed(3), PLACES, -0.2, 0.2, y -> (4 - y.get(4, 4, 1)) / SIDE),
                new Drawn(RandomTranslation.of(0, 0).width(0, 0.3).seed(3), PLACES, 0, 0.3, y -> (4 - y.get(4, 4, 0)) / SIDE),
                new Drawn(RandomShear.of(0.2, 0).seed(3), PLACES, 0, 0.2, y -> Math.abs(slope(y, 1, 0, 0))),
                new Drawn(RandomShear.of(0, 0).y(0.1, 0.2).seed(3), PLACES, 0.1, 0.2, y -> Math.abs(slope(y, 0, 1, 1))));
    }

    @TestFactory
    Stream<DynamicTest> factorsAreAsLikelyAsEachOther() {
        return all().stream().map(drawn -> DynamicTest.dynamicTest(drawn.toString(), drawn::check));
    }
}
