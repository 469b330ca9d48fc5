package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Inputs joined along one axis, along which alone they may differ. Follows `keras.layers.Concatenate`.
public final class Concatenate extends ConfiguredLayer<Concatenate, Concatenate.Config> {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        int axis = -1;
    }

    private Concatenate(Config config) {
        super(config);
    }

    /// Along the last axis.
    public static Concatenate create() {
        return new Concatenate(new Config());
    }

    /// The axis along which inputs stand one after the other: the last (−1) unless said.
    public Concatenate axis(int axis) { return option(c -> c.axis = axis); }

    /// Applies it to as many as there are: those that a loop made, say.
    public KerasTensor apply(List<? extends Symbol> inputs) {
        return applyAll(inputs).getFirst();
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        return List.of(Ops.concatenate(inputs, config().axis));
    }

    /// As in Keras, an element counts if any of its numbers does.
    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        if (inputs.stream().allMatch(input -> c.mask(input) == null)) {
            return Collections.singletonList(null);
        }
        List<Value> masks = inputs.stream().map(input -> {
            Value mask = c.mask(input);
            Value shown = mask == null ? c.builder().fill(1, input.type().with(DType.INT32)) : Ops.cast(mask, DType.INT32);
            Shape shape = shown.shape();
            while (shape.rank() < input.rank()) {
                shape = shape.insert(shape.rank(), 1);
            }
            return Ops.broadcastTo(Ops.reshape(shown, shape), input.shape());
        }).toList();
        return Collections.singletonList(Ops.equal(Ops.max(Ops.concatenate(masks, config().axis), -1), 1));
    }
}
