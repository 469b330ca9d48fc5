package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.loops.BinaryFunction;
import org.keras4j.engine.cpu.loops.Lane;
import org.keras4j.engine.cpu.loops.LoopBuilder;
import org.keras4j.engine.cpu.loops.UnaryFunction;
import org.keras4j.engine.cpu.lowering.RecurrentSteps.Rows;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;

/// A loop over one step of a recurrent layer, and the buffers in the order of their declaration.
final class GateLoop {
    final LoopBuilder loop;
    private final List<View> reads = new ArrayList<>();
    private final List<View> writes = new ArrayList<>();

    GateLoop(long batch, long columns) {
        loop = LoopBuilder.over(batch, columns);
    }

    LoopBuilder.Value each(Rows rows) {
        reads.add(rows.view());
        return loop.each(rows.dtype(), rows.stride());
    }

    /// One number a row.
    LoopBuilder.Value perRow(Rows rows) {
        reads.add(rows.view());
        return loop.columnVector(rows.dtype(), rows.stride());
    }

    LoopBuilder.Value perColumn(View vector) {
        reads.add(vector);
        return loop.rowVector(vector.type().dtype());
    }

    void store(LoopBuilder.Value value, Rows rows) {
        loop.store(rows.dtype(), value, rows.stride());
        writes.add(rows.view());
    }

    LoopBuilder.Value add(LoopBuilder.Value a, LoopBuilder.Value b)      { return loop.binary(BinaryFunction.ADD, a, b); }
    LoopBuilder.Value multiply(LoopBuilder.Value a, LoopBuilder.Value b) { return loop.binary(BinaryFunction.MULTIPLY, a, b); }
    LoopBuilder.Value subtract(LoopBuilder.Value a, LoopBuilder.Value b) { return loop.binary(BinaryFunction.SUBTRACT, a, b); }

    /// 1 − x
    LoopBuilder.Value rest(LoopBuilder.Value x) {
        return subtract(loop.constant(Lane.FLOAT32, 1), x);
    }

    LoopBuilder.Value apply(UnaryFunction function, LoopBuilder.Value x) {
        return loop.unary(function, x);
    }

    /// `x` where the condition holds, else 0.
    LoopBuilder.Value where(LoopBuilder.Value condition, LoopBuilder.Value x) {
        return loop.select(condition, x, loop.constant(Lane.FLOAT32, 0));
    }

    private List<View> buffers() {
        return Stream.concat(reads.stream(), writes.stream()).toList();
    }

    Kernel kernel(String name) {
        return Kernel.loop(name, reads, writes, LoopRuns.binder(loop.build(), buffers()));
    }

    /// One kernel of loops over the same rows, of which later ones may read what earlier ones wrote.
    static Kernel sequence(String name, GateLoop... loops) {
        var written = new LinkedHashSet<View>();
        var reads = new LinkedHashSet<View>();
        for (var loop : loops) {
            reads.addAll(loop.reads);
            written.addAll(loop.writes);
        }
        var stages = Stream.of(loops).map(loop -> new LoopRuns.Stage(loop.loop.build(), loop.buffers())).toList();
        return Kernel.loop(name, List.copyOf(reads), List.copyOf(written), LoopRuns.sequence(stages));
    }
}
