package org.keras4j.losses;

import module java.base;
import org.keras4j.engine.graph.Value;

/// Binary cross-entropy times `(1 − p)^gamma`, where `p` is the probability of what is right: easy samples count less (Lin et al.
/// 2017). Averaged over `axis`. Follows `keras.losses.BinaryFocalCrossentropy`.
public final class BinaryFocalCrossentropy extends SmoothedCrossentropy<BinaryFocalCrossentropy> {
    public static final class Config extends SmoothedCrossentropy.Config {
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

    /// Weighs ones by `alpha` and zeros by `1 − alpha`.
    public BinaryFocalCrossentropy classBalancing(double alpha) {
        return with((Config c) -> {
            c.applyClassBalancing = true;
            c.alpha = alpha;
        });
    }

    /// How much less easy samples count, 0 or more: 2 unless said.
    public BinaryFocalCrossentropy gamma(double gamma) { return with((Config c) -> c.gamma = gamma); }

    @Override
    Value smoothed(Value yTrue, double smoothing) {
        return LossFunctions.smoothedToHalf(yTrue, smoothing);
    }

    @Override
    Value alongLast(Value yTrue, Value yPred) {
        Config c = config();
        return LossFunctions.binaryFocalCrossentropy(yTrue, yPred, c.predictions(), c.gamma,
                c.applyClassBalancing ? OptionalDouble.of(c.alpha) : OptionalDouble.empty());
    }
}
