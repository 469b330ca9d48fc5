package org.keras4j.metrics;

import org.keras4j.losses.LossFunctions;

/// The mean of the loss LogCosh; `logcosh` in logs. Follows `keras.metrics.LogCoshError`.
public final class LogCoshError extends MeanLoss {
    public static final class Config extends MetricConfig {
        {
            name = "logcosh";
        }
    }

    private LogCoshError(Config config) {
        super(config, LossFunctions::logCosh);
    }

    public static LogCoshError create() {
        return new LogCoshError(new Config());
    }
}
