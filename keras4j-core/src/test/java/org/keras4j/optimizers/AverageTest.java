package org.keras4j.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.callbacks.LambdaCallback;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.losses.Losses;
import org.keras4j.models.Fit;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Variable;

/// As `fit` ends, the weights become their averages: before the callbacks hear of the end.
class AverageTest extends OnTestBackend {
    @Test
    void fitEndsWithTheAverages() {
        var model = Sequential.of(Input.shape(1), Dense.of(1));
        var sgd = SGD.of(0.1).ema(0.9);
        var seen = new ArrayList<NDArray>();
        model.compile(sgd, Losses.meanSquaredError());
        model.fit(NDArray.ones(DType.FLOAT32, Shape.of(4, 1)), NDArray.full(DType.FLOAT32, Shape.of(4, 1), 5), Fit.epochs(3).verbose(Verbosity.SILENT)
                .callbacks(LambdaCallback.create().onTrainEnd(_ -> seen.addAll(model.getWeights()))));

        List<NDArray> averages = sgd.variables().stream().filter(slot -> slot.name().endsWith("_average")).map(Variable::value).toList();
        assertThat(averages).hasSize(2);
        assertThat(model.getWeights()).isEqualTo(averages).isEqualTo(seen);
    }
}
