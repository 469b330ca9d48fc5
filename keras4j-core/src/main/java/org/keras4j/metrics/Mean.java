package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasObject;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.initializers.Zeros;
import org.keras4j.losses.Ranks;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// The weighted mean of values, each sample counting once. Follows `keras.metrics.Mean`.
public class Mean extends Metric {
    private @Nullable List<Variable> state;

    protected Mean(MetricConfig config) {
        super(config);
    }

    public static Mean create() {
        return new Mean(new MetricConfig());
    }

    public static Mean of(String name) {
        return create().named(name);
    }

    /// The same under another name.
    public Mean named(String name) {
        return with((MetricConfig c) -> c.name = name);
    }

    @Override
    protected KerasObject copy() {
        var copy = (Mean) super.copy();
        copy.state = null;
        return copy;
    }

    private Variable zero(String name) {
        return Variable.state(name, Type.float32(), new Zeros()).in(this::name);
    }

    /// The weighted sum of the values, and the sum of the weights.
    @Override
    public final List<Variable> variables() {
        if (state == null) {
            state = List.of(zero("total"), zero("count"));
        }
        return state;
    }

    private Variable total() {
        return variables().getFirst();
    }

    private Variable count() {
        return variables().getLast();
    }

    /// The mean of the predictions.
    @Override
    public void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
        add(c, yPred, sampleWeight);
    }

    /// Takes in `values` `[batch, …]`, or a single value.
    ///
    /// @param weights how much each sample `[batch]`, or each part of it `[batch, …]`, counts
    public final void add(Call c, Value values, @Nullable Value weights) {
        Value numbers = Ops.cast(values, DType.FLOAT32);
        if (weights == null) {
            long samples = numbers.rank() == 0 ? 1 : numbers.shape().size(0);
            accumulate(c, Ops.sum(samplewise(numbers)), numbers.builder().scalar(DType.FLOAT32, samples));
            return;
        }
        Value aligned = Ranks.like(Ops.cast(weights, DType.FLOAT32), numbers);
        Value reduced = meanFrom(numbers, aligned.rank());
        Value stretched = Ops.broadcastTo(aligned, reduced.shape());
        accumulate(c, Ops.sum(samplewise(Ops.multiply(reduced, stretched))), Ops.sum(samplewise(stretched)));
    }

    private void accumulate(Call c, Value sum, Value samples) {
        c.update(total(), Ops.add(c.readExactly(total()), sum));
        c.update(count(), Ops.add(c.readExactly(count()), samples));
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
        double samples = count().value().item();
        return samples == 0 ? 0 : total().value().item() / samples;
    }
}
