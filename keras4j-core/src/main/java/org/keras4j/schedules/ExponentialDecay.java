package org.keras4j.schedules;

import org.keras4j.config.Config;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// `initialLearningRate · decayRate^(step / decaySteps)`. Follows `keras.optimizers.schedules.ExponentialDecay`.
public final class ExponentialDecay extends LearningRateSchedule {
    public static final class Settings extends Config {
        public double initialLearningRate;
        public long decaySteps;
        public double decayRate;
        public boolean staircase;
        public String name = "ExponentialDecay";
    }

    private ExponentialDecay(Settings settings) {
        super(settings);
    }

    public static ExponentialDecay of(double initialLearningRate, long decaySteps, double decayRate) {
        var settings = new Settings();
        settings.initialLearningRate = initialLearningRate;
        settings.decaySteps = (long) requirePositive("ExponentialDecay", "decay_steps", decaySteps);
        settings.decayRate = decayRate;
        return new ExponentialDecay(settings);
    }

    @Override
    public Settings config() {
        return (Settings) super.config();
    }

    /// Only whole periods count: the rate falls in steps.
    public ExponentialDecay staircase() {
        return with((Settings s) -> s.staircase = true);
    }

    @Override
    public Value rate(Value step) {
        Value periods = Ops.divide(step, config().decaySteps);
        Value counted = config().staircase ? Ops.floor(periods) : periods;
        return Ops.multiply(Ops.power(Ops.fullLike(step, config().decayRate), counted), config().initialLearningRate);
    }
}
