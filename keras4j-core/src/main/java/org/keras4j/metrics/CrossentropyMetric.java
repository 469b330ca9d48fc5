package org.keras4j.metrics;

import module java.base;
import org.keras4j.losses.LossFunctions.Predictions;

/// The mean of a cross-entropy: less is better.
///
/// @param <S> the metric's own class
abstract sealed class CrossentropyMetric<S extends CrossentropyMetric<S>> extends MeanMetricWrapper
        permits BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy {
    /// Keras' keys.
    public static class Config extends MetricConfig {
        /// Whether predictions are logits; never inferred.
        public boolean fromLogits;
    }

    CrossentropyMetric(Config config) {
        super(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Predictions are logits.
    public final S fromLogits() {
        return with((Config c) -> c.fromLogits = true);
    }

    final Predictions predictions() {
        return config().fromLogits ? Predictions.LOGITS : Predictions.PROBABILITIES;
    }

    @Override
    public final Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }
}
