package org.keras4j.losses;

/// How the values of a loss become one number.
public enum Reduction {
    /// Their weighted sum divided by their number, whatever the weights are.
    SUM_OVER_BATCH_SIZE,
    SUM,
    /// Their weighted sum divided by the sum of the weights.
    MEAN_WITH_SAMPLE_WEIGHT,
    NONE
}
