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
import org.keras4j.layers.Embedding;
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

        Map<String, Double> logs = model.evaluate(x, y, Evaluate.defaults().silently().batchSize(4));

        List<Metric> alone = List.of(AUC.create().named("area"), Precision.create().thresholds(0.3, 0.6), F1Score.create().threshold(0.5), RootMeanSquaredError.create(),
                BinaryIoU.create(), R2Score.create(), Recall.create(), AUC.create());
        NDArray predictions = model.predict(x);
        for (Metric metric : alone) {
            metric.update(y, predictions);
            assertThat(logs.get(metric.name())).as(metric.name()).isCloseTo(metric.result(), within(1e-6));
        }
    }

    /// Of four predictions 0.27, 0.5, 0.73 and 0.88 the last three are above 0.3, of which two are right, and the last two above 0.6, of which one is: Keras' history has
    /// both, and its progress bar their mean.
    @Test
    void severalThresholdsGiveTheirMeanInLogsAndAllAsResults() {
        var precision = Precision.create().thresholds(0.3, 0.6);
        var model = Sequential.of(Input.shape(1), Dense.of(1).activation(SIGMOID));
        model.setWeights(List.of(NDArray.of(new float[][] {{1}}), NDArray.of(0f)));
        model.compile(Compile.with("sgd").loss("mse").metric(precision));

        var logs = model.evaluate(NDArray.of(new float[][] {{-1}, {0}, {1}, {2}}), NDArray.of(new float[][] {{0}, {1}, {0}, {1}}), Evaluate.defaults().silently());

        assertThat(precision.results().toDoubleArray()).containsExactly(new double[] {2 / 3.0, 0.5}, within(1e-6));
        assertThat(logs.get("precision")).isCloseTo((2 / 3.0 + 0.5) / 2, within(1e-6));
    }

    /// Numbers of Keras 3.15.1, the same on TensorFlow, PyTorch and JAX; those that are weighted of TensorFlow alone. Only the last three of each are without the
    /// masked steps, unless weights leave these out.
    @Test
    void aMaskCountsInMeansOfAFunctionAlone() {
        NDArray x = NDArray.of(new int[][] {{1, 2, 0, 0, 0}, {2, 3, 1, 0, 0}, {0, 0, 1, 2, 3}});
        NDArray y = NDArray.of(new float[][] {{1, 0, 1, 1, 0}, {1, 0, 1, 1, 0}, {1, 1, 0, 0, 1}}).reshape(3, 5, 1);
        var model = Sequential.of(Input.shape(5).dtype(DType.INT32), Embedding.of(4, 2).maskZero(true), Dense.of(1).activation(SIGMOID));
        model.setWeights(List.of(NDArray.of(new float[][] {{0.9f, -0.8f}, {1, 0.3f}, {-0.7f, 0.4f}, {0.2f, 0.1f}}), NDArray.of(new float[][] {{1}, {-2}}), NDArray.of(0.3f)));
        Supplier<Metric[]> metrics = () -> new Metric[] {Precision.create(), AUC.create(), FalsePositives.create(), BinaryIoU.create(), RootMeanSquaredError.create(),
                MeanSquaredError.create(), BinaryAccuracy.create(), CosineSimilarity.create()};
        model.compile(Compile.with("sgd").loss("mse").metric(metrics.get()).weightedMetric(metrics.get()));

        NDArray steps = NDArray.of(new float[][] {{1, 1, 0, 0, 0}, {2, 2, 2, 0, 0}, {0, 0, 3, 3, 3}});
        var logs = model.evaluate(x, y, Evaluate.defaults().silently().sampleWeight(steps));

        var expected = new LinkedHashMap<>(Map.of("precision", 0.6666667, "auc", 0.6574074, "false_positives", 4.0, "binary_io_u", 0.4505495, "root_mean_squared_error", 0.4945877,
                "mean_squared_error", 0.2344436, "binary_accuracy", 0.625, "cosine_similarity", 0.5));
        expected.putAll(Map.of("weighted_precision", 0.5454546, "weighted_auc", 0.5763889, "weighted_false_positives", 5.0, "weighted_binary_io_u", 0.4125874,
                "weighted_root_mean_squared_error", 0.5010913, "weighted_mean_squared_error", 0.2510925, "weighted_binary_accuracy", 0.5882353,
                "weighted_cosine_similarity", 0.4705882));
        expected.forEach((name, value) -> assertThat(logs.get(name)).as(name).isCloseTo(value, within(1e-6)));
    }
}
