package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.losses.Ranks;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The mean of a function of targets and predictions. Subclasses say the function; [Metrics#of(String, Metrics.Function)] takes it
/// as a lambda.
public abstract class MeanMetricWrapper extends Averaging {
    protected MeanMetricWrapper(MetricConfig config) {
        super(config);
    }

    /// How good each sample is: `[batch, …]`, floating or bool.
    ///
    /// @param yTrue of the rank of `yPred`, if a last axis of size 1 is all that it lacks or has more
    protected abstract Value values(Value yTrue, Value yPred);

    @Override
    public final void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
        Value predicted = yPred.dtype().isFloating() && yPred.dtype() != DType.FLOAT64 ? Ops.cast(yPred, DType.FLOAT32) : yPred;
        add(c, values(Ranks.like(yTrue, predicted), predicted), weights(c, yPred, sampleWeight));
    }
}
