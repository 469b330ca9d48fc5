package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;
import org.keras4j.schedules.LearningRateSchedule;

/// [Adam] by the largest gradient instead of the mean of squares (Kingma & Ba 2015, section 7): `u ← max(β₂ · u, |g|)`,
/// `w ← w − rate / (1 − β₁ᵗ) · m / (u + ε)`. Follows `keras.optimizers.Adamax`.
public final class Adamax extends Moments<Adamax> {
    private static final Slot NORM = Slot.zeros("norm");

    private Adamax(MomentsConfig config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001.
    public static Adamax create() {
        return new Adamax(new MomentsConfig());
    }

    /// With Keras' defaults but for the rate.
    public static Adamax of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static Adamax of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        return List.of(List.of(MOMENTUM, NORM));
    }

    @Override
    protected Update update(Step step) {
        MomentsConfig config = config();
        Value rate = Ops.divide(step.rate(), step.correction(config.beta1));
        return (variable, w, gradient) -> {
            Value m = step.follow(variable, MOMENTUM, gradient, config.beta1);
            Value u = step.write(variable, NORM, Ops.maximum(Ops.multiply(step.read(variable, NORM), config.beta2), Ops.abs(gradient)));
            return Ops.subtract(w, Ops.divide(Ops.multiply(m, rate), Ops.add(u, config.epsilon)));
        };
    }
}
