package org.keras4j.losses;

import module java.base;
import org.keras4j.engine.graph.Value;

/// `−Σ alpha · (1 − p)^gamma · t · log p`: cross-entropy in which easy samples count less (Lin et al. 2017). Follows
/// `keras.losses.CategoricalFocalCrossentropy`.
public final class CategoricalFocalCrossentropy extends SmoothedCrossentropy<CategoricalFocalCrossentropy> {
    public static final class Config extends SmoothedCrossentropy.Config {
        ClassFactors alpha = ClassFactors.same(0.25);
        public double gamma = 2;
    }

    private CategoricalFocalCrossentropy(Config config) {
        super(config);
    }

    public static CategoricalFocalCrossentropy create() {
        return new CategoricalFocalCrossentropy(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// What all classes are multiplied with: 0.25 unless said.
    public CategoricalFocalCrossentropy alpha(double alpha)    { return with((Config c) -> c.alpha = ClassFactors.same(alpha)); }
    /// One for each class.
    public CategoricalFocalCrossentropy alpha(double... alpha) { return with((Config c) -> c.alpha = new ClassFactors(DoubleStream.of(alpha).boxed().toList())); }

    /// How much less easy samples count, 0 or more: 2 unless said.
    public CategoricalFocalCrossentropy gamma(double gamma)    { return with((Config c) -> c.gamma = gamma); }

    @Override
    Value smoothed(Value yTrue, double smoothing) {
        return LossFunctions.smoothedToAll(yTrue, smoothing);
    }

    @Override
    Value alongLast(Value yTrue, Value yPred) {
        Config c = config();
        return LossFunctions.categoricalFocalCrossentropy(yTrue, yPred, c.predictions(), c.alpha.value(yPred), c.gamma);
    }
}
