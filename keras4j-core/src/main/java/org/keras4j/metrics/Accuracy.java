package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;

/// How often the prediction is the very number of the target. Follows `keras.metrics.Accuracy`.
public final class Accuracy extends MeanMetricWrapper {
    private Accuracy(MetricConfig config) {
        super(config);
    }

    public static Accuracy create() {
        return new Accuracy(new MetricConfig());
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return MetricFunctions.accuracy(yTrue, yPred);
    }
}
