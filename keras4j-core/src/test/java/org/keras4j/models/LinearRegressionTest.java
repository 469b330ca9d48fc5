package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.losses.Losses;
import org.keras4j.optimizers.SGD;

/// y = 2 x₀ − 3 x₁ + 1, found again from samples.
class LinearRegressionTest extends OnTestBackend {
    private final NDArray x = Philox.of(1).normal(DType.FLOAT32, Shape.of(64, 2), 0, 1);
    private final NDArray y = NDArray.generate(DType.FLOAT32, Shape.of(64, 1), i -> 2 * x.get(i, 0) - 3 * x.get(i, 1) + 1);

    @Test
    void findsTheCoefficientsOfALine() {
        var model = Sequential.of(Input.shape(2), Dense.of(1));
        model.compile(SGD.of(0.1), Losses.meanSquaredError(), "mae");

        var history = model.fit(x, y, Fit.epochs(20).batchSize(16).verbose(Verbosity.SILENT));

        assertThat(history.get("loss").getFirst()).isGreaterThan(history.last("loss"));
        assertThat(history.last("mae")).isLessThan(1e-2);
        assertThat(model.getWeights().get(0).toFloatArray()).containsExactly(new float[] {2, -3}, within(1e-2f));
        assertThat(model.getWeights().get(1).item()).isCloseTo(1, within(1e-2));
        assertThat(model.evaluate(x, y, Evaluate.defaults().silently()).get("loss")).isLessThan(1e-4);
        assertThat(model.predict(x).allClose(y, 0, 0.05)).isTrue();
    }
}
