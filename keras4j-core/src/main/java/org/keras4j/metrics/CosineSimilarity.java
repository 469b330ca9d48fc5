package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;

/// The mean cosine of the angle between target and prediction: 1 where they point the same way. Follows `keras.metrics.CosineSimilarity`.
public final class CosineSimilarity extends AxisMetric<CosineSimilarity> {
    private CosineSimilarity(Config config) {
        super(config, MetricFunctions::cosineSimilarity);
    }

    public static CosineSimilarity create() {
        return new CosineSimilarity(new Config());
    }

    /// Without the axis, as Keras writes it.
    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = super.kerasConfig();
        map.remove("axis");
        return map;
    }
}
