package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// A hundred times the mean of `|yTrue − yPred| / max(|yTrue|, 1e-7)`. Follows `keras.losses.MeanAbsolutePercentageError`.
public final class MeanAbsolutePercentageError extends Loss {
    private MeanAbsolutePercentageError(LossConfig config) {
        super(config);
    }

    public static MeanAbsolutePercentageError create() {
        return new MeanAbsolutePercentageError(new LossConfig());
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.meanAbsolutePercentageError(yTrue, yPred);
    }
}
