package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// `(1 + beta²) · precision · recall / (beta² · precision + recall)` of each class, and ways to make one number of them.
///
/// @param <S> the metric's own class
abstract sealed class FScore<S extends FScore<S>> extends Metric permits F1Score, FBetaScore {
    /// Keras' keys.
    public static class Config extends MetricConfig {
        public @Nullable Average average;
        public @Nullable Double threshold;
    }

    FScore(Config config) {
        super(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// How the scores of classes become one number; unless said there is one for each class.
    public final S average(Average average) {
        return with((Config c) -> c.average = average);
    }

    /// By Keras' name: `micro`, `macro` or `weighted`.
    public final S average(String average) {
        return average(Average.of(average));
    }

    /// Above which a prediction is positive, above 0 and up to 1; unless said the largest of a row is.
    public final S threshold(double threshold) {
        if (!(0 < threshold && threshold <= 1)) {
            throw new IllegalArgumentException(className() + ": expected a threshold above 0 and up to 1, got " + threshold + ".");
        }
        return with((Config c) -> c.threshold = threshold);
    }

    abstract double beta();

    @Override
    public final Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    public final void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
        if (yTrue.rank() != 2 || yPred.rank() != 2) {
            throw new ShapeException(className() + " '" + name() + "'", "targets and predictions [batch, classes]", yTrue.type() + " and " + yPred.type(),
                    "One-hot the targets.");
        }
        Value targets = Ops.cast(yTrue, DType.FLOAT32);
        Value predictions = Ops.cast(positive(Ops.cast(yPred, DType.FLOAT32)), DType.FLOAT32);
        Value weights = sampleWeight == null ? null : Ops.cast(sampleWeight, DType.FLOAT32);
        add(c, "true_positives", Ops.multiply(predictions, targets), weights);
        add(c, "false_positives", Ops.multiply(predictions, Ops.subtract(1, targets)), weights);
        add(c, "false_negatives", Ops.multiply(Ops.subtract(1, predictions), targets), weights);
        add(c, "intermediate_weights", targets, weights);
    }

    /// Above the threshold, or without one the largest of each row (unless that is 0).
    private Value positive(Value predictions) {
        Double threshold = config().threshold;
        return threshold != null ? Ops.greater(predictions, threshold)
                : Ops.logicalAnd(Ops.greaterEqual(predictions, Ops.maxKeeping(predictions, -1)), Ops.greater(Ops.abs(predictions), 1e-9));
    }

    private void add(Call c, String name, Value amounts, @Nullable Value weights) {
        Value weighted = weights == null ? amounts : Ops.multiply(amounts, Ops.reshape(weights, -1, 1));
        accumulate(c, name, config().average == Average.MICRO ? Ops.sum(weighted) : Ops.sum(weighted, 0));
    }

    @Override
    public final NDArray results() {
        double[] tp = sum("true_positives").toDoubleArray();
        double[] fp = sum("false_positives").toDoubleArray();
        double[] fn = sum("false_negatives").toDoubleArray();
        double[] support = sum("intermediate_weights").toDoubleArray();
        double square = beta() * beta();
        double[] scores = IntStream.range(0, tp.length).mapToDouble(i -> {
            double precision = tp[i] / (tp[i] + fp[i] + KerasConfig.EPSILON);
            double recall = tp[i] / (tp[i] + fn[i] + KerasConfig.EPSILON);
            return precision * recall / (square * precision + recall + KerasConfig.EPSILON) * (1 + square);
        }).toArray();
        return switch (config().average) {
            case null -> NDArray.of(scores);
            case MICRO, MACRO -> NDArray.of(scores).mean();
            case WEIGHTED -> {
                double all = DoubleStream.of(support).sum() + KerasConfig.EPSILON;
                yield NDArray.of(IntStream.range(0, scores.length).mapToDouble(i -> scores[i] * support[i] / all).toArray()).sum();
            }
        };
    }

    @Override
    public final double result() {
        return results().mean().item();
    }
}
