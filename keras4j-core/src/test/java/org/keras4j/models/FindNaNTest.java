package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.layers.Layer;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

class FindNaNTest extends OnTestBackend {
    /// The logarithm, which has no value below 0.
    static final class Log extends Layer {
        @Override
        protected Value call(Call c, Value x) {
            return Ops.log(x);
        }
    }

    private static final NDArray Y = NDArray.of(1f, 2f).reshape(2, 1);

    private static Sequential model() {
        Sequential model = Sequential.of("m", Input.shape(2), new Log(), Dense.of(1));
        model.compile("sgd", "mse");
        return model;
    }

    @Test
    void namesTheLayerAndTheOperation() {
        Sequential model = model();
        List<NDArray> before = model.getWeights();

        assertThat(model.findNaN(NDArray.of(1f, 2f, 3f, -4f).reshape(2, 2), Y)).hasValueSatisfying(found ->
                assertThat(found).startsWith("'m/log': ").contains("LOG").endsWith("makes a NaN of numbers"));
        assertThat(model.getWeights()).isEqualTo(before);
    }

    @Test
    void saysNothingOfNumbersAndTrainsOn() {
        Sequential model = model();
        NDArray x = NDArray.of(1f, 2f, 3f, 4f).reshape(2, 2);

        assertThat(model.findNaN(x, Y)).isEmpty();
        assertThat(model.progress().steps()).isZero();
        assertThat(model.trainOnBatch(x, Y).get("loss")).isFinite();
    }

    @Test
    void namesDataAndWeightsThatHoldOne() {
        Sequential model = model();
        NDArray x = NDArray.of(1f, 2f, 3f, 4f).reshape(2, 2);
        assertThat(model.findNaN(x, NDArray.of(1f, Float.NaN).reshape(2, 1))).contains("target 0 of the batch holds a NaN");

        model.setWeights(List.of(NDArray.of(1f, Float.NaN).reshape(2, 1), NDArray.of(0f)));
        assertThat(model.findNaN(x, Y)).contains("'m/dense/kernel' holds a NaN");
    }
}
