package org.keras4j.losses;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.Axes;
import org.keras4j.engine.graph.Value;

/// `1 − 2 · Σ t · p / (Σ t + Σ p + 1e-7)`: how little two areas overlap, over the whole batch unless axes are named. Follows
/// `keras.losses.Dice`.
public final class Dice extends Loss {
    public static final class Config extends LossConfig {
        public @Nullable Axes axis;
    }

    private Dice(Config config) {
        super(config);
    }

    public static Dice create() {
        return new Dice(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Along which axes areas are summed: `1, 2, 3` for one loss an image.
    public Dice axis(int... axes) {
        return with((Config c) -> c.axis = Axes.list(axes));
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.dice(yTrue, yPred, Axes.orAll(config().axis));
    }
}
