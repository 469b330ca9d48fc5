package org.keras4j.engine.transform;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Contraction.*;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Pointwise.Cast;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;

/// Products of 16-bit numbers are summed in float32: what is wanted as float32 needn't be rounded in between.
///
/// | before                            | after                    | when                          |
/// |-----------------------------------|--------------------------|-------------------------------|
/// | `Cast float32 (MatMul)`           | MatMul to float32        | the product has 16 bits and nothing else reads it |
/// | `Cast float32 (ConvKernelGradient)` | the same to float32  | the same                      |
final class WideProducts implements Rule {
    @Override
    public @Nullable Value rewrite(Op op, List<Value> in, Rewriting r) {
        if (!(op instanceof Cast(var to) && to == DType.FLOAT32)) {
            return null;
        }
        Value product = in.getFirst();
        if (product.dtype().bytes() != 2 || !r.isUsedOnce(product)) {
            return null;
        }
        Value[] factors = r.inputs(product).toArray(Value[]::new);
        return switch (r.op(product)) {
            case MatMul(var transposeLeft, var transposeRight, _) -> r.emit(new MatMul(transposeLeft, transposeRight, to), factors);
            case ConvKernelGradient(var window, var groups, var result) ->
                    r.emit(new ConvKernelGradient(window, groups, result.with(to)), factors);
            default -> null;
        };
    }
}
