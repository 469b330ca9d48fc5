package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The mean over the samples of how alike target and prediction are, each a vector: more is better.
///
/// @param <S> the metric's own class
abstract sealed class AxisMetric<S extends AxisMetric<S>> extends MeanMetricWrapper permits ConcordanceCorrelation, CosineSimilarity, PearsonCorrelation {
    private final Likeness likeness;

    /// Keras' keys.
    public static final class Config extends MetricConfig {
        public int axis = -1;
    }

    /// How alike vectors are that lie along an axis.
    @FunctionalInterface
    interface Likeness {
        Value of(Value yTrue, Value yPred, int axis);
    }

    AxisMetric(Config config, Likeness likeness) {
        super(config);
        this.likeness = likeness;
    }

    @Override
    public final Config config() {
        return (Config) super.config();
    }

    /// Along which axis the vectors lie, if not the last.
    public final S axis(int axis) {
        return with((Config c) -> c.axis = axis);
    }

    @Override
    public final Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    protected final Value values(Value yTrue, Value yPred) {
        return likeness.of(Ops.cast(yTrue, yPred.dtype()), yPred, config().axis);
    }
}
