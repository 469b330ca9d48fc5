package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.losses.LossFunctions;
import org.keras4j.ops.Ops;

/// The mean of `(yTrue − yPred)²`. Follows `keras.metrics.MeanSquaredError`.
public final class MeanSquaredError extends MeanMetricWrapper {
    private MeanSquaredError(MetricConfig config) {
        super(config);
    }

    public static MeanSquaredError create() {
        return new MeanSquaredError(new MetricConfig());
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return LossFunctions.meanSquaredError(Ops.cast(yTrue, yPred.dtype()), yPred);
    }
}
