package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The mean over the samples of Pearson's coefficient between target and prediction, each a vector. Follows `keras.metrics.PearsonCorrelation`.
public final class PearsonCorrelation extends MeanMetricWrapper {
    public static final class Config extends MetricConfig {
        public int axis = -1;
    }

    private PearsonCorrelation(Config config) {
        super(config);
    }

    public static PearsonCorrelation create() {
        return new PearsonCorrelation(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Along which axis the vectors lie.
    public PearsonCorrelation axis(int axis) {
        return with((Config c) -> c.axis = axis);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return MetricFunctions.pearsonCorrelation(Ops.cast(yTrue, yPred.dtype()), yPred, config().axis);
    }
}
