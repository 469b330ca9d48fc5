package org.keras4j.optimizers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;
import org.keras4j.schedules.LearningRateSchedule;

/// Adam's direction, as long for each variable as the variable itself (You et al. 2020): with
/// `u = m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε)`, `w ← w − rate · |w| / |u| · u`; `|w| / |u|` counts as 1 where either is 0.
/// Follows `keras.optimizers.Lamb`.
public final class Lamb extends Moments<Lamb> {
    private Lamb(MomentsConfig config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001.
    public static Lamb create() {
        return new Lamb(new MomentsConfig());
    }

    /// With Keras' defaults but for the rate.
    public static Lamb of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static Lamb of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    protected Update update(Step step) {
        MomentsConfig config = config();
        Value meanLacks = step.correction(config.beta1);
        Value squareLacks = step.correction(config.beta2);
        return (variable, w, gradient) -> {
            Value m = step.follow(variable, MOMENTUM, gradient, config.beta1);
            Value v = step.follow(variable, VELOCITY, Ops.square(gradient), config.beta2);
            Value move = Ops.divide(Ops.divide(m, meanLacks), Ops.add(Ops.sqrt(Ops.divide(v, squareLacks)), config.epsilon));
            Value ratio = Ops.divide(norm(w), norm(move));
            Value known = Ops.logicalAnd(Ops.greater(norm(w), 0), Ops.greater(norm(move), 0));
            return Ops.subtract(w, Ops.multiply(move, Ops.multiply(Ops.where(known, ratio, Ops.onesLike(ratio)), step.rate())));
        };
    }

    private static Value norm(Value x) {
        return Ops.sqrt(Ops.sum(Ops.square(x)));
    }
}
