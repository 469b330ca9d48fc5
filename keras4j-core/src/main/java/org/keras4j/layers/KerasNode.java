package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Call;

/// One call of a layer in a functional model.
public final class KerasNode {
    private final Layer layer;
    private final List<KerasTensor> inputs;
    private final @Nullable KerasTensor mask;
    private final Call.Mode mode;
    private final List<KerasTensor> outputs;

    /// What one result is.
    record Result(PartialShape shape, DType dtype, @Nullable PartialShape mask) {}

    KerasNode(Layer layer, List<KerasTensor> inputs, @Nullable KerasTensor mask, Call.Mode mode, List<Result> results) {
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
        this.mask = mask;
        this.mode = mode;
        this.outputs = IntStream.range(0, results.size())
                .mapToObj(i -> new KerasTensor(this, i, results.get(i).shape(), results.get(i).dtype(), results.get(i).mask())).toList();
    }

    /// The same call of other tensors, which are of the same shapes and types.
    public KerasNode with(UnaryOperator<KerasTensor> others) {
        List<Result> results = outputs.stream().map(output -> new Result(output.shape(), output.dtype(), output.mask().orElse(null))).toList();
        return new KerasNode(layer, inputs.stream().map(others).toList(), mask == null ? null : others.apply(mask), mode, results);
    }

    public Layer layer()               { return layer; }
    public List<KerasTensor> inputs()  { return inputs; }

    /// What the call says of training, Keras' `training=`; [Call.Mode#UNSAID] where it doesn't.
    public Call.Mode mode()            { return mode; }

    /// Which steps of the first input count, where the call says so itself: bool `[batch, time]`.
    public Optional<KerasTensor> mask() {
        return Optional.ofNullable(mask);
    }

    /// All that must be known before: the inputs, and the mask if there is one.
    public List<KerasTensor> needs() {
        return mask == null ? inputs : Stream.concat(inputs.stream(), Stream.of(mask)).toList();
    }

    public List<KerasTensor> outputs() { return outputs; }
}
