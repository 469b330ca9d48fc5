package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.golden.Programs;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Variable;

/// What is drawn, where the factors leave something to chance. Expected numbers follow from the distributions, by arithmetic.
class ImageAugmentationTest extends OnTestBackend {
    private static final int BATCH = 64;
    private static final NDArray IMAGES = NDArray.generate(DType.FLOAT32, Shape.of(BATCH, 8, 10, 3), i -> 20 + (i * 7919 + 31) % 211);

    private static NDArray trained(Layer layer, NDArray images, long step) {
        return Programs.run(List.of(images), step, (c, x) -> List.of(layer.apply(c, x.getFirst()))).getFirst();
    }

    private static NDArray trained(Layer layer) {
        return trained(layer, IMAGES, 1);
    }

    private static long unchanged(NDArray y) {
        return IntStream.range(0, BATCH).filter(i -> y.row(i).equals(IMAGES.row(i))).count();
    }

    private static List<Supplier<Layer>> all() {
        return List.of(
                () -> RandomColorJitter.create().brightness(0.2).contrast(0.3).saturation(0.3, 0.7).hue(0.5).seed(5),
                () -> RandomColorDegeneration.of(0.5).seed(5),
                () -> RandomErasing.create().seed(5),
                () -> RandomGaussianBlur.create().seed(5),
                () -> RandomGrayscale.create().seed(5),
                () -> RandomHue.of(0.5).seed(5),
                () -> RandomInvert.create().seed(5),
                () -> RandomPerspective.create().seed(5),
                () -> RandomPosterization.of(4).seed(5),
                () -> RandomSaturation.of(0.3, 0.5).seed(5),
                () -> RandomSharpness.of(1).seed(5),
                () -> RandomElasticTransform.create().seed(5),
                () -> RandAugment.create().seed(5),
                () -> AugMix.create().seed(5),
                () -> Solarization.create().addition(0.5).threshold(1).seed(5));
    }

