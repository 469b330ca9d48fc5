package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.golden.Programs;
import org.keras4j.ops.Ops;

class AugMixTest extends OnTestBackend implements LayerContract {
    private static final NDArray IMAGES = NDArray.generate(DType.FLOAT32, Shape.of(1, 2, 2, 3), i -> i);
    private static final int BRIGHTNESS = RandAugmentTest.BRIGHTNESS;
    private static final int NONE = 11;

    @Override
    public String group() {
        return "aug_mix";
    }

    /// By how much a chain of two, the only one, makes images brighter.
    private static double brightened(int first, int second) {
        AugMix mix = AugMix.create().factor(0, 0.2).valueRange(-1e6, 1e6);
        NDArray y = Programs.run(List.of(IMAGES, NDArray.ones(DType.FLOAT32, Shape.of(1)), NDArray.scalar(0f)), 1, (c, given) ->
                List.of(mix.mixed(c, mix.changes(3), Ops.constant(given.getFirst(), NDArray.of(new int[][] {{first, second}})), given.get(1), given.get(2), given.getFirst())))
                .getFirst();
        return y.at(0) - IMAGES.at(0);
    }

    @Test
    void eachStepOfAChainDrawsForItself() {
        double first = brightened(BRIGHTNESS, NONE);
        double second = brightened(NONE, BRIGHTNESS);

        assertThat(first).isPositive();
        assertThat(second).isPositive().isNotCloseTo(first, within(1000.0));
        assertThat(brightened(BRIGHTNESS, BRIGHTNESS)).isCloseTo(first + second, within(1.0));
        assertThat(brightened(NONE, NONE)).isZero();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> AugMix.create().numChains(0)).hasMessage("AugMix 'aug_mix' > num_chains: expected 1 or more, got 0.");
        assertThatThrownBy(() -> AugMix.create().alpha(0)).hasMessageContaining("alpha: expected a number above 0");
    }
}
