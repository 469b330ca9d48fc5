package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;

class NormalizationTest extends OnTestBackend implements LayerContract {
    @Override
    public String group() {
        return "normalization";
    }

    @Test
    void adaptedDataHaveMeanZeroAndVarianceOne() {
        NDArray x = Philox.of(3).normal(DType.FLOAT32, Shape.of(50, 4), 100, 7);
        var layer = Normalization.create();
        layer.adapt(x);

        NDArray y = layer.apply(x);

        assertThat(y.mean(0).abs().max().item()).isLessThan(1e-4);
        assertThat(y.times(y).mean(0).minus(1).abs().max().item()).isLessThan(1e-4);
        var back = Normalization.create().invert(true);
        back.adapt(x);
        assertThat(back.apply(y).allClose(x, 1e-5, 1e-3)).isTrue();
    }

    @Test
    void batchesTogetherAreAsOneArray() {
        NDArray x = Philox.of(3).normal(DType.FLOAT32, Shape.of(11, 3, 2), 5, 7);
        var whole = Normalization.create().axis(1, 2);
        var parts = Normalization.create().axis(1, 2);

        whole.adapt(x);
        parts.adapt(Stream.of(x.rows(0, 4), x.rows(4, 5), x.rows(5, 11)));

        assertThat(parts.getWeights().get(0).allClose(whole.getWeights().get(0), 1e-6, 0)).isTrue();
        assertThat(parts.getWeights().get(1).allClose(whole.getWeights().get(1), 1e-6, 0)).isTrue();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Normalization.create().moments(1, 2).adapt(NDArray.of(1f, 2f).reshape(2, 1)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("moments");
        assertThatThrownBy(() -> Normalization.create().adapt(Stream.empty())).hasMessageContaining("at least one batch");
        assertThatThrownBy(() -> Normalization.create().adapt(Stream.of(NDArray.zeros(DType.FLOAT32, Shape.of(2, 3)), NDArray.zeros(DType.FLOAT32, Shape.of(2, 4)))))
                .isInstanceOf(ShapeException.class).hasMessageContaining("[3]");
    }
}