    /// Compiling takes longer than running: one program answers for all steps and images.
    @TestFactory
    Stream<DynamicTest> drawsByItsSeedTheStepAndTheImage() {
        NDArray alike = NDArray.generate(DType.FLOAT32, IMAGES.shape(), i -> IMAGES.at(i % 240));
        return all().stream().map(make -> DynamicTest.dynamicTest(make.get().className(), () -> {
            Variable step = Variable.counter("step");
            step.assign(NDArray.scalar(1L));
            try (var program = Programs.compile(List.of(new Type(DType.FLOAT32, IMAGES.shape())), step, (c, x) -> List.of(make.get().apply(c, x.getFirst())))) {
                NDArray y = program.run(List.of(IMAGES)).getFirst();
                assertThat(trained(make.get())).as("of the same seed").isEqualTo(y);
                assertThat(IntStream.range(0, (int) y.elements()).mapToDouble(y::at)).allMatch(v -> v >= -1e-3 && v <= 255.001);

                NDArray ofAlike = program.run(List.of(alike)).getFirst();
                assertThat(IntStream.range(0, BATCH).mapToObj(ofAlike::row).distinct().count()).as("of alike images").isGreaterThan(1);

                step.assign(NDArray.scalar(2L));
                assertThat(program.run(List.of(IMAGES)).getFirst()).as("of the next step").isNotEqualTo(y);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> leavesImagesAloneOutsideOfTraining() {
        return all().stream().map(make -> DynamicTest.dynamicTest(make.get().className(), () -> assertThat(make.get().apply(IMAGES)).isEqualTo(IMAGES)));
    }

    /// Of a probability that is uniform from 0 to 1, half is expected; four standard deviations of 64 tosses are 16.
    @Test
    void aboutHalfOfTheImagesAreChosen() {
        for (Layer layer : List.of(RandomInvert.create().seed(3), RandomGrayscale.create().seed(3), RandomPerspective.create().seed(3),
                RandomErasing.create().scale(0.3, 0.33).seed(3), RandomGaussianBlur.create().sigma(0.5, 1).seed(3))) {
            assertThat(unchanged(trained(layer))).as(layer.className()).isBetween(16L, 48L);
        }
    }

    @Test
    void erasesOneRectangleOfTheShareThatIsAskedFor() {
        NDArray zeros = NDArray.zeros(DType.FLOAT32, Shape.of(BATCH, 20, 20, 1));
        NDArray y = trained(RandomErasing.of(1, 1).scale(0.25, 0.25).fillValue(9).seed(3), zeros, 1);

        var corners = new HashSet<String>();
        for (int i = 0; i < BATCH; i++) {
            int image = i;
            int[] rows = IntStream.range(0, 20).filter(r -> IntStream.range(0, 20).anyMatch(k -> y.get(image, r, k, 0) == 9)).toArray();
            int[] columns = IntStream.range(0, 20).filter(k -> IntStream.range(0, 20).anyMatch(r -> y.get(image, r, k, 0) == 9)).toArray();
            assertThat(rows[rows.length - 1] - rows[0] + 1).isEqualTo(10);
            assertThat(columns[columns.length - 1] - columns[0] + 1).isEqualTo(10);
            assertThat(y.row(image).sum().item()).isEqualTo(9 * 100);
            corners.add(rows[0] + " " + columns[0]);
        }
        assertThat(corners).hasSizeGreaterThan(20);
    }

    /// Noise of mean 0, of which what is below 0 is cut off.
    @Test
    void erasesWithNoiseUnlessSaid() {
        NDArray y = trained(RandomErasing.of(1, 1).scale(1, 1).seed(3));

        assertThat(IntStream.range(0, (int) y.elements()).filter(i -> y.at(i) == 0).count() / (double) y.elements()).isCloseTo(0.5, within(0.02));
    }

    @Test
    void huesTurnEitherWay() {
        NDArray red = NDArray.generate(DType.FLOAT32, Shape.of(BATCH, 1, 1, 3), i -> i % 3 == 0 ? 1 : 0);
        NDArray y = trained(RandomHue.of(2.0 / 3, 2.0 / 3).valueRange(0, 1).seed(3), red, 1);      // by a third of a turn

        long green = IntStream.range(0, BATCH).filter(i -> y.get(i, 0, 0, 1) > 0.99).count();
        long blue = IntStream.range(0, BATCH).filter(i -> y.get(i, 0, 0, 2) > 0.99).count();
        assertThat(green + blue).isEqualTo(BATCH);
        assertThat(green).isBetween(16L, 48L);
    }

    @Test
    void posterizesWithFewerBitsThanTheUpperBound() {
        NDArray y = trained(RandomPosterization.of(1, 4).seed(3));

        var bits = IntStream.range(0, BATCH).mapToObj(i -> IntStream.range(0, 240).map(k -> (int) y.row(i).at(k)).reduce(0, (a, b) -> a | b))
                .collect(Collectors.toSet());
        assertThat(bits).containsExactlyInAnyOrder(0x80, 0xC0, 0xE0);
    }

    /// The upper left corner is a fixed point, and so all of an image of one value but for what comes in from outside.
    @Test
    void perspectiveLeavesTheFirstCorner() {
        NDArray y = trained(RandomPerspective.of(1, 1).scale(0.5).seed(3));

        for (int i = 0; i < BATCH; i++) {
            assertThat(y.get(i, 0, 0, 0)).isCloseTo(IMAGES.get(i, 0, 0, 0), within(0.5));
        }
        assertThat(unchanged(y)).isZero();
    }

    /// On a ramp a pixel says where it came from. The displacements are smooth, differ in both axes, and are of mean 0.
    @Test
    void elasticDisplacementsAreSmoothAndDifferByAxis() {
        NDArray ramps = NDArray.generate(DType.FLOAT32, Shape.of(4, 48, 48, 2), i -> i % 2 == 0 ? i / 2 / 48 % 48 : i / 2 % 48);
        NDArray y = trained(RandomElasticTransform.of(1, 1).scale(1, 1).interpolation(Interpolation.BILINEAR).seed(3), ramps, 1);

        double sum = 0;
        double together = 0;
        double squares = 0;
        double steps = 0;
        int count = 0;
        for (int b = 0; b < 4; b++) {
            for (int r = 10; r < 38; r++) {
                for (int k = 10; k < 38; k++, count++) {
                    double down = y.get(b, r, k, 0) - r;
                    double right = y.get(b, r, k, 1) - k;
                    sum += down;
                    together += down * right;
                    squares += down * down;
                    steps += Math.pow(y.get(b, r, k + 1, 0) - r - down, 2);
                }
            }
        }
        assertThat(squares / count).isGreaterThan(0.1);
        assertThat(Math.abs(sum / count)).isLessThan(Math.sqrt(squares / count));
        assertThat(Math.abs(together)).isLessThan(0.6 * squares);
        assertThat(steps).isLessThan(0.5 * squares);              // white noise would make it twice
    }

    @Test
    void jitterIsItsPartsOneAfterTheOther() {
        NDArray one = NDArray.generate(DType.FLOAT32, Shape.of(2, 3, 4, 3), i -> (10 + (i * 7919) % 83) / 100.0);
        NDArray y = trained(RandomColorJitter.create().valueRange(0, 1).hue(1, 1).saturation(0.6, 0.6).contrast(-0.4, 0.4).brightness(0.3, 0.3), one, 1);

        NDArray expected = one;
        for (Layer part : List.of(RandomBrightness.of(0.3, 0.3).valueRange(0, 1), RandomContrast.of(-0.4, 0.4).valueRange(0, 1),
                RandomSaturation.of(0.6, 0.6).valueRange(0, 1), RandomHue.of(1, 1).valueRange(0, 1))) {
            expected = trained(part, expected, 1);
        }
        for (int i = 0; i < y.elements(); i++) {
            assertThat(y.at(i)).isCloseTo(expected.at(i), within(1e-5));
        }
    }

    @Test
    void aChannelOfOneValueKeepsItsContrast() {
        NDArray flat = NDArray.of(Shape.of(1, 1, 2, 2), 3f, 1, 3, 2);

        assertThat(AutoContrast.create().apply(flat)).isEqualTo(NDArray.of(Shape.of(1, 1, 2, 2), 3f, 0, 3, 255));
    }

    @Test
    void anOblongBellBlursFurtherAlongItsLongerSide() {
        NDArray point = NDArray.generate(DType.FLOAT32, Shape.of(1, 7, 7, 1), i -> i == 24 ? 100 : 0);
        NDArray y = trained(RandomGaussianBlur.of(1, 1).kernelSize(5, 1).sigma(1, 1).seed(3), point, 1);

        assertThat(y.get(0, 3, 1, 0)).isGreaterThan(1);
        assertThat(y.get(0, 2, 3, 0)).isZero();
        assertThat(y.sum().item()).isCloseTo(100, within(1e-3));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> RandomSharpness.of(1.5)).hasMessageContaining("factor: expected numbers from 0 to 1");
        assertThatThrownBy(() -> RandomPosterization.of(9)).hasMessageContaining("from 1 to 8");
        assertThatThrownBy(() -> RandomColorJitter.create().hue(2)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> RandomErasing.create().scale(2)).hasMessageContaining("scale: expected numbers from 0 to 1");
        assertThatThrownBy(() -> RandomGaussianBlur.create().kernelSize(4)).hasMessageContaining("kernel_size: expected two odd numbers");
        assertThatThrownBy(() -> RandomGaussianBlur.create().sigma(3)).hasMessageContaining("sigma");
        assertThatThrownBy(() -> RandomGrayscale.of(-1)).hasMessageContaining("from 0 to 1, got -1.0");
        assertThatThrownBy(() -> RandomPerspective.create().scale(2)).hasMessageContaining("scale: expected a number");
        assertThatThrownBy(() -> RandomPerspective.create().interpolation(Interpolation.BICUBIC)).hasMessageContaining("nearest or bilinear");
        assertThatThrownBy(() -> Equalization.create().bins(1)).hasMessageContaining("bins: expected 2 or more");
        assertThatThrownBy(() -> Solarization.create().threshold(2)).hasMessageContaining("threshold_factor");
    }
}
