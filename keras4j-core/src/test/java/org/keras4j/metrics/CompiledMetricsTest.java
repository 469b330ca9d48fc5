package org.keras4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.keras4j.activations.Activations.SIGMOID;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.models.Compile;
import org.keras4j.models.Evaluate;
import org.keras4j.models.Sequential;

class CompiledMetricsTest extends OnTestBackend {
    /// Over batches of 4, 4 and 2: what the metrics say of all ten samples at once.
    @Test
    void sayTheSameInsideOfAModelAsByThemselves() {
        NDArray x = Philox.of(5).normal(DType.FLOAT32, Shape.of(10, 3), 0, 1);
        NDArray y = NDArray.generate(DType.FLOAT32, Shape.of(10, 1), i -> i % 3 == 0 ? 1 : 0);
        List<Metric> metrics = List.of(AUC.create().named("area"), Precision.create().thresholds(0.3, 0.6), F1Score.create().threshold(0.5), RootMeanSquaredError.create(),
                BinaryIoU.create(), R2Score.create());
        var model = Sequential.of(Input.shape(3), Dense.of(1).activation(SIGMOID));
        model.compile(Compile.with("sgd").loss("mse").metric(metrics.toArray(Metric[]::new)).metrics(List.of("recall", "auc")));

        Map<String, Double> logs = model.evaluate(x, y, Evaluate.silently().batchSize(4));

        List<Metric> alone = List.of(AUC.create().named("area"), Precision.create().thresholds(0.3, 0.6), F1Score.create().threshold(0.5), RootMeanSquaredError.create(),
                BinaryIoU.create(), R2Score.create(), Recall.create(), AUC.create());
        NDArray predictions = model.predict(x);
        for (Metric metric : alone) {
            metric.update(y, predictions);
            assertThat(logs.get(metric.name())).as(metric.name()).isCloseTo(metric.result(), within(1e-6));
        }
    }
}
