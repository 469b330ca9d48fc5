package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The mean over the samples of Lin's concordance between target and prediction, each a vector. Follows `keras.metrics.ConcordanceCorrelation`.
public final class ConcordanceCorrelation extends MeanMetricWrapper {
    public static final class Config extends MetricConfig {
        public int axis = -1;
    }

    private ConcordanceCorrelation(Config config) {
        super(config);
    }

    public static ConcordanceCorrelation create() {
        return new ConcordanceCorrelation(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Along which axis the vectors lie.
    public ConcordanceCorrelation axis(int axis) {
        return with((Config c) -> c.axis = axis);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return MetricFunctions.concordanceCorrelation(Ops.cast(yTrue, yPred.dtype()), yPred, config().axis);
    }
}
