package org.keras4j.losses;

import org.keras4j.losses.LossFunctions.Predictions;

/// What cross-entropies have.
public class CrossentropyConfig extends LossConfig {
    /// Whether predictions are logits; never inferred.
    public boolean fromLogits;

    final Predictions predictions() {
        return fromLogits ? Predictions.LOGITS : Predictions.PROBABILITIES;
    }
}
