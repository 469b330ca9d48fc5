package org.keras4j.metrics;

import org.jspecify.annotations.Nullable;

/// What precision and recall have.
public class ClassifierConfig extends ThresholdsConfig {
    /// Only so many of the largest predictions of a row count as positive.
    public @Nullable Integer topK;
    /// Only this class is looked at.
    public @Nullable Integer classId;
}
