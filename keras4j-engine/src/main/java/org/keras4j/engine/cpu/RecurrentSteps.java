package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Sizes of a recurrence that is unrolled over time, and the views of one step. Steps lie within `[batch, time, …]`: rows of one step
/// are `time` rows apart.
class RecurrentSteps {
    private final Lowering lowering;
    private final int gates;
    final DType dtype;
    final long batch;
    final long time;
    final long units;

    /// @param whole `[batch, time, gates · units]`
    RecurrentSteps(Lowering lowering, Type whole, int gates) {
        this.lowering = lowering;
        this.gates = gates;
        dtype = whole.dtype();
        batch = whole.shape().size(0);
        time = whole.shape().size(1);
        units = whole.shape().size(2) / gates;
    }

    /// Rows `[batch, units]` of a step of `[batch, time, units]`.
    View state(View states, long step) {
        return states.onwards(step * units);
    }

    long stateStride() {
        return time * units;
    }

    /// One of the gates of a step of `[batch, time, gates · units]`.
    View gate(View whole, long step, int gate) {
        return whole.onwards((step * gates + gate) * units);
    }

    long gateStride() {
        return time * gates * units;
    }

    MemoryDesc rows(DType type, long columns, long stride) {
        return MemoryDesc.strided(type, Shape.of(batch, columns), stride, 1);
    }

    /// The recurrent kernel as oneDNN wants it for products of a step, whose results are float32.
    record Packed(View view, MemoryDesc desc, MemoryDesc result) {}

    /// @param plain how it lies
    /// @param src what it will be multiplied with
    Packed packed(View kernel, MemoryDesc plain, MemoryDesc src) {
        MemoryDesc result = MemoryDesc.plain(DType.FLOAT32, Shape.of(batch, plain.shape().size(1)));
        MemoryDesc desc = lowering.products().product(src, MemoryDesc.any(dtype, plain.shape()), null, result, Attributes.PLAIN).memory(Arg.WEIGHTS);
        return new Packed(lowering.layouts().reordered("pack", kernel, plain, desc), desc, result);
    }

    /// One product with the recurrent kernel.
    ///
    /// @param sources what the recurrence depends on
    View product(View from, MemoryDesc src, Packed kernel, View... sources) {
        View to = lowering.fresh(new Type(DType.FLOAT32, kernel.result.shape()), sources);
        lowering.emit("recurrent product",
                lowering.products().product(src, kernel.desc, null, kernel.result, Attributes.PLAIN),
                Map.of(Arg.SRC, from, Arg.WEIGHTS, kernel.view, Arg.DST, to), Set.of(Arg.DST));
        return to;
    }
}
