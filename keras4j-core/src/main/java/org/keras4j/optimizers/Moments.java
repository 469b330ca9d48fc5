package org.keras4j.optimizers;

import module java.base;

/// What optimizers share that follow two means: `momentum` of the gradient, `velocity` of its square (or of what stands for it).
///
/// @param <S> the optimizer's own class
public abstract sealed class Moments<S extends Moments<S>> extends Options<S> permits AdamFamily, Adamax, Lamb, Nadam, ScheduleFreeAdamW {
    static final Slot MOMENTUM = Slot.zeros("momentum");
    static final Slot VELOCITY = Slot.zeros("velocity");

    Moments(MomentsConfig config) {
        super(config);
    }

    @Override
    public MomentsConfig config() {
        return (MomentsConfig) super.config();
    }

    /// How much of the mean gradient stays at each step, from 0 to below 1; the rest comes from the new gradient.
    public S beta1(double beta) {
        return with((MomentsConfig c) -> c.beta1 = requireRate("beta_1", beta));
    }

    /// How much of the mean square stays at each step, from 0 to below 1; the rest comes from the new gradient.
    public S beta2(double beta) {
        return with((MomentsConfig c) -> c.beta2 = requireRate("beta_2", beta));
    }

    /// Added to what the mean gradient is divided by, so that it isn't 0.
    public S epsilon(double epsilon) {
        return with((MomentsConfig c) -> c.epsilon = epsilon);
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        return List.of(List.of(MOMENTUM, VELOCITY));
    }
}
