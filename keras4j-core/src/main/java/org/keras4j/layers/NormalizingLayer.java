package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// Normalizes, then scales by `gamma` and shifts by `beta`, unless the configuration does without.
abstract sealed class NormalizingLayer extends Layer permits BatchNormalization, GroupNormalization, LayerNormalization {
    @Nullable Variable gamma;
    @Nullable Variable beta;

    NormalizingLayer(NormalizingConfig config) {
        super(config);
    }

    @Override
    public NormalizingConfig config() {
        return (NormalizingConfig) super.config();
    }

    boolean hasGamma() {
        return config().scale;
    }

    boolean hasBeta() {
        return config().center;
    }

    final void addGammaAndBeta(Shape features) {
        NormalizingConfig config = config();
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
