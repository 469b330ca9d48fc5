package org.keras4j.losses;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.Axes;
import org.keras4j.engine.graph.Value;

/// `1 − Σ t·p / (Σ t·p + alpha · Σ t·(1 − p) + beta · Σ (1 − t)·p + 1e-7)`: Dice with a price for each kind of mistake (Salehi et al.
/// 2017). Over the whole batch unless axes are named. Follows `keras.losses.Tversky`.
public final class Tversky extends Loss {
    public static final class Config extends LossConfig {
        public double alpha = 0.5;
        public double beta = 0.5;
        public @Nullable Axes axis;
    }

    private Tversky(Config config) {
        super(config);
    }

    public static Tversky create() {
        return new Tversky(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// What a missed part costs.
    public Tversky alpha(double alpha) { return with((Config c) -> c.alpha = alpha); }

    /// What a part costs that is too much.
    public Tversky beta(double beta)   { return with((Config c) -> c.beta = beta); }

    /// Along which axes areas are summed: `1, 2, 3` for one loss an image.
    public Tversky axis(int... axes)   { return with((Config c) -> c.axis = Axes.list(axes)); }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.tversky(yTrue, yPred, config().alpha, config().beta, Axes.orAll(config().axis));
    }
}
