package org.keras4j.optimizers;

import module java.base;
import org.keras4j.config.Key;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;
import org.keras4j.schedules.LearningRateSchedule;

/// Follow the regularized leader (McMahan et al. 2013), with an L1 penalty that makes weights exactly 0. With `p = −learning_rate_power`,
/// `l₂` plus `β / 2 rate`, and `a' = a + g²`: `z ← z + g + 2 · shrinkage · w − (a'ᵖ − aᵖ) / rate · w`,
/// `w ← (clip(z, −l₁, l₁) − z) / (a'ᵖ / rate + 2 · l₂)`. Follows `keras.optimizers.Ftrl`.
public final class Ftrl extends Options<Ftrl> {
    private static final Slot LINEAR = Slot.zeros("linear");

    public static final class Config extends OptimizerConfig {
        public double learningRatePower = -0.5;
        public double initialAccumulatorValue = 0.1;
        @Key("l1_regularization_strength")
        public double l1;
        @Key("l2_regularization_strength")
        public double l2;
        @Key("l2_shrinkage_regularization_strength")
        public double l2Shrinkage;
        public double beta;
    }

    private Ftrl(Config config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001.
    public static Ftrl create() {
        return new Ftrl(new Config());
    }

    /// With Keras' defaults but for the rate.
    public static Ftrl of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static Ftrl of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// How the rate falls with the sum of squares; 0: not at all.
    public Ftrl learningRatePower(double power) {
        if (power > 0) {
            throw new IllegalArgumentException("Ftrl: expected learning_rate_power of 0 or less, got " + power + ".");
        }
        return with((Config c) -> c.learningRatePower = power);
    }

    /// What the sums of squares start at.
    public Ftrl initialAccumulatorValue(double value) {
        return with((Config c) -> c.initialAccumulatorValue = requireAtLeast(0, "initial_accumulator_value", value));
    }

    /// The penalty on the sum of sizes of weights, 0 or more: it makes small weights exactly 0.
    public Ftrl l1(double strength) {
        return with((Config c) -> c.l1 = requireAtLeast(0, "l1_regularization_strength", strength));
    }

    /// The penalty on the sum of squares of weights, 0 or more.
    public Ftrl l2(double strength) {
        return with((Config c) -> c.l2 = requireAtLeast(0, "l2_regularization_strength", strength));
    }

    /// A penalty on the size of weights that counts in gradients, as one in the loss would.
    public Ftrl l2Shrinkage(double strength) {
        return with((Config c) -> c.l2Shrinkage = requireAtLeast(0, "l2_shrinkage_regularization_strength", strength));
    }

    /// Makes the first steps smaller: `l2` counts as larger by `beta / (2 · rate)`.
    public Ftrl beta(double beta) {
        return with((Config c) -> c.beta = beta);
    }

    private Slot accumulator() {
        return Slot.filled("accumulator", config().initialAccumulatorValue);
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        return List.of(List.of(accumulator(), LINEAR));
    }

    @Override
    protected Update update(Step step) {
        Config config = config();
        Slot accumulator = accumulator();
        Value l2 = Ops.add(Ops.divide(config.beta, Ops.multiply(step.rate(), 2)), config.l2);
        return (variable, w, gradient) -> {
            Value before = step.read(variable, accumulator);
            Value after = step.write(variable, accumulator, Ops.add(before, Ops.square(gradient)));
            Value power = Ops.power(after, -config.learningRatePower);
            Value grown = Ops.divide(Ops.subtract(power, Ops.power(before, -config.learningRatePower)), step.rate());
            Value shrinking = Ops.add(gradient, Ops.multiply(w, 2 * config.l2Shrinkage));
            Value z = step.write(variable, LINEAR, Ops.add(step.read(variable, LINEAR), Ops.subtract(shrinking, Ops.multiply(grown, w))));
            Value divisor = Ops.add(Ops.divide(power, step.rate()), Ops.multiply(l2, 2));
            return Ops.divide(Ops.subtract(Ops.clip(z, -config.l1, config.l1), z), divisor);
        };
    }
}
