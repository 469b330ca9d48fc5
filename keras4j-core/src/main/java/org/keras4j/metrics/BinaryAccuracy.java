package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;

/// How often a prediction above the threshold meets a target 1, and one up to it a target 0. Follows `keras.metrics.BinaryAccuracy`.
public final class BinaryAccuracy extends MeanMetricWrapper {
    public static final class Config extends MetricConfig {
        public double threshold = 0.5;
    }

    private BinaryAccuracy(Config config) {
        super(config);
    }

    public static BinaryAccuracy create() {
        return new BinaryAccuracy(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Above which a prediction is 1: 0.5 unless said.
    public BinaryAccuracy threshold(double threshold) {
        return with((Config c) -> c.threshold = threshold);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return MetricFunctions.binaryAccuracy(yTrue, yPred, config().threshold);
    }
}
