package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.losses.LossFunctions;
import org.keras4j.ops.Ops;

/// The mean of `|yTrue − yPred|`. Follows `keras.metrics.MeanAbsoluteError`.
public final class MeanAbsoluteError extends MeanMetricWrapper {
    private MeanAbsoluteError(MetricConfig config) {
        super(config);
    }

    public static MeanAbsoluteError create() {
        return new MeanAbsoluteError(new MetricConfig());
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return LossFunctions.meanAbsoluteError(Ops.cast(yTrue, yPred.dtype()), yPred);
    }
}
