package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.losses.Ranks;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// A weighted mean of values that come in piece by piece. Not [Mean] itself, whose `of(name)` each subclass would have: `BinaryAccuracy.of("right")` would be
/// the mean of the predictions.
abstract class Averaging extends Metric {
    Averaging(MetricConfig config) {
        super(config);
    }

    /// Takes in values outside of any model.
    public final void add(NDArray values) {
        run(List.of(values), (c, v) -> add(c, v.getFirst(), null));
    }

    /// Takes in `values` `[batch, …]`, or a single value, such as the loss of a step: Keras' `update_state(loss)`.
    public final void add(Call c, Value values) {
        add(c, values, null);
    }

    /// Counts values in, each as much as its weight.
    ///
    /// @param weights how much each sample `[batch]`, or each part of it `[batch, …]`, counts
    public final void add(Call c, Value values, @Nullable Value weights) {
        Value numbers = Ops.cast(values, DType.FLOAT32);
        if (weights == null) {
            long samples = numbers.rank() == 0 ? 1 : numbers.shape().size(0);
            accumulate(c, Ops.sum(samplewise(numbers)), numbers.builder().scalar(DType.FLOAT32, samples));
            return;
        }
        if (numbers.rank() == 0 && weights.rank() > 0) {                // one number for all that is weighed: it counts as often
            Value all = Ops.sum(Ops.cast(weights, DType.FLOAT32));
            accumulate(c, Ops.multiply(numbers, all), all);
            return;
        }
        Value aligned = Ranks.like(Ops.cast(weights, DType.FLOAT32), numbers);
        Value reduced = meanFrom(numbers, aligned.rank());
        Value stretched = Ops.broadcastTo(aligned, reduced.shape());
        accumulate(c, Ops.sum(samplewise(Ops.multiply(reduced, stretched))), Ops.sum(samplewise(stretched)));
    }

    private void accumulate(Call c, Value sum, Value samples) {
        accumulate(c, "total", sum);
        accumulate(c, "count", samples);
    }

    private static Value samplewise(Value values) {
        return meanFrom(values, 1);
    }

    /// The mean over the axes from `axis` on.
    private static Value meanFrom(Value values, int axis) {
        return values.rank() <= axis ? values : Ops.mean(values, IntStream.range(axis, values.rank()).toArray());
    }

    /// 0 before the first batch.
    @Override
    public double result() {
        double samples = sum("count").item();
        return samples == 0 ? 0 : sum("total").item() / samples;
    }
}
