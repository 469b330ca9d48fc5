package org.keras4j.optimizers;

import module java.base;
import org.keras4j.config.Key;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;
import org.keras4j.schedules.LearningRateSchedule;

/// Only the sign counts (Chen et al. 2023): `w ← w − rate · sign(β₁ · m + (1 − β₁) · g)`, then `m ← β₂ · m + (1 − β₂) · g`. Follows
/// `keras.optimizers.Lion`.
public final class Lion extends Options<Lion> {
    private static final Slot MOMENTUM = Slot.zeros("momentum");

    public static final class Config extends OptimizerConfig {
        @Key("beta_1")
        public double beta1 = 0.9;
        @Key("beta_2")
        public double beta2 = 0.99;
    }

    private Lion(Config config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001.
    public static Lion create() {
        return new Lion(new Config());
    }

    /// With Keras' defaults but for the rate.
    public static Lion of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static Lion of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// How much the past counts in a move; at 0 nothing of it would.
    public Lion beta1(double beta) {
        if (!(0 < beta && beta <= 1)) {
            throw new IllegalArgumentException("Lion: expected beta_1 above 0 to 1, got " + beta + ".");
        }
        return with((Config c) -> c.beta1 = beta);
    }

    /// How much of the mean of gradients stays at each step.
    public Lion beta2(double beta) {
        return with((Config c) -> c.beta2 = requireRate("beta_2", beta));
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        return List.of(List.of(MOMENTUM));
    }

    @Override
    protected Update update(Step step) {
        return (variable, w, gradient) -> {
            Value m = step.read(variable, MOMENTUM);
            step.write(variable, MOMENTUM, mean(m, gradient, config().beta2));
            return Ops.subtract(w, Ops.multiply(Ops.sign(mean(m, gradient, config().beta1)), step.rate()));
        };
    }

    private static Value mean(Value m, Value gradient, double beta) {
        return Ops.add(Ops.multiply(m, beta), Ops.multiply(gradient, 1 - beta));
    }
}
