package org.keras4j.optimizers;

import module java.base;
import org.keras4j.schedules.LearningRateSchedule;

/// The options that all of Keras' optimizers have, each answering a changed copy.
///
/// @param <S> the optimizer's own class
public abstract class Options<S extends Options<S>> extends Optimizer {
    protected Options(OptimizerConfig config) {
        super(config);
    }

    /// How far a step goes.
    public S learningRate(double rate) {
        return with((OptimizerConfig c) -> c.learningRate = new LearningRate.Fixed(rate));
    }

    /// How far each step goes, by its number.
    public S learningRate(LearningRateSchedule schedule) {
        return with((OptimizerConfig c) -> c.learningRate = new LearningRate.Scheduled(schedule));
    }

    /// Takes `decay · rate` of each variable off it at each step (Loshchilov & Hutter 2019), whichever optimizer it is.
    public S weightDecay(double decay) {
        return with((OptimizerConfig c) -> c.weightDecay = decay);
    }

    /// No decay for variables with one of these in their name, such as `bias`.
    public S excludeFromWeightDecay(String... names) {
        return with((OptimizerConfig c) -> c.undecayed = Set.of(names));
    }

    /// Shrinks the gradient of a variable to this norm, when it is larger.
    public S clipnorm(double norm) {
        requirePositive("clipnorm", norm);
        return clipped(c -> c.clipnorm = norm);
    }

    /// Shrinks all gradients so that their norm together is this, when it is larger.
    public S globalClipnorm(double norm) {
        requirePositive("global_clipnorm", norm);
        return clipped(c -> c.globalClipnorm = norm);
    }

    /// Holds each element of gradients between −value and value.
    public S clipvalue(double value) {
        requirePositive("clipvalue", value);
        return clipped(c -> c.clipvalue = value);
    }

    private S clipped(Consumer<OptimizerConfig> change) {
        if (config().clipnorm != null || config().globalClipnorm != null || config().clipvalue != null) {
            throw new IllegalArgumentException(className() + ": expected one of clipnorm, global_clipnorm and clipvalue, got two. Choose one.");
        }
        return with(change);
    }

    /// Keeps an average of each variable, `momentum · average + (1 − momentum) · variable`, which it becomes at the end of `fit`.
    public S ema(double momentum) {
        if (!(0 <= momentum && momentum <= 1)) {
            throw new IllegalArgumentException(className() + ": expected ema_momentum from 0 to 1, got " + momentum + ".");
        }
        return with((OptimizerConfig c) -> {
            c.useEma = true;
            c.emaMomentum = momentum;
        });
    }

    /// Variables become their averages every so many steps, too.
    public S emaOverwriteFrequency(int steps) {
        requirePositive("ema_overwrite_frequency", steps);
        return with((OptimizerConfig c) -> c.emaOverwriteFrequency = steps);
    }

    /// What losses are multiplied with before, and gradients divided by after the way back: so that small ones are not lost in 16 bits.
    public S lossScaleFactor(double factor) {
        requirePositive("loss_scale_factor", factor);
        return with((OptimizerConfig c) -> c.lossScaleFactor = factor);
    }

    /// Changes the variables only every so many steps, by the mean of their gradients.
    public S gradientAccumulationSteps(int steps) {
        if (steps < 2) {
            throw new IllegalArgumentException(className() + ": expected gradient_accumulation_steps of 2 or more, got " + steps + ".");
        }
        return with((OptimizerConfig c) -> c.gradientAccumulationSteps = steps);
    }

    /// The name under which files keep it.
    public S named(String name) {
        return with((OptimizerConfig c) -> c.name = name);
    }

    /// @return the same
    final double requireRate(String key, double rate) {
        if (!(0 <= rate && rate < 1)) {
            throw new IllegalArgumentException(className() + ": expected " + key + " from 0 to below 1, got " + rate + ".");
        }
        return rate;
    }

    /// @return the same
    final double requireAtLeast(double least, String key, double value) {
        if (!(value >= least)) {
            throw new IllegalArgumentException(className() + ": expected " + key + " of " + least + " or more, got " + value + ".");
        }
        return value;
    }

    private void requirePositive(String key, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(className() + ": expected " + key + " above 0, got " + value + ".");
        }
    }
}
