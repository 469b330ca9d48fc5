package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;
import org.keras4j.schedules.LearningRateSchedule;

/// Divides by the root of the sum of all squares so far (Duchi et al. 2011): `a ← a + g²`, `w ← w − rate · g / √(a + ε)`. Follows
/// `keras.optimizers.Adagrad`.
public final class Adagrad extends Options<Adagrad> {
    public static final class Config extends OptimizerConfig {
        public double initialAccumulatorValue = 0.1;
        public double epsilon = 1e-7;
    }

    private Adagrad(Config config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001.
    public static Adagrad create() {
        return new Adagrad(new Config());
    }

    /// With Keras' defaults but for the rate.
    public static Adagrad of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static Adagrad of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// What the sums start at.
    public Adagrad initialAccumulatorValue(double value) {
        return with((Config c) -> c.initialAccumulatorValue = requireAtLeast(0, "initial_accumulator_value", value));
    }

    /// Added under the root, so that nothing is divided by 0.
    public Adagrad epsilon(double epsilon) {
        return with((Config c) -> c.epsilon = epsilon);
    }

    private Slot accumulator() {
        return Slot.filled("accumulator", config().initialAccumulatorValue);
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        return List.of(List.of(accumulator()));
    }

    @Override
    protected Update update(Step step) {
        Slot accumulator = accumulator();
        return (variable, w, gradient) -> {
            Value sum = step.write(variable, accumulator, Ops.add(step.read(variable, accumulator), Ops.square(gradient)));
            return Ops.subtract(w, Ops.divide(Ops.multiply(gradient, step.rate()), Ops.sqrt(Ops.add(sum, config().epsilon))));
        };
    }
}
