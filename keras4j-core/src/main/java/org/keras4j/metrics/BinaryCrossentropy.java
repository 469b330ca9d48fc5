package org.keras4j.metrics;

import org.keras4j.engine.graph.Value;
import org.keras4j.losses.LossFunctions;
import org.keras4j.ops.Ops;

/// The mean of the loss of the same name. Follows `keras.metrics.BinaryCrossentropy`.
public final class BinaryCrossentropy extends CrossentropyMetric<BinaryCrossentropy> {
    public static final class Config extends CrossentropyMetric.Config {
        public double labelSmoothing;
    }

    private BinaryCrossentropy(Config config) {
        super(config);
    }

    public static BinaryCrossentropy create() {
        return new BinaryCrossentropy(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// @param smoothing how far labels are moved towards ½: 0 to 1
    public BinaryCrossentropy labelSmoothing(double smoothing) {
        return with((Config c) -> c.labelSmoothing = smoothing);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        Value labels = LossFunctions.smoothedToHalf(Ops.cast(yTrue, yPred.dtype()), config().labelSmoothing);
        return LossFunctions.binaryCrossentropy(labels, yPred, predictions());
    }
}
