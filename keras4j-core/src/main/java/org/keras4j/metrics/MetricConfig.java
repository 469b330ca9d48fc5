package org.keras4j.metrics;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.Config;

/// What every metric has.
public class MetricConfig extends Config {
    /// Its name in logs; without one the class gives it: `mean_squared_error`.
    public @Nullable String name;
    /// In which type Keras adds up. Here sums are float32; metrics of overlap count in whole numbers unless this is a floating type.
    public String dtype = "float32";
}
