package org.keras4j.losses;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;

/// `(1 − p[label]^q) / q`: between cross-entropy (q → 0) and absolute error (q → 1), for labels of which some are wrong (Zhang &
/// Sabuncu 2018). Follows `keras.losses.CategoricalGeneralizedCrossEntropy`.
///
/// | value  | shape                           |
/// |--------|---------------------------------|
/// | yTrue  | `[batch, …]` or `[batch, …, 1]` |
/// | yPred  | `[batch, …, classes]`           |
public final class CategoricalGeneralizedCrossEntropy extends Loss {
    public static final class Config extends LossConfig {
        public double q = 0.5;
    }

    private CategoricalGeneralizedCrossEntropy(Config config) {
        super(config);
        if (!(0 < config.q && config.q < 1)) {
            throw new IllegalArgumentException("CategoricalGeneralizedCrossEntropy: expected q between 0 and 1, got " + config.q + ".");
        }
    }

    /// @param q how far from cross-entropy (towards 0) to the mean absolute error (1)
    public static CategoricalGeneralizedCrossEntropy of(double q) {
        var config = new Config();
        config.q = q;
        return new CategoricalGeneralizedCrossEntropy(config);
    }

    public static CategoricalGeneralizedCrossEntropy create() {
        return new CategoricalGeneralizedCrossEntropy(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected DType targetType(DType predictions) {
        return DType.INT32;
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.categoricalGeneralizedCrossEntropy(Labels.numbers(yTrue, yPred), yPred, config().q);
    }
}
