package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Ops;
import org.keras4j.schedules.LearningRateSchedule;

/// [Adam] with Nesterov's momentum (Dozat 2016). With `uₜ = β₁ · (1 − ½ · 0.96ᵗ)` and `U` the product of all `u` so far,
/// `m̂ = uₜ₊₁ · m / (1 − U · uₜ₊₁) + (1 − uₜ) · g / (1 − U)` and `w ← w − rate · m̂ / (√(v / (1 − β₂ᵗ)) + ε)`. Follows
/// `keras.optimizers.Nadam`.
public final class Nadam extends Moments<Nadam> {
    private static final Scalar PRODUCT = new Scalar("u_product", DType.FLOAT32, 1);

    private Nadam(MomentsConfig config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001.
    public static Nadam create() {
        return new Nadam(new MomentsConfig());
    }

    /// With Keras' defaults but for the rate.
    public static Nadam of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static Nadam of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }

    @Override
    protected List<Scalar> scalars() {
        return List.of(PRODUCT);
    }

    @Override
    protected Update update(Step step) {
        MomentsConfig config = config();
        Value now = momentum(step.count());
        Value next = momentum(Ops.add(step.count(), 1));
        Value product = step.write(PRODUCT, Ops.multiply(step.read(PRODUCT), now));
        Value ofMean = Ops.divide(next, Ops.subtract(1, Ops.multiply(product, next)));
        Value ofGradient = Ops.divide(Ops.subtract(1, now), Ops.subtract(1, product));
        Value lacking = step.correction(config.beta2);
        return (variable, w, gradient) -> {
            Value m = step.follow(variable, MOMENTUM, gradient, config.beta1);
            Value v = step.follow(variable, VELOCITY, Ops.square(gradient), config.beta2);
            Value ahead = Ops.add(Ops.multiply(m, ofMean), Ops.multiply(gradient, ofGradient));
            return Ops.subtract(w, Ops.divide(Ops.multiply(ahead, step.rate()), Ops.add(Ops.sqrt(Ops.divide(v, lacking)), config.epsilon)));
        };
    }

    private Value momentum(Value count) {
        return Ops.multiply(Ops.subtract(1, Ops.multiply(Ops.power(Ops.fullLike(count, 0.96), count), 0.5)), config().beta1);
    }
}
