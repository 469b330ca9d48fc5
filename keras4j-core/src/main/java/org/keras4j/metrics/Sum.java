package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.losses.Ranks;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The weighted sum of values. Follows `keras.metrics.Sum`.
public final class Sum extends Metric {
    private Sum(MetricConfig config) {
        super(config);
    }

    public static Sum create() {
        return new Sum(new MetricConfig());
    }

    /// The sum of the predictions.
    @Override
    public void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
        add(c, yPred, weights(c, yPred, sampleWeight));
    }

    /// Takes in values outside of any model.
    public void add(NDArray values) {
        run(List.of(values), (c, v) -> add(c, v.getFirst(), null));
    }

    /// Takes in `values` `[batch, …]`, or a single value.
    ///
    /// @param weights how much each sample `[batch]`, or each part of it `[batch, …]`, counts
    public void add(Call c, Value values, @Nullable Value weights) {
        Value numbers = Ops.cast(values, DType.FLOAT32);
        accumulate(c, "total", Ops.sum(weights == null ? numbers
                : Ops.multiply(numbers, Ranks.leading(Ranks.like(Ops.cast(weights, DType.FLOAT32), numbers), numbers))));
    }

    @Override
    public double result() {
        return sum("total").item();
    }
}
