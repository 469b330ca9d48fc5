package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// `−Σ alpha · (1 − p)^gamma · t · log p`: cross-entropy in which easy samples count less (Lin et al. 2017). Follows
/// `keras.losses.CategoricalFocalCrossentropy`.
public final class CategoricalFocalCrossentropy extends Loss {
    public static final class Config extends CrossentropyConfig {
        public double labelSmoothing;
        public int axis = -1;
        public double alpha = 0.25;
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

    /// Predictions are logits.
    public CategoricalFocalCrossentropy fromLogits()                     { return with((Config c) -> c.fromLogits = true); }

    /// @param smoothing how far labels are moved towards one in as many as there are classes: 0 to 1
    public CategoricalFocalCrossentropy labelSmoothing(double smoothing) { return with((Config c) -> c.labelSmoothing = smoothing); }
    public CategoricalFocalCrossentropy axis(int axis)                   { return with((Config c) -> c.axis = axis); }
    public CategoricalFocalCrossentropy alpha(double alpha)              { return with((Config c) -> c.alpha = alpha); }
    public CategoricalFocalCrossentropy gamma(double gamma)              { return with((Config c) -> c.gamma = gamma); }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        Config c = config();
        return LossFunctions.atLast(c.axis, yTrue, yPred,
                (t, p) -> LossFunctions.categoricalFocalCrossentropy(t, p, c.predictions(), c.labelSmoothing, c.alpha, c.gamma));
    }
}
