package org.keras4j.metrics;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;

/// The weighted mean of values, each sample counting once. Follows `keras.metrics.Mean`.
public class Mean extends Averaging {
    protected Mean(MetricConfig config) {
        super(config);
    }

    public static Mean create() {
        return new Mean(new MetricConfig());
    }

    /// A mean under a name.
    public static Mean of(String name) {
        return create().named(name);
    }

    @Override
    public Mean named(String name) {
        return with((MetricConfig c) -> c.name = name);
    }

    /// The mean of the predictions.
    @Override
    public void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
        add(c, yPred, sampleWeight);
    }
}
