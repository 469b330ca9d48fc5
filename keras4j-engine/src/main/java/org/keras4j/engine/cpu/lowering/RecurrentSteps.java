package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.cpu.program.SideBySide;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Recurrent;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// A share of the batch on its way through a recurrence that is unrolled over time. Steps lie within `[batch, time, …]`: rows of one step
/// are `time` rows apart. Backwards the first step is the last time.
abstract class RecurrentSteps {
    private final ProgramBuilder program;
    private final Share share;
    private final boolean backwards;
    /// What the recurrence depends on.
    final View[] in;
    final boolean masked;
    final boolean reachesStart;
    final DType dtype;
    final long rows;
    final long time;
    final long units;

    /// @param states       `[batch, time, units]`
    /// @param reachesStart whether the first state counts: it isn't zero, or someone wants to know what flows to it
    RecurrentSteps(Recurrent op, ProgramBuilder program, Share share, View[] in, Type states, boolean reachesStart) {
        backwards = op.backwards();
        masked = op.masked();
        this.program = program;
        this.share = share;
        this.in = in;
        this.reachesStart = reachesStart;
        dtype = states.dtype();
        rows = share.rows();
        time = states.shape().size(1);
        units = states.shape().size(2);
    }

    /// Of a batch of such states, in shares.
    ///
    /// @param kernel the recurrent one
    /// @param overlays results of which each element is written after the last that is read of the same place
    static void lower(String name, ProgramBuilder program, Type states, View kernel, List<Kernel.Overlay> overlays, Function<Share, RecurrentSteps> of) {
        var shares = Share.of(states.shape().size(0), kernel.type().bytes(), program.team()).stream().map(of).toList();
        Packed packed = shares.getFirst().packed();
        var kernels = shares.stream().map(steps -> steps.kernels(packed)).toList();
        if (kernels.size() == 1) {
            kernels.getFirst().forEach(program::emit);
        } else {
            program.emit(SideBySide.of(name, kernels).overlaying(overlays));
        }
    }

    static boolean isZero(ProgramBuilder program, Value value) {
        return program.units().virtual().producer(value).op() instanceof Leaf.Fill(double number, _) && number == 0;
    }

    /// The recurrent kernel.
    abstract Packed packed();

    /// Those of all steps.
    abstract List<Kernel> kernels(Packed packed);

    // ---- where things are ------------------------------------------------------------------------------------------

    /// The share's rows, `stride` elements from one to the next.
    record Rows(DType dtype, View view, long stride) {}

    /// Of `[batch, columns]`.
    Rows all(View batch) {
        return rows(batch, batch.type().shape().size(1), 0);
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
        return rows(gates, time * columns, time(step) * columns + gate * units);
    }

    /// Of a step of `[batch, time]`: one number a row.
    Rows mask(View masks, long step) {
        return rows(masks, time, time(step));
    }

    /// At which time a step is.
    private long time(long step) {
        return backwards ? time - 1 - step : step;
    }

    private Rows rows(View batch, long stride, long start) {
        return new Rows(batch.type().dtype(), batch.onwards(share.first() * stride + start), stride);
    }

    /// Memory for `[rows, columns]` of the share alone, from one step to the next.
    View own(long columns) {
        return program.fresh(Type.float32(rows, columns), in);
    }

    /// Of memory of its own, from one of the columns on.
    static Rows ofOwn(View rows, long column) {
        return new Rows(rows.type().dtype(), rows.onwards(column), rows.type().shape().size(1));
    }

    static Rows ofOwn(View rows) {
        return ofOwn(rows, 0);
    }

    // ---- products --------------------------------------------------------------------------------------------------

    /// The recurrent kernel as oneDNN wants it for products of a step, whose results are float32.
    record Packed(View view, MemoryDesc desc) {}

    /// @param plain how it lies
    /// @param src rows like those that it will be multiplied with
    Packed packed(View kernel, MemoryDesc plain, Rows src) {
        MemoryDesc wanted = Products.described(program, desc(src, plain), MemoryDesc.any(dtype, plain.shape()), result(plain), share.team())
                .memory(Arg.WEIGHTS);
        return new Packed(program.layouts().reordered("pack", kernel, plain, wanted), wanted);
    }

    /// Whether a step has one: with the state before it, or to what flows to that.
    boolean hasProduct(long step) {
        return step > 0 || reachesStart;
    }

    /// `to` = `src` times the recurrent kernel.
    Kernel product(Rows src, Packed kernel, View to) {
        return PrimitiveKernel.of(program, "recurrent product",
                Products.described(program, desc(src, kernel.desc), kernel.desc, result(kernel.desc), share.team()),
                Map.of(Arg.SRC, src.view, Arg.WEIGHTS, kernel.view, Arg.DST, to), Set.of(Arg.DST), share.team());
    }

    /// As many columns as the kernel has rows.
    private MemoryDesc desc(Rows src, MemoryDesc kernel) {
        return MemoryDesc.strided(src.dtype, Shape.of(rows, kernel.shape().size(0)), src.stride, 1);
    }

    private MemoryDesc result(MemoryDesc kernel) {
        return MemoryDesc.plain(DType.FLOAT32, Shape.of(rows, kernel.shape().size(1)));
    }
}
