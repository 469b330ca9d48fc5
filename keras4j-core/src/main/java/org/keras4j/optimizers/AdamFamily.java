package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// What [Adam] and [AdamW] share: `m` and `v` follow the gradient and its square, and
/// `w ← w − rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)`.
///
/// @param <S> the optimizer's own class
public abstract sealed class AdamFamily<S extends AdamFamily<S>> extends Moments<S> permits Adam, AdamW {
    private static final Slot LARGEST_VELOCITY = Slot.zeros("velocity_hat");

    AdamFamily(AdamConfig config) {
        super(config);
    }

    @Override
    public AdamConfig config() {
        return (AdamConfig) super.config();
    }

    /// Divides by the largest velocity so far, rather than by that of now.
    public S amsgrad() {
        return with((AdamConfig c) -> c.amsgrad = true);
    }

    @Override
    protected List<List<Slot>> slotGroups() {
        var groups = new ArrayList<>(super.slotGroups());
        if (config().amsgrad) {
            groups.add(List.of(LARGEST_VELOCITY));
        }
        return groups;
    }

    @Override
    protected Update update(Step step) {
        AdamConfig config = config();
        Value rate = rate(step, config.beta1, config.beta2);
        return (variable, w, gradient) -> {
            Value m = step.follow(variable, MOMENTUM, gradient, config.beta1);
            Value v = step.follow(variable, VELOCITY, Ops.square(gradient), config.beta2);
            if (config.amsgrad) {
                v = step.write(variable, LARGEST_VELOCITY, Ops.maximum(step.read(variable, LARGEST_VELOCITY), v));
            }
            return Ops.subtract(w, Ops.divide(Ops.multiply(m, rate), Ops.add(Ops.sqrt(v), config.epsilon)));
        };
    }

    /// The rate with what the two means lack: `rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ)`.
    static Value rate(Step step, double beta1, double beta2) {
        return Ops.divide(Ops.multiply(step.rate(), Ops.sqrt(step.correction(beta2))), step.correction(beta1));
    }
}
