package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.Programs;

/// What noise does while training, in numbers that follow from its formula.
class NoiseTest {
    private static final double RATE = 0.3;
    /// Of the mean of 40,000 numbers, at five standard errors.
    private static final double NEAR = 0.04;

    private static double[] trained(Layer layer, NDArray x) {
        return Programs.run(List.of(x), (c, values) -> List.of(layer.apply(c, values.getFirst()))).getFirst().toDoubleArray();
    }

    private static NDArray full(double number, long... sizes) {
        return NDArray.full(DType.FLOAT32, Shape.of(sizes), number);
    }

    private static double mean(double[] y) {
        return DoubleStream.of(y).average().orElseThrow();
    }

    private static double variance(double[] y) {
        double mean = mean(y);
        return DoubleStream.of(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    @Test
    void gaussianNoiseAddsItsStandardDeviation() {
        double[] y = trained(GaussianNoise.of(0.5).seed(1), full(2, 200, 200));
        assertThat(mean(y)).isCloseTo(2, within(NEAR));
        assertThat(variance(y)).isCloseTo(0.25, within(NEAR));
    }

    @Test
    void gaussianDropoutMultipliesByNumbersOfTheVarianceOfDropout() {
        double[] y = trained(GaussianDropout.of(RATE).seed(1), full(2, 200, 200));
        assertThat(mean(y)).isCloseTo(2, within(NEAR));
        assertThat(variance(y) / 4).isCloseTo(RATE / (1 - RATE), within(NEAR));
    }

    @Test
    void alphaDropoutKeepsMeanAndVarianceOfNormalNumbers() {
        NDArray normal = NDArray.of(Shape.of(200, 200), new Random(3).doubles(40_000).map(u -> Math.sqrt(12) * (u - 0.5)).toArray());
        double[] y = trained(AlphaDropout.of(RATE).seed(1), normal.cast(DType.FLOAT32));
        assertThat(mean(y)).isCloseTo(0, within(NEAR));
        assertThat(variance(y)).isCloseTo(1, within(NEAR));
    }

    @Test
    void alphaDropoutSharesAFateAlongAxesOfSizeOne() {
        double[] y = trained(AlphaDropout.of(RATE).noiseShape(-1, 1).seed(1), full(1, 50, 4));
        assertRowsAreOneNumber(y, 4);
        assertThat(DoubleStream.of(y).distinct().count()).isEqualTo(2);
    }

    @Test
    void spatialDropoutDropsWholeChannels() {
        double[] y = trained(SpatialDropout2D.of(RATE).dataFormat(DataFormat.CHANNELS_FIRST).seed(1), full(1, 20, 30, 3, 4));
        assertRowsAreOneNumber(y, 12);
        assertThat(mean(y)).isCloseTo(1, within(0.15));
        double[] last = trained(SpatialDropout1D.of(RATE).seed(1), full(1, 1, 5, 3));
        for (int i = 0; i < last.length; i++) {
            assertThat(last[i]).isEqualTo(last[i % 3]);
        }
    }

    private static void assertRowsAreOneNumber(double[] y, int width) {
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).isEqualTo(y[i / width * width]);
        }
    }

    @Test
    void sayWhatIsWrong() {
        assertThatThrownBy(() -> GaussianNoise.of(2)).hasMessage("GaussianNoise 'gaussian_noise' > stddev: expected from 0 to 1, got 2.0.");
        assertThatThrownBy(() -> SpatialDropout1D.of(-1)).hasMessage("SpatialDropout1D 'spatial_dropout1d' > rate: expected from 0 to 1, got -1.0.");
        assertThatThrownBy(() -> SpatialDropout2D.of(0.5).apply(Input.shape(3, 4))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("an input of rank 4");
    }
}
