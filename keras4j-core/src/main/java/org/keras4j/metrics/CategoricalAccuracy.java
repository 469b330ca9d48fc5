package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;

/// How often the largest prediction is where the largest target is; of equals the first counts. Follows `keras.metrics.CategoricalAccuracy`.
public final class CategoricalAccuracy extends MeanMetricWrapper {
    private CategoricalAccuracy(MetricConfig config) {
        super(config);
    }

    public static CategoricalAccuracy create() {
        return new CategoricalAccuracy(new MetricConfig());
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return MetricFunctions.categoricalAccuracy(yTrue, yPred);
    }
}
