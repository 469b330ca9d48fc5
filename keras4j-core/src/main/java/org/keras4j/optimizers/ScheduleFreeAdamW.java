package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;
import org.keras4j.schedules.LearningRateSchedule;

/// [AdamW] that needs no schedule (Defazio et al. 2024). `z` (the slot `momentum`) takes Adam's steps, `x` is the mean of all `z`,
/// and the variable is `β₁ · x + (1 − β₁) · z`, where gradients are taken. Follows `keras.optimizers.ScheduleFreeAdamW`
/// on JAX: on TensorFlow and PyTorch Keras 3.15.1 takes the new `z` for the old one when it works out `x`, from the second step on, so that a file that was written
/// there trains on in somewhat larger steps here. What is saved is the same.
public final class ScheduleFreeAdamW extends Moments<ScheduleFreeAdamW> {
    private static final Slot BASE = Slot.copied("momentum");

    public static final class Config extends MomentsConfig {
        /// How many steps the rate rises from 0.
        public int warmupSteps;

        Config() {
            learningRate = new LearningRate.Fixed(0.0025);
            epsilon = 1e-8;
        }
    }

    private ScheduleFreeAdamW(Config config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.0025.
    public static ScheduleFreeAdamW create() {
        return new ScheduleFreeAdamW(new Config());
    }

    /// With Keras' defaults but for the rate.
    public static ScheduleFreeAdamW of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static ScheduleFreeAdamW of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// In how many steps the rate rises from 0 to what it is.
    public ScheduleFreeAdamW warmupSteps(int steps) {
        return with((Config c) -> c.warmupSteps = (int) requireAtLeast(0, "warmup_steps", steps));
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        return List.of(List.of(BASE, VELOCITY));
    }

    @Override
    protected Update update(Step step) {
        Config config = config();
        Value rate = config.warmupSteps == 0 ? step.rate()
                : Ops.multiply(step.rate(), Ops.minimum(Ops.divide(step.count(), config.warmupSteps), 1));
        Value lacking = step.correction(config.beta2);
        Value weight = Ops.divide(1, step.count());
        return (variable, w, gradient) -> {
            Value before = step.read(variable, BASE);
            Value v = step.follow(variable, VELOCITY, Ops.square(gradient), config.beta2);
            Value z = step.write(variable, BASE, Ops.subtract(before,
                    Ops.divide(Ops.multiply(gradient, rate), Ops.add(Ops.sqrt(Ops.divide(v, lacking)), config.epsilon))));
            Value meanBefore = Ops.divide(Ops.subtract(w, Ops.multiply(before, 1 - config.beta1)), config.beta1);
            Value mean = Ops.add(Ops.multiply(meanBefore, Ops.subtract(1, weight)), Ops.multiply(z, weight));
            return Ops.add(Ops.multiply(z, 1 - config.beta1), Ops.multiply(mean, config.beta1));
        };
    }
}
