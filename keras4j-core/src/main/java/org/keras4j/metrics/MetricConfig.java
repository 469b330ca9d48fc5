package org.keras4j.metrics;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.Config;

/// What every metric has.
public class MetricConfig extends Config {
    public @Nullable String name;
    public String dtype = "float32";
}
