package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The same layer at each time. Follows `keras.layers.TimeDistributed`.
///
/// | value  | shape                                                                   |
/// |--------|-------------------------------------------------------------------------|
/// | input  | `[batch, time, …]`                                                      |
/// | output | `[batch, time, …]`: what the layer makes of `[batch, …]`, for each time |
///
/// A layer that changes its variables (a [BatchNormalization] while it is trained) is called time by time, and changes them as often.
/// Others see all times of all samples as one batch.
public final class TimeDistributed extends Wrapper implements LayerOptions<TimeDistributed> {
    private TimeDistributed(Config config) {
        super(config);
    }

    /// Applies this layer to each time.
    public static TimeDistributed of(Layer layer) {
        return new TimeDistributed(new Config(layer));
    }

    @Override
    protected void build(Type input) {
        if (input.rank() < 3) {
            throw new ShapeException("input", "[batch, time, …]", StandIns.text(input.shape()), "Add an axis for time, or for features.");
        }
    }

    @Override
    protected Value call(Call c, Value x) {
        Value mask = c.mask(x);
        return changesVariables(c, x.type()) ? timeByTime(c, x, mask) : joined(applied(c, folded(x), mask == null ? null : folded(mask)), x.shape());
    }

    private boolean changesVariables(Call c, Type x) {
        var g = new GraphBuilder();
        Value step = g.input("x", x.with(x.shape().without(1)));
        return !g.build(List.of(layer().apply(c.within(g, Map.of()), step))).updates().isEmpty();
    }

    private Value timeByTime(Call c, Value x, @Nullable Value mask) {
        return Ops.stack(LongStream.range(0, x.shape().size(1)).mapToObj(t -> applied(c, at(x, t), mask == null ? null : at(mask, t))).toList(), 1);
    }

    private static Value at(Value sequence, long time) {
        return Ops.take(sequence, time, 1);
    }

    private Value applied(Call c, Value x, @Nullable Value mask) {
        c.mask(x, mask);
        return Ops.cast(layer().apply(c, x), config().dtype.compute());
    }

    /// Times side by side with samples.
    private static Value folded(Value x) {
        Shape shape = x.shape();
        return Ops.reshape(x, Shape.of(shape.size(0) * shape.size(1)).concat(shape.slice(2, shape.rank())));
    }

    private static Value joined(Value y, Shape sequence) {
        return Ops.reshape(y, sequence.slice(0, 2).concat(y.shape().slice(1, y.rank())));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
