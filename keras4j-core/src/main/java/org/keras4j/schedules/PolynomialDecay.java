package org.keras4j.schedules;

import org.keras4j.config.Config;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// `(initialLearningRate − endLearningRate) · (1 − step / decaySteps)^power + endLearningRate`, and the end rate from
/// `decaySteps` on. Follows `keras.optimizers.schedules.PolynomialDecay`.
public final class PolynomialDecay extends LearningRateSchedule {
    public static final class Settings extends Config {
        public double initialLearningRate;
        public long decaySteps;
        public double endLearningRate = 1e-4;
        public double power = 1;
        public boolean cycle;
        public String name = "PolynomialDecay";
    }

    private PolynomialDecay(Settings settings) {
        super(settings);
    }

    /// From this rate down in so many steps of training.
    public static PolynomialDecay of(double initialLearningRate, long decaySteps) {
        var settings = new Settings();
        settings.initialLearningRate = initialLearningRate;
        settings.decaySteps = (long) requirePositive("PolynomialDecay", "decay_steps", decaySteps);
        return new PolynomialDecay(settings);
    }

    @Override
    public Settings config() {
        return (Settings) super.config();
    }

    /// The rate at the end: 1e-4 unless said.
    public PolynomialDecay endLearningRate(double rate) {
        return with((Settings s) -> s.endLearningRate = rate);
    }

    /// How the rate falls: along a line with 1, as unless said; fast at first with more.
    public PolynomialDecay power(double power) {
        return with((Settings s) -> s.power = power);
    }

    /// Past `decaySteps` it starts again, each time for one period more than before.
    public PolynomialDecay cycle() {
        return with((Settings s) -> s.cycle = true);
    }

    @Override
    public Value rate(Value step) {
        Value steps = Ops.fullLike(step, config().decaySteps);
        Value at = step;
        if (config().cycle) {
            Value periods = Ops.ceil(Ops.divide(step, steps));
            steps = Ops.multiply(steps, Ops.where(Ops.equal(step, 0), Ops.onesLike(step), periods));
        } else {
            at = Ops.minimum(step, steps);
        }
        Value left = Ops.power(Ops.subtract(1, Ops.divide(at, steps)), config().power);
        return Ops.add(Ops.multiply(left, config().initialLearningRate - config().endLearningRate), config().endLearningRate);
    }
}
