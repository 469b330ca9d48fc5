package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Sizes of a recurrence that is unrolled over time, and the rows of one step. Steps lie within `[batch, time, …]`: rows of one step
/// are `time` rows apart.
class RecurrentSteps {
    private final Lowering lowering;
    final DType dtype;
    final long batch;
    final long time;
    final long units;

    /// @param states `[batch, time, units]`
    RecurrentSteps(Lowering lowering, Type states) {
        this.lowering = lowering;
        dtype = states.dtype();
        batch = states.shape().size(0);
        time = states.shape().size(1);
        units = states.shape().size(2);
    }

    /// `batch` rows, `stride` elements from one to the next.
    record Rows(DType dtype, View view, long stride) {}

    /// Of `[batch, columns]`.
    static Rows all(View rows) {
        return from(rows, 0);
    }

    /// Of `[batch, columns]`, from one of the columns on.
    static Rows from(View rows, long column) {
        return new Rows(rows.type().dtype(), rows.onwards(column), rows.type().shape().size(1));
    }

    /// Of a step of `[batch, time, units]`.
    Rows state(View states, long step) {
        return gate(states, step, 0);
    }

    /// The state before a step: the first one is given.
    Rows before(View first, View states, long step) {
        return step == 0 ? all(first) : state(states, step - 1);
    }

    /// Of one of the gates of a step of `[batch, time, gates · units]`, and of those after it.
    Rows gate(View gates, long step, int gate) {
        long columns = gates.type().shape().size(2);
        return new Rows(gates.type().dtype(), gates.onwards(step * columns + gate * units), time * columns);
    }

    /// Of a step of `[batch, time]`: one number a row.
    Rows mask(View masks, long step) {
        return new Rows(masks.type().dtype(), masks.onwards(step), time);
    }

    /// The recurrent kernel as oneDNN wants it for products of a step, whose results are float32.
    record Packed(View view, MemoryDesc desc, MemoryDesc result) {}

    /// @param plain how it lies
    /// @param src rows like those that it will be multiplied with
    Packed packed(View kernel, MemoryDesc plain, Rows src) {
        MemoryDesc result = MemoryDesc.plain(DType.FLOAT32, Shape.of(batch, plain.shape().size(1)));
        MemoryDesc wanted = lowering.products().product(desc(src, plain), MemoryDesc.any(dtype, plain.shape()), null, result, Attributes.PLAIN)
                .memory(Arg.WEIGHTS);
        return new Packed(lowering.layouts().reordered("pack", kernel, plain, wanted), wanted, result);
    }

    /// One product with the recurrent kernel.
    ///
    /// @param sources what the recurrence depends on
    View product(Rows src, Packed kernel, View... sources) {
        View to = lowering.fresh(new Type(DType.FLOAT32, kernel.result.shape()), sources);
        lowering.emit("recurrent product",
                lowering.products().product(desc(src, kernel.desc), kernel.desc, null, kernel.result, Attributes.PLAIN),
                Map.of(Arg.SRC, src.view, Arg.WEIGHTS, kernel.view, Arg.DST, to), Set.of(Arg.DST));
        return to;
    }

    /// As many columns as the kernel has rows.
    private MemoryDesc desc(Rows rows, MemoryDesc kernel) {
        return MemoryDesc.strided(rows.dtype, Shape.of(batch, kernel.shape().size(0)), rows.stride, 1);
    }
}
