package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The mean cosine of the angle between target and prediction: 1 where they point the same way. Follows `keras.metrics.CosineSimilarity`.
public final class CosineSimilarity extends MeanMetricWrapper {
    public static final class Config extends MetricConfig {
        /// Not in Keras' files.
        transient int axis = -1;
    }

    private CosineSimilarity(Config config) {
        super(config);
    }

    public static CosineSimilarity create() {
        return new CosineSimilarity(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Along which axis the vectors lie, if not the last. A file doesn't hold it, as Keras' don't.
    public CosineSimilarity axis(int axis) {
        return with((Config c) -> c.axis = axis);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return MetricFunctions.cosineSimilarity(Ops.cast(yTrue, yPred.dtype()), yPred, config().axis);
    }
}
