package org.keras4j.schedules;

import org.keras4j.config.Config;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// `initialLearningRate / (1 + decayRate · step / decaySteps)`. Follows `keras.optimizers.schedules.InverseTimeDecay`.
public final class InverseTimeDecay extends LearningRateSchedule {
    public static final class Settings extends Config {
        public double initialLearningRate;
        public long decaySteps;
        public double decayRate;
        public boolean staircase;
        public String name = "InverseTimeDecay";
    }

    private InverseTimeDecay(Settings settings) {
        super(settings);
    }

    public static InverseTimeDecay of(double initialLearningRate, long decaySteps, double decayRate) {
        var settings = new Settings();
        settings.initialLearningRate = initialLearningRate;
        settings.decaySteps = (long) requirePositive("InverseTimeDecay", "decay_steps", decaySteps);
        settings.decayRate = decayRate;
        return new InverseTimeDecay(settings);
    }

    @Override
    public Settings config() {
        return (Settings) super.config();
    }

    /// Only whole periods count: the rate falls in steps.
    public InverseTimeDecay staircase() {
        return with((Settings s) -> s.staircase = true);
    }

    @Override
    public Value rate(Value step) {
        Value periods = Ops.divide(step, config().decaySteps);
        Value counted = config().staircase ? Ops.floor(periods) : periods;
        return Ops.divide(config().initialLearningRate, Ops.add(Ops.multiply(counted, config().decayRate), 1));
    }
}
