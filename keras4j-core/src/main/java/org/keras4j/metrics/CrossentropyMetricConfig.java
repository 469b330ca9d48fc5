package org.keras4j.metrics;

import org.keras4j.losses.LossFunctions.Predictions;

/// What metrics of cross-entropy have.
public class CrossentropyMetricConfig extends MetricConfig {
    /// Whether predictions are logits; never inferred.
    public boolean fromLogits;

    final Predictions predictions() {
        return fromLogits ? Predictions.LOGITS : Predictions.PROBABILITIES;
    }
}
