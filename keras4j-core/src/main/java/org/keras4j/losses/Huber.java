package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// The mean of `e² / 2` where the error `e` is at most `delta`, and of `delta · |e| − delta² / 2` beyond (Huber 1964). Follows
/// `keras.losses.Huber`.
public final class Huber extends Loss {
    public static final class Config extends LossConfig {
        /// Not in Keras' files.
        transient double delta = 1;

        {
            name = "huber_loss";
        }
    }

    private Huber(Config config) {
        super(config);
    }

    public static Huber create() {
        return new Huber(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Where the parabola becomes a line. A file doesn't hold it, as Keras' don't.
    public Huber delta(double delta) {
        return with((Config c) -> c.delta = delta);
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.huber(yTrue, yPred, config().delta);
    }
}
