package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.Programs;
import org.keras4j.initializers.Ones;
import org.keras4j.regularizers.L2;

class DenseTest implements LayerContract {
    @Override
    public String group() {
        return "dense";
    }

    /// Outputs 3 and 7 twice: 0.1 · 2 · (9 + 49) / 2 samples.
    @Test
    void aPenaltyOnOutputsIsAMeanOverTheBatch() {
        Dense dense = Dense.of(2).useBias(false).kernelInitializer(new Ones()).activityRegularizer(new L2(0.1));
        NDArray loss = Programs.run(List.of(NDArray.of(new float[][] {{1, 2}, {3, 4}})), (c, v) -> {
            dense.apply(c, v.getFirst());
            return c.losses();
        }).getFirst();
        assertThat(loss.item()).isCloseTo(5.8, within(1e-5));
    }

    /// As in Keras the key stands behind those of all layers, and only where there is a penalty.
    @Test
    void thePenaltyOnOutputsIsAKeyWhereThereIsOne() {
        Dense dense = Dense.of(2).activityRegularizer(new L2(0.1));
        assertThat(Dense.of(2).kerasConfig()).doesNotContainKey("activity_regularizer");
        assertThat(dense.kerasConfig().keySet()).startsWith("name", "trainable", "dtype", "activity_regularizer", "units");
        assertThat(((Dense) FromKeras.object(dense.serialized())).config().activityRegularizer).isEqualTo(new L2(0.1));
    }
}
