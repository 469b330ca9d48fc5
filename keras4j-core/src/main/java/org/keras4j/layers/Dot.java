package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Axes;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The products of two inputs, sample by sample, summed along one axis of each. Follows `keras.layers.Dot`.
///
/// | value  | shape                                                                    |
/// |--------|--------------------------------------------------------------------------|
/// | inputs | `[batch, …]` and `[batch, …]`, with one size along their axes            |
/// | output | `[batch, what is left of the first, what is left of the second]`, or `[batch, 1]` |
public final class Dot extends ConfiguredLayer<Dot, Dot.Config> {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        Axes axes = Axes.of(-1);
        boolean normalize = false;
    }

    private Dot(Config config) {
        super(config);
        if (config.axes.axes().size() > 2) {
            throw new IllegalArgumentException(place() + ": expected an axis, or one for each input, got " + config.axes + ".");
        }
    }

    /// @param axis of both inputs; negative ones count from the end
    public static Dot of(int axis) {
        return of(Axes.of(axis));
    }

    /// @param first the axis of the first input, `second` that of the second
    public static Dot of(int first, int second) {
        return of(Axes.list(first, second));
    }

    private static Dot of(Axes axes) {
        var config = new Config();
        config.axes = axes;
        return new Dot(config);
    }

    /// Whether the inputs are scaled to length 1 along their axes first: then the result is the cosine between them.
    public Dot normalize(boolean normalize) { return option(c -> c.normalize = normalize); }

    private int axis(int input, Shape shape) {
        int[] axes = config().axes.toArray();
        return shape.axis(axes[Math.min(input, axes.length - 1)]);
    }

    @Override
    protected void build(List<Type> inputs) {
        Merge.requireTwo(this, inputs);
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        if (a.rank() < 2 || b.rank() < 2 || axis(0, a) == 0 || axis(1, b) == 0 || a.size(axis(0, a)) != b.size(axis(1, b))) {
            throw new ShapeException(place(), "two inputs [batch, …] of one size along the axes " + config().axes, inputs,
                    "The batch can't be summed over.");
        }
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        Value a = last(inputs.get(0), axis(0, inputs.get(0).shape()));
        Value b = last(inputs.get(1), axis(1, inputs.get(1).shape()));
        Shape left = a.shape().slice(0, a.rank() - 1);
        Shape right = b.shape().slice(1, b.rank() - 1);
        Value product = c.builder().matmul(rows(a), false, rows(b), true);
        Shape result = left.concat(right);
        return List.of(Ops.reshape(product, result.rank() == 1 ? result.concat(Shape.of(1)) : result));
    }

    /// `axis` at the end, scaled to length 1 if that is asked for.
    private Value last(Value x, int axis) {
        var order = new ArrayList<>(x.shape().axesWithout(List.of(axis)));
        order.add(axis);
        Value moved = x.builder().transpose(x, order);
        return config().normalize ? Ops.normalize(moved, KerasConfig.EPSILON, -1) : moved;
    }

    /// `[batch, rows, size]`.
    private static Value rows(Value x) {
        long batch = x.shape().size(0);
        return Ops.reshape(x, Shape.of(batch, x.shape().slice(1, x.rank() - 1).elements(), x.shape().size(-1)));
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        return Collections.singletonList(null);
    }
}
