package org.keras4j.metrics;

import org.jspecify.annotations.Nullable;

/// What metrics have that look for the best threshold.
public class BestAtLeastConfig extends MetricConfig {
    /// Only this class is looked at.
    public @Nullable Integer classId;
    public int numThresholds = 200;
}
