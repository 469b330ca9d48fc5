package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Call;

/// A layer's pass while a functional model is built, with sizes in place of the unknown ones.
record Tracing(Call c, List<Value> outputs) {

    /// What the layer makes of inputs of which some sizes may be unknown: so are those that differ between two passes.
    ///
    /// @param said the mask of the first input, if the call says one
    static List<KerasNode.Result> results(Layer layer, List<KerasTensor> inputs, @Nullable KerasTensor said) {
        Tracing first = of(layer, inputs, said, StandIns.FIRST.fitting(layer, inputs));
        Tracing second = of(layer, inputs, said, StandIns.SECOND.fitting(layer, inputs));
        return IntStream.range(0, first.outputs.size()).mapToObj(i -> first.agreed(second, i)).toList();
    }

    private static Tracing of(Layer layer, List<KerasTensor> inputs, @Nullable KerasTensor said, StandIns sizes) {
        var g = new GraphBuilder();
        var c = new Call(g, Call.Mode.INFERENCE, null);
        var values = new ArrayList<Value>();
        for (KerasTensor input : inputs) {
            String name = Integer.toString(values.size());
            Value value = g.input(name, sizes.typeOf(input));
            Optional<PartialShape> masked = said != null && values.isEmpty() ? Optional.of(said.shape()) : input.mask();
            masked.ifPresent(mask ->
                    c.mask(value, g.input(name + " mask", new Type(DType.BOOL, mask.filled(sizes.batch(), sizes.other())))));
            values.add(value);
        }
        return new Tracing(c, layer.apply(c, values));
    }

    private KerasNode.Result agreed(Tracing other, int output) {
        Value a = outputs.get(output);
        Value b = other.outputs.get(output);
        Value maskA = c.mask(a);
        Value maskB = other.c.mask(b);
        return new KerasNode.Result(PartialShape.agreed(a.shape(), b.shape()), a.dtype(),
                maskA == null || maskB == null ? null : PartialShape.agreed(maskA.shape(), maskB.shape()));
    }
}
