package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.constraints.Constraint;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Initializers;
import org.keras4j.initializers.Ones;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// Normalizes, then scales by `gamma` and shifts by `beta`, unless the configuration does without.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class NormalizingLayer<S extends NormalizingLayer<S, C>, C extends NormalizingLayer.Config> extends ConfiguredLayer<S, C>
        permits BatchNormalization, GroupNormalization, LayerNormalization {
    @Nullable Variable gamma;
    @Nullable Variable beta;

    /// Keras' keys.
    public static class Config extends LayerConfig {
        double epsilon = 1e-3;
        boolean center = true;
        boolean scale = true;
        Initializer betaInitializer = new Zeros();
        Initializer gammaInitializer = new Ones();
        @Nullable Regularizer betaRegularizer;
        @Nullable Regularizer gammaRegularizer;
        @Nullable Constraint betaConstraint;
        @Nullable Constraint gammaConstraint;
    }

    NormalizingLayer(C config) {
        super(config);
    }

    /// What is added to the variance, so that nothing is divided by 0.
    public final S epsilon(double epsilon)                   { return option(c -> c.epsilon = epsilon); }

    /// Whether there is a `beta`.
    public final S center(boolean center)                    { return option(c -> c.center = center); }

    /// Whether there is a `gamma`.
    public final S scale(boolean scale)                      { return option(c -> c.scale = scale); }

    /// What `beta` begins as: zeros unless said.
    public final S betaInitializer(Initializer initializer)  { return option(c -> c.betaInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    public final S betaInitializer(String initializer)       { return betaInitializer(Initializers.of(initializer)); }

    /// What `gamma` begins as: ones unless said.
    public final S gammaInitializer(Initializer initializer) { return option(c -> c.gammaInitializer = initializer); }
    /// By Keras' name, such as `he_normal`.
    public final S gammaInitializer(String initializer)      { return gammaInitializer(Initializers.of(initializer)); }

    /// The penalty on `beta`, which is added to the loss; none unless said.
    public final S betaRegularizer(Regularizer regularizer)  { return option(c -> c.betaRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public final S betaRegularizer(String regularizer)       { return betaRegularizer(Regularizer.of(regularizer)); }

    /// The penalty on `gamma`, which is added to the loss; none unless said.
    public final S gammaRegularizer(Regularizer regularizer) { return option(c -> c.gammaRegularizer = regularizer); }
    /// By Keras' name: `l1`, `l2`, `l1_l2` or `orthogonal_regularizer`.
    public final S gammaRegularizer(String regularizer)      { return gammaRegularizer(Regularizer.of(regularizer)); }

    /// What `beta` has to keep to after each step of training; nothing unless said.
    public final S betaConstraint(Constraint constraint)     { return option(c -> c.betaConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    public final S betaConstraint(String constraint)         { return betaConstraint(Constraint.of(constraint)); }

    /// What `gamma` has to keep to after each step of training; nothing unless said.
    public final S gammaConstraint(Constraint constraint)    { return option(c -> c.gammaConstraint = constraint); }
    /// By Keras' name: `max_norm`, `unit_norm`, `non_neg` or `min_max_norm`.
    public final S gammaConstraint(String constraint)        { return gammaConstraint(Constraint.of(constraint)); }

    boolean hasGamma() {
        return config().scale;
    }

    boolean hasBeta() {
        return config().center;
    }

    final void addGammaAndBeta(Shape features) {
        Config config = config();
        if (hasGamma()) {
            gamma = addWeight("gamma", features, config.gammaInitializer).governed(config.gammaRegularizer, config.gammaConstraint);
        }
        if (hasBeta()) {
            beta = addWeight("beta", features, config.betaInitializer).governed(config.betaRegularizer, config.betaConstraint);
        }
    }

    /// As this type; ones where there is none.
    final Value gamma(Call c, Type features) {
        return as(c, gamma, features, 1);
    }

    /// As this type; zeros where there is none.
    final Value beta(Call c, Type features) {
        return as(c, beta, features, 0);
    }

    private static Value as(Call c, @Nullable Variable weight, Type features, double instead) {
        return weight == null ? c.builder().fill(instead, features) : Ops.cast(Ops.reshape(c.readExactly(weight), features.shape()), features.dtype());
    }

    /// The type in which statistics of `x` are exact enough.
    static DType wide(Value x) {
        return x.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
