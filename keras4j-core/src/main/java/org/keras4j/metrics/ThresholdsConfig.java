package org.keras4j.metrics;

import org.jspecify.annotations.Nullable;

/// What metrics of outcomes at thresholds have.
public class ThresholdsConfig extends MetricConfig {
    /// `null` for one of ½.
    public @Nullable Thresholds thresholds;
}
