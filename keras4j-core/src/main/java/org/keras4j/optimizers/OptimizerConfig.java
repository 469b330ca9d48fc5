package org.keras4j.optimizers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Config;

/// What every optimizer has.
public class OptimizerConfig extends Config {
    public @Nullable String name;
    public LearningRate learningRate = new LearningRate.Fixed(0.001);
    /// Which part of a variable is taken off it at each step, times the rate.
    public @Nullable Double weightDecay;
    /// The largest norm that the gradient of a variable may have.
    public @Nullable Double clipnorm;
    /// The largest norm that all gradients together may have.
    public @Nullable Double globalClipnorm;
    /// The largest size that an element of a gradient may have.
    public @Nullable Double clipvalue;
    /// Whether averages of the variables are kept.
    public boolean useEma;
    public double emaMomentum = 0.99;
    /// How many steps pass before the variables become their averages; `null`: only at the end of training.
    public @Nullable Integer emaOverwriteFrequency;
    /// What losses are multiplied with before, and gradients divided by after the way back.
    public @Nullable Double lossScaleFactor;
    /// How many steps add up their gradients before the variables change.
    public @Nullable Integer gradientAccumulationSteps;

    /// Variables with one of these in their name keep their weights undecayed.
    public transient Set<String> undecayed = Set.of();
}
