package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;

/// How often the class of the one-hot target is among those of the `k` largest predictions. Follows `keras.metrics.TopKCategoricalAccuracy`.
public final class TopKCategoricalAccuracy extends MeanMetricWrapper {
    public static final class Config extends MetricConfig {
        public int k = 5;
    }

    private TopKCategoricalAccuracy(Config config) {
        super(config);
    }

    public static TopKCategoricalAccuracy create() {
        return new TopKCategoricalAccuracy(new Config());
    }

    /// Among the `k` best.
    public static TopKCategoricalAccuracy of(int k) {
        return create().k(k);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Among how many of the most probable classes the right one must be: 5 unless said.
    public TopKCategoricalAccuracy k(int k) {
        return with((Config c) -> c.k = k);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return MetricFunctions.topKCategoricalAccuracy(yTrue, yPred, config().k);
    }
}
