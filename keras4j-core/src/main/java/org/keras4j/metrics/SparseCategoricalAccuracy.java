package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;

/// How often the largest prediction is the class that the target names; of equals the first counts. Follows `keras.metrics.SparseCategoricalAccuracy`.
public final class SparseCategoricalAccuracy extends MeanMetricWrapper {
    private SparseCategoricalAccuracy(MetricConfig config) {
        super(config);
    }

    public static SparseCategoricalAccuracy create() {
        return new SparseCategoricalAccuracy(new MetricConfig());
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return MetricFunctions.sparseCategoricalAccuracy(yTrue, yPred);
    }
}
