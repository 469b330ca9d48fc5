package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// What [Adam] and [AdamW] share: `m` and `v` follow the gradient and its square, and
/// `w ← w − rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)`.
///
/// @param <S> the optimizer's own class
public abstract sealed class AdamFamily<S extends AdamFamily<S>> extends Options<S> permits Adam, AdamW {
    private static final Slot MOMENTUM = Slot.zeros("momentum");
    private static final Slot VELOCITY = Slot.zeros("velocity");
    private static final Slot LARGEST_VELOCITY = Slot.zeros("velocity_hat");

    AdamFamily(AdamConfig config) {
        super(config);
    }

    @Override
    public AdamConfig config() {
        return (AdamConfig) super.config();
    }

    public S beta1(double beta) {
        return with((AdamConfig c) -> c.beta1 = requireRate("beta_1", beta));
    }

    public S beta2(double beta) {
        return with((AdamConfig c) -> c.beta2 = requireRate("beta_2", beta));
    }

    public S epsilon(double epsilon) {
        return with((AdamConfig c) -> c.epsilon = epsilon);
    }

    /// Divides by the largest velocity so far, rather than by that of now.
    public S amsgrad() {
        return with((AdamConfig c) -> c.amsgrad = true);
    }

    private double requireRate(String key, double beta) {
        if (!(0 <= beta && beta < 1)) {
            throw new IllegalArgumentException(className() + ": expected " + key + " from 0 to below 1, got " + beta + ".");
        }
        return beta;
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        List<Slot> pair = List.of(MOMENTUM, VELOCITY);
        return config().amsgrad ? List.of(pair, List.of(LARGEST_VELOCITY)) : List.of(pair);
    }

    @Override
    protected Update update(Step step) {
        AdamConfig config = config();
        Value t = step.count();
        Value rate = Ops.divide(
                Ops.multiply(step.rate(), Ops.sqrt(Ops.subtract(1, Ops.power(Ops.fullLike(t, config.beta2), t)))),
                Ops.subtract(1, Ops.power(Ops.fullLike(t, config.beta1), t)));
        return (variable, w, gradient) -> {
            Value m = step.read(variable, MOMENTUM);
            Value v = step.read(variable, VELOCITY);
            m = step.write(variable, MOMENTUM, Ops.add(m, Ops.multiply(Ops.subtract(gradient, m), 1 - config.beta1)));
            v = step.write(variable, VELOCITY, Ops.add(v, Ops.multiply(Ops.subtract(Ops.square(gradient), v), 1 - config.beta2)));
            if (config.amsgrad) {
                v = step.write(variable, LARGEST_VELOCITY, Ops.maximum(step.read(variable, LARGEST_VELOCITY), v));
            }
            return Ops.subtract(w, Ops.divide(Ops.multiply(m, rate), Ops.add(Ops.sqrt(v), config.epsilon)));
        };
    }
}
