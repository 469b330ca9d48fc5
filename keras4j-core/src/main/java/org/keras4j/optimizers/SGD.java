package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;
import org.keras4j.schedules.LearningRateSchedule;

/// Gradient descent, with momentum `m` when it is asked for: `m ← momentum · m − rate · g`, `w ← w + m`; after Nesterov (1983)
/// `w ← w + momentum · m − rate · g`. Follows `keras.optimizers.SGD`.
public final class SGD extends Options<SGD> {
    private static final Slot MOMENTUM = Slot.zeros("momentum");

    public static final class Config extends OptimizerConfig {
        public double momentum;
        public boolean nesterov;

        Config() {
            learningRate = new LearningRate.Fixed(0.01);
        }
    }

    private SGD(Config config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.01, without momentum.
    public static SGD create() {
        return new SGD(new Config());
    }

    /// With Keras' defaults but for the rate.
    public static SGD of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static SGD of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Which part of the last move is added to the next one, from 0 to 1; 0 unless said.
    public SGD momentum(double momentum) {
        if (!(0 <= momentum && momentum <= 1)) {
            throw new IllegalArgumentException("SGD: expected momentum from 0 to 1, got " + momentum + ".");
        }
        return with((Config c) -> c.momentum = momentum);
    }

    /// Looks ahead: the gradient counts once more, after the momentum.
    public SGD nesterov() {
        return with((Config c) -> c.nesterov = true);
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        return config().momentum == 0 ? List.of() : List.of(List.of(MOMENTUM));
    }

    @Override
    protected Update update(Step step) {
        double momentum = config().momentum;
        return (variable, w, gradient) -> {
            Value move = Ops.multiply(gradient, step.rate());
            if (momentum == 0) {
                return Ops.subtract(w, move);
            }
            Value m = step.write(variable, MOMENTUM, Ops.subtract(Ops.multiply(step.read(variable, MOMENTUM), momentum), move));
            return Ops.add(w, config().nesterov ? Ops.subtract(Ops.multiply(m, momentum), move) : m);
        };
    }
}
