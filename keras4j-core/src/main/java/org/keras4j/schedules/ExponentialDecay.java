package org.keras4j.schedules;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// `initialLearningRate · decayRate^(step / decaySteps)`. Follows `keras.optimizers.schedules.ExponentialDecay`.
public final class ExponentialDecay extends StaircaseDecay<ExponentialDecay> {
    private ExponentialDecay(Settings settings) {
        super(settings);
    }

    /// This rate at first; times `decayRate` after each `decaySteps` steps of training, smoothly between.
    public static ExponentialDecay of(double initialLearningRate, long decaySteps, double decayRate) {
        return new ExponentialDecay(settings("ExponentialDecay", initialLearningRate, decaySteps, decayRate));
    }

    @Override
    public Value rate(Value step) {
        return Ops.multiply(Ops.power(Ops.fullLike(step, config().decayRate), periods(step)), config().initialLearningRate);
    }
}
