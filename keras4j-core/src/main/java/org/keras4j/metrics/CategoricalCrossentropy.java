package org.keras4j.metrics;

import org.keras4j.engine.graph.Value;
import org.keras4j.losses.LossFunctions;
import org.keras4j.ops.Ops;

/// The mean of the loss of the same name. Follows `keras.metrics.CategoricalCrossentropy`.
public final class CategoricalCrossentropy extends CrossentropyMetric<CategoricalCrossentropy> {
    public static final class Config extends CrossentropyMetric.Config {
        public double labelSmoothing;
        public int axis = -1;
    }

    private CategoricalCrossentropy(Config config) {
        super(config);
    }

    public static CategoricalCrossentropy create() {
        return new CategoricalCrossentropy(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// @param smoothing how far labels are moved towards one in as many as there are classes: 0 to 1
    public CategoricalCrossentropy labelSmoothing(double smoothing) {
        return with((Config c) -> c.labelSmoothing = smoothing);
    }

    /// Along which axis the classes lie.
    public CategoricalCrossentropy axis(int axis) {
        return with((Config c) -> c.axis = axis);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        Config config = config();
        Value labels = LossFunctions.smoothedToAll(Ops.cast(yTrue, yPred.dtype()), config.labelSmoothing);
        return LossFunctions.atLast(config.axis, labels, yPred, (t, p) -> LossFunctions.categoricalCrossentropy(t, p, predictions()));
    }
}
