package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.schedules.LearningRateSchedule;

/// Divides the gradient by the root of the mean of its squares (Hinton 2012): `v ← ρ · v + (1 − ρ) · g²`,
/// `w ← w − rate · g / √(v + ε)`; `centered` takes the square of the mean gradient off `v`, and with momentum `μ` the moves add up as
/// `M ← μ · M + move`. Follows `keras.optimizers.RMSprop`.
public final class RMSprop extends Options<RMSprop> {
    private static final Slot VELOCITY = Slot.zeros("velocity");
    private static final Slot MOMENTUM = Slot.zeros("momentum");
    private static final Slot AVERAGE_GRADIENT = Slot.zeros("average_gradient");

    public static final class Config extends OptimizerConfig {
        public double rho = 0.9;
        public double momentum;
        public double epsilon = 1e-7;
        public boolean centered;
    }

    private RMSprop(Config config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001.
    public static RMSprop create() {
        return new RMSprop(new Config());
    }

    /// With Keras' defaults but for the rate.
    public static RMSprop of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static RMSprop of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// How much of the mean of squares stays at each step.
    public RMSprop rho(double rho) {
        return with((Config c) -> c.rho = requireRate("rho", rho));
    }

    /// Which part of the last move is added to the next one, from 0 to below 1; 0 unless said.
    public RMSprop momentum(double momentum) {
        return with((Config c) -> c.momentum = requireRate("momentum", momentum));
    }

    /// Added under the root, so that nothing is divided by 0.
    public RMSprop epsilon(double epsilon) {
        return with((Config c) -> c.epsilon = epsilon);
    }

    /// Divides by the variance of the gradient.
    public RMSprop centered() {
        return with((Config c) -> c.centered = true);
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        var groups = new ArrayList<List<Slot>>();
        groups.add(List.of(VELOCITY));
        if (config().momentum > 0) {
            groups.add(List.of(MOMENTUM));
        }
        if (config().centered) {
            groups.add(List.of(AVERAGE_GRADIENT));
        }
        return groups;
    }

    @Override
    protected Update update(Step step) {
        Config config = config();
        return (variable, w, gradient) -> {
            Value square = mean(step, variable, VELOCITY, Ops.square(gradient));
            if (config.centered) {
                square = Ops.subtract(square, Ops.square(mean(step, variable, AVERAGE_GRADIENT, gradient)));
            }
            Value move = Ops.divide(Ops.multiply(gradient, step.rate()), Ops.sqrt(Ops.add(square, config.epsilon)));
            if (config.momentum > 0) {
                move = step.write(variable, MOMENTUM, Ops.add(Ops.multiply(step.read(variable, MOMENTUM), config.momentum), move));
            }
            return Ops.subtract(w, move);
        };
    }

    private Value mean(Step step, Variable variable, Slot slot, Value target) {
        return step.write(variable, slot, Ops.add(Ops.multiply(step.read(variable, slot), config().rho), Ops.multiply(target, 1 - config().rho)));
    }
}
