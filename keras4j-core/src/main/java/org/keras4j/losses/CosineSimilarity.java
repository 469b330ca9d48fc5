package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// The cosine of the angle between targets and predictions, **negative**: −1 where they point the same way. Follows
/// `keras.losses.CosineSimilarity`.
public final class CosineSimilarity extends Loss {
    public static final class Config extends LossConfig {
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
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.cosineSimilarity(yTrue, yPred, config().axis);
    }
}
