package org.keras4j.losses;

import module java.base;
import org.keras4j.engine.graph.Value;

/// Binary cross-entropy times `(1 − p)^gamma`, where `p` is the probability of what is right: easy samples count less (Lin et al.
/// 2017). Averaged over `axis`. Follows `keras.losses.BinaryFocalCrossentropy`.
public final class BinaryFocalCrossentropy extends Loss {
    public static final class Config extends CrossentropyConfig {
        public double labelSmoothing;
        public int axis = -1;
        public boolean applyClassBalancing;
        public double alpha = 0.25;
        public double gamma = 2;
    }

    private BinaryFocalCrossentropy(Config config) {
        super(config);
    }

    public static BinaryFocalCrossentropy create() {
        return new BinaryFocalCrossentropy(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Predictions are logits.
    public BinaryFocalCrossentropy fromLogits()                     { return with((Config c) -> c.fromLogits = true); }

    /// @param smoothing how far labels are moved towards ½: 0 to 1
    public BinaryFocalCrossentropy labelSmoothing(double smoothing) { return with((Config c) -> c.labelSmoothing = smoothing); }
    public BinaryFocalCrossentropy axis(int axis)                   { return with((Config c) -> c.axis = axis); }

    /// Weighs ones by `alpha` and zeros by `1 − alpha`.
    public BinaryFocalCrossentropy classBalancing(double alpha) {
        return with((Config c) -> {
            c.applyClassBalancing = true;
            c.alpha = alpha;
        });
    }

    public BinaryFocalCrossentropy gamma(double gamma)              { return with((Config c) -> c.gamma = gamma); }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        Config c = config();
        return LossFunctions.atLast(c.axis, yTrue, yPred, (t, p) -> LossFunctions.binaryFocalCrossentropy(t, p, c.predictions(), c.labelSmoothing,
                c.gamma, c.applyClassBalancing ? OptionalDouble.of(c.alpha) : OptionalDouble.empty()));
    }
}
