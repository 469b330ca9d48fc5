package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.golden.Programs;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Ops;

class RandAugmentTest extends OnTestBackend implements LayerContract {
    private static final NDArray IMAGES = NDArray.generate(DType.FLOAT32, Shape.of(2, 4, 5, 3), i -> 20 + (i * 7919 + 31) % 211);
    /// Among the layers it draws from.
    static final int BRIGHTNESS = 7;

    @Override
    public String group() {
        return "rand_augment";
    }

    private static NDArray brightened(int... numbers) {
        RandAugment policy = RandAugment.create().factor(0, 0.2).valueRange(-1e6, 1e6);
        return Programs.run(List.of(IMAGES), 1, (c, x) ->
                List.of(RandAugment.changed(c, policy.changes(3), Ops.constant(x.getFirst(), NDArray.of(numbers)), x.getFirst()))).getFirst();
    }

    /// Keras draws once for each layer, however often it changes the images.
    @Test
    void aLayerThatIsDrawnTwiceDoesTheSameTwice() {
        NDArray once = brightened(BRIGHTNESS).minus(IMAGES);
        NDArray twice = brightened(BRIGHTNESS, BRIGHTNESS).minus(IMAGES);

        assertThat(once.at(0)).isPositive().isNotCloseTo(once.at(once.elements() - 1), within(1.0));        // each image draws for itself
        assertThat(twice.at(0)).isCloseTo(2 * once.at(0), within(1.0));
        assertThat(twice.at(70)).isCloseTo(2 * once.at(70), within(1.0));
    }

    @Test
    void stepsDrawAmongAllLayers() {
        RandAugment one = RandAugment.create().numOps(1).factor(0.3, 0.3).seed(3);

        assertThat(IntStream.range(0, 80).mapToObj(_ -> one.applyInTraining(IMAGES)).distinct().count()).isGreaterThanOrEqualTo(11);
    }

    @Test
    void gradientsGoThroughTheLayerThatWasDrawn() {
        RandAugment policy = RandAugment.create().factor(0.1, 0.1).valueRange(-1e6, 1e6);
        NDArray gradient = Programs.run(List.of(IMAGES), 1, (c, x) -> {
            var changed = RandAugment.changed(c, policy.changes(3), Ops.constant(x.getFirst(), NDArray.of(BRIGHTNESS, BRIGHTNESS)), x.getFirst());
            return Autodiff.gradients(Ops.sum(Ops.square(changed)), List.of(x.getFirst()));
        }).getFirst();

        assertThat(gradient.at(5)).isCloseTo(2 * (IMAGES.at(5) + 2 * 0.1 * 2e6), within(1.0));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> RandAugment.create().numOps(0)).hasMessage("RandAugment 'rand_augment' > num_ops: expected 1 or more, got 0.");
        assertThatThrownBy(() -> RandAugment.create().factor(2)).hasMessageContaining("factor: expected numbers from 0 to 1");
        assertThatThrownBy(() -> RandAugment.create().interpolation(Interpolation.BICUBIC)).hasMessageContaining("nearest or bilinear");
        assertThatThrownBy(() -> RandomRotation.of(0.1).interpolation(Interpolation.BICUBIC)).hasMessageContaining("nearest or bilinear");
        assertThatThrownBy(() -> RandomTranslation.of(0.1, 1.5)).hasMessage("RandomTranslation 'random_translation' > width_factor: expected numbers from -1 to 1, got [1.5].");
        assertThatThrownBy(() -> RandomZoom.of(2)).hasMessage("RandomZoom 'random_zoom' > height_factor: expected numbers from -1 to 1, got [2.0].");
        assertThatThrownBy(() -> Solarization.create().addition(0.5, 2)).hasMessage("Solarization 'solarization' > addition_factor: expected numbers from 0 to 1, got [0.5, 2.0].");
    }
}
