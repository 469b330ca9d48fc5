package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;
import org.keras4j.schedules.LearningRateSchedule;

/// Moves as far as it used to, in units of the gradient (Zeiler 2012): `a ← ρ · a + (1 − ρ) · g²`, `d = √(D + ε) / √(a + ε) · g`,
/// `D ← ρ · D + (1 − ρ) · d²`, `w ← w − rate · d`. Follows `keras.optimizers.Adadelta`.
public final class Adadelta extends Options<Adadelta> {
    private static final Slot GRADIENT = Slot.zeros("accumulated_grad");
    private static final Slot MOVE = Slot.zeros("accumulated_delta_var");

    public static final class Config extends OptimizerConfig {
        public double rho = 0.95;
        public double epsilon = 1e-7;
    }

    private Adadelta(Config config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001.
    public static Adadelta create() {
        return new Adadelta(new Config());
    }

    /// With Keras' defaults but for the rate.
    public static Adadelta of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static Adadelta of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// How much of the means stays at each step.
    public Adadelta rho(double rho) {
        return with((Config c) -> c.rho = requireRate("rho", rho));
    }

    /// Added under both roots, so that nothing is divided by 0.
    public Adadelta epsilon(double epsilon) {
        return with((Config c) -> c.epsilon = epsilon);
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        return List.of(List.of(GRADIENT, MOVE));
    }

    @Override
    protected Update update(Step step) {
        return (variable, w, gradient) -> {
            Value before = step.read(variable, MOVE);
            Value squares = mean(step.read(variable, GRADIENT), Ops.square(gradient));
            step.write(variable, GRADIENT, squares);
            Value move = Ops.divide(Ops.multiply(root(before), gradient), root(squares));
            step.write(variable, MOVE, mean(before, Ops.square(move)));
            return Ops.subtract(w, Ops.multiply(move, step.rate()));
        };
    }

    private Value mean(Value before, Value now) {
        return Ops.add(Ops.multiply(before, config().rho), Ops.multiply(now, 1 - config().rho));
    }

    private Value root(Value x) {
        return Ops.sqrt(Ops.add(x, config().epsilon));
    }
}
