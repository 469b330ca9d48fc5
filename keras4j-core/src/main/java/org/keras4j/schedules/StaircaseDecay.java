package org.keras4j.schedules;

import org.keras4j.config.Config;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// A decay by periods of `decaySteps`, of which parts may count or not.
///
/// @param <S> the schedule's own class
public abstract sealed class StaircaseDecay<S extends StaircaseDecay<S>> extends LearningRateSchedule permits ExponentialDecay, InverseTimeDecay {
    public static final class Settings extends Config {
        public double initialLearningRate;
        public long decaySteps;
        public double decayRate;
        public boolean staircase;
        public String name = "";
    }

    StaircaseDecay(Settings settings) {
        super(settings);
    }

    static Settings settings(String name, double initialLearningRate, long decaySteps, double decayRate) {
        var settings = new Settings();
        settings.initialLearningRate = initialLearningRate;
        settings.decaySteps = (long) requirePositive(name, "decay_steps", decaySteps);
        settings.decayRate = decayRate;
        settings.name = name;
        return settings;
    }

    @Override
    public Settings config() {
        return (Settings) super.config();
    }

    /// Only whole periods count: the rate falls in steps.
    public S staircase() {
        return with((Settings s) -> s.staircase = true);
    }

    /// How many periods have passed.
    final Value periods(Value step) {
        Value periods = Ops.divide(step, config().decaySteps);
        return config().staircase ? Ops.floor(periods) : periods;
    }
}
