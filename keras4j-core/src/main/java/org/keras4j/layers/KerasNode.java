package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;

/// One call of a layer in a functional model.
public final class KerasNode {
    private final Layer layer;
    private final List<KerasTensor> inputs;
    private final List<KerasTensor> outputs;

    /// What one result is.
    record Result(PartialShape shape, DType dtype, @Nullable PartialShape mask) {}

    KerasNode(Layer layer, List<KerasTensor> inputs, List<Result> results) {
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
        this.outputs = IntStream.range(0, results.size())
                .mapToObj(i -> new KerasTensor(this, i, results.get(i).shape(), results.get(i).dtype(), results.get(i).mask())).toList();
    }

    /// The same call of other tensors, which are of the same shapes and types.
    public KerasNode with(List<KerasTensor> others) {
        return new KerasNode(layer, others, outputs.stream().map(output -> new Result(output.shape(), output.dtype(), output.mask().orElse(null))).toList());
    }

    public Layer layer()               { return layer; }
    public List<KerasTensor> inputs()  { return inputs; }
    public List<KerasTensor> outputs() { return outputs; }
}
