package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;

/// How often the class that the target names is among those of the `k` largest predictions. Follows `keras.metrics.SparseTopKCategoricalAccuracy`.
public final class SparseTopKCategoricalAccuracy extends MeanMetricWrapper {
    public static final class Config extends MetricConfig {
        public int k = 5;
        public boolean fromSortedIds;
    }

    private SparseTopKCategoricalAccuracy(Config config) {
        super(config);
    }

    public static SparseTopKCategoricalAccuracy create() {
        return new SparseTopKCategoricalAccuracy(new Config());
    }

    /// Among the `k` best.
    public static SparseTopKCategoricalAccuracy of(int k) {
        return create().k(k);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Among how many of the most probable classes the right one must be: 5 unless said.
    public SparseTopKCategoricalAccuracy k(int k) {
        return with((Config c) -> c.k = k);
    }

    /// Predictions are ids of classes, the best first, instead of a number for each class.
    public SparseTopKCategoricalAccuracy fromSortedIds() {
        return with((Config c) -> c.fromSortedIds = true);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    /// Keras leaves the key out at its default.
    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = super.kerasConfig();
        map.remove("from_sorted_ids", false);
        return map;
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return config().fromSortedIds ? MetricFunctions.amongFirst(yTrue, yPred, config().k)
                : MetricFunctions.sparseTopKCategoricalAccuracy(yTrue, yPred, config().k);
    }
}
