package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Axes;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// eˣ / Σ eˣ along one axis or several together; what the mask hides counts as −∞, and is 0. The mask stretches to the input as
/// in NumPy: one of `[batch, time]` goes with an input of that shape. Follows `keras.layers.Softmax`.
public final class Softmax extends ConfiguredLayer<Softmax, Softmax.Config> implements org.keras4j.activations.Activation {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        Axes axis = Axes.of(-1);
    }

    private Softmax(Config config) {
        super(config);
    }

    /// Along the last axis.
    public static Softmax create() {
        return new Softmax(new Config());
    }

    /// The axis along which numbers sum to 1: the last (−1) unless said.
    public Softmax axis(int axis)    { return option(c -> c.axis = Axes.of(axis)); }
    /// Several axes, along all of which together numbers sum to 1.
    public Softmax axis(int... axes) { return option(c -> c.axis = Axes.list(axes)); }

    /// A second input is the mask, in place of that of the first.
    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        Value x = inputs.getFirst();
        Value mask = inputs.size() > 1 ? Ops.cast(inputs.get(1), DType.BOOL) : c.mask(x);
        if (mask == null) {
            return List.of(apply(x));
        }
        if (!stretches(mask.shape(), x.shape())) {
            throw new ShapeException("mask", "a mask that stretches to " + x.shape(), mask.type(), "Give it axes of size 1 where it shall stretch.");
        }
        return List.of(masked(x, Ops.broadcastTo(mask, x.shape()), this::apply));
    }

    private static Value masked(Value x, Value shown, UnaryOperator<Value> softmax) {
        Value y = softmax.apply(hidden(x, shown));
        return Ops.where(shown, y, Ops.zerosLike(y));
    }

    /// Logits, so low where they aren't shown that nothing is left to them beside one that is.
    static Value hidden(Value x, Value shown) {
        return Ops.where(shown, x, Ops.fullLike(x, x.dtype() == DType.FLOAT16 ? -3e4 : -1e9));
    }

    /// Along the last axis, with a mask of the shape of `x`.
    static Value masked(Value x, Value shown) {
        return masked(x, shown, Ops::softmax);
    }

    private static boolean stretches(Shape mask, Shape x) {
        return mask.rank() <= x.rank()
                && IntStream.rangeClosed(1, mask.rank()).allMatch(i -> mask.size(-i) == 1 || mask.size(-i) == x.size(-i));
    }

    @Override
    public Optional<String> keywordAfterFirstInput() {
        return Optional.of("mask");
    }

    @Override
    public Value apply(Value x) {
        int[] axes = config().axis.toArray();
        if (axes.length == 1) {
            return Ops.softmax(x, axes[0]);
        }
        Value powers = Ops.exp(Ops.subtract(x, Ops.stopGradient(Ops.maxKeeping(x, axes))));
        return Ops.divide(powers, Ops.sumKeeping(powers, axes));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
