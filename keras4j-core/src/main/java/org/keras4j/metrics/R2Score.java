package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Named;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.losses.Ranks;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// `1 − Σ (yTrue − yPred)² / Σ (yTrue − mean yTrue)²`: how much of the variance is explained, for each column of `[batch, columns]` and
/// then over them. Follows `keras.metrics.R2Score`.
public final class R2Score extends Metric {
    /// How the scores of the columns become one.
    public enum Aggregation { UNIFORM_AVERAGE, VARIANCE_WEIGHTED_AVERAGE }

    public static final class Config extends MetricConfig {
        /// `null` for a score of each column.
        public @Nullable Aggregation classAggregation = Aggregation.UNIFORM_AVERAGE;
        public int numRegressors;
    }

    private R2Score(Config config) {
        super(config);
    }

    public static R2Score create() {
        return new R2Score(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// @param aggregation `null` for a score of each column, Keras' `None`
    public R2Score classAggregation(@Nullable Aggregation aggregation) {
        return with((Config c) -> c.classAggregation = aggregation);
    }

    /// `uniform_average` or `variance_weighted_average`, as Keras writes them.
    public R2Score classAggregation(String aggregation) {
        return classAggregation(Named.of("class_aggregation", Aggregation.class, aggregation));
    }

    /// Adjusts the score for so many explaining variables; 0 for none.
    public R2Score numRegressors(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("R2Score: expected num_regressors of 0 or more, got " + count + ".");
        }
        return with((Config c) -> c.numRegressors = count);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    public void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
        Value predicted = Ops.cast(yPred, DType.FLOAT32);
        Value expected = Ranks.like(Ops.cast(yTrue, DType.FLOAT32), predicted);
        if (expected.rank() != 2 || predicted.rank() != 2) {
            throw new ShapeException("R2Score '" + name() + "'", "targets and predictions [batch, columns]", yTrue.type() + " and " + yPred.type(),
                    "Reshape them.");
        }
        Value weights = sampleWeight == null ? Ops.onesLike(expected)
                : Ops.broadcastTo(Ranks.leading(Ops.cast(sampleWeight, DType.FLOAT32), expected), expected.shape());
        Value weighted = Ops.multiply(expected, weights);
        accumulate(c, "num_samples", expected.builder().scalar(DType.FLOAT32, expected.shape().elements()));
        accumulate(c, "squared_sum", Ops.sum(Ops.multiply(expected, weighted), 0));
        accumulate(c, "sum", Ops.sum(weighted, 0));
        accumulate(c, "residual", Ops.sum(Ops.multiply(Ops.square(Ops.subtract(expected, predicted)), weights), 0));
        accumulate(c, "count", Ops.sum(weights, 0));
    }

    @Override
    public NDArray results() {
        double[] squares = sum("squared_sum").toDoubleArray();
        double[] sums = sum("sum").toDoubleArray();
        double[] residuals = sum("residual").toDoubleArray();
        double[] counts = sum("count").toDoubleArray();
        double[] totals = IntStream.range(0, sums.length).mapToDouble(i -> squares[i] - sums[i] * sums[i] / counts[i]).toArray();
        double[] scores = IntStream.range(0, sums.length).mapToDouble(i -> {
            double score = 1 - residuals[i] / totals[i];
            return Double.isInfinite(score) ? 0 : score;
        }).toArray();
        return switch (config().classAggregation) {
            case null -> NDArray.of(scores).map(this::adjusted);
            case UNIFORM_AVERAGE -> NDArray.of(scores).mean().map(this::adjusted);
            case VARIANCE_WEIGHTED_AVERAGE -> NDArray.of(IntStream.range(0, scores.length).mapToDouble(i -> scores[i] * totals[i]).toArray()).sum()
                    .map(sum -> adjusted(sum / DoubleStream.of(totals).sum()));
        };
    }

    /// Keras counts numbers, not rows, as samples.
    private double adjusted(double score) {
        double samples = sum("num_samples").item();
        int regressors = config().numRegressors;
        return regressors == 0 || regressors >= samples - 1 ? score : 1 - (1 - score) * (samples - 1) / (samples - regressors - 1);
    }

    @Override
    public double result() {
        return results().mean().item();
    }
}
