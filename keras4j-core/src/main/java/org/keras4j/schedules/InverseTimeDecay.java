package org.keras4j.schedules;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// `initialLearningRate / (1 + decayRate · step / decaySteps)`. Follows `keras.optimizers.schedules.InverseTimeDecay`.
public final class InverseTimeDecay extends StaircaseDecay<InverseTimeDecay> {
    private InverseTimeDecay(Settings settings) {
        super(settings);
    }

    /// This rate at first; divided by `1 + decayRate · step / decaySteps`.
    public static InverseTimeDecay of(double initialLearningRate, long decaySteps, double decayRate) {
        return new InverseTimeDecay(settings("InverseTimeDecay", initialLearningRate, decaySteps, decayRate));
    }

    @Override
    public Value rate(Value step) {
        return Ops.divide(config().initialLearningRate, Ops.add(Ops.multiply(periods(step), config().decayRate), 1));
    }
}
