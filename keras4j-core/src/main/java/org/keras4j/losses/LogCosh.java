package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// The mean of `log cosh(yPred − yTrue)`: a parabola near 0, a line far off. Follows `keras.losses.LogCosh`.
public final class LogCosh extends Loss {
    private LogCosh(LossConfig config) {
        super(config);
    }

    public static LogCosh create() {
        return new LogCosh(new LossConfig());
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.logCosh(yTrue, yPred);
    }
}
