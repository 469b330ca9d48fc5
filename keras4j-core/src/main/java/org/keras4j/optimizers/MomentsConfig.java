package org.keras4j.optimizers;

import org.keras4j.config.Key;

/// What [Moments] have.
public class MomentsConfig extends OptimizerConfig {
    /// How much of the mean of gradients stays at each step.
    @Key("beta_1")
    public double beta1 = 0.9;
    /// How much of the mean of their squares stays.
    @Key("beta_2")
    public double beta2 = 0.999;
    /// Keeps the divisor off 0.
    public double epsilon = 1e-7;
}
