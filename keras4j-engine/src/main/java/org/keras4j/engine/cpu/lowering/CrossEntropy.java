package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.loops.BinaryFunction;
import org.keras4j.engine.cpu.loops.LoopBuilder;
import org.keras4j.engine.cpu.loops.LoopPlan;
import org.keras4j.engine.cpu.loops.Reduction.Kind;
import org.keras4j.engine.cpu.loops.Reduction.Over;
import org.keras4j.engine.cpu.loops.UnaryFunction;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.tensor.DType;

/// The cross-entropy log Σ e^(z − z of the label) of rows of logits z, which are read once and not written: the log softmax of many
/// classes would be larger than any cache, and their maximum one more way through them. The sum is at least 1, for the label is in it,
/// and overflows in rows with a loss over 88 alone.
final class CrossEntropy {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private CrossEntropy() {}

    static void lower(ProgramBuilder program, Node node) {
        View logits = program.view(node.input(0));
        View labels = program.view(node.input(1));
        View loss = program.define(node.outputs().get(0), logits, labels);
        View shift = program.define(node.outputs().get(1), logits, labels);
        View logSum = program.define(node.outputs().get(2), logits, labels);
        program.emit(Tables.pick(logits, labels, shift));
        program.emit(sums(program, logits, shift, logSum));
        program.emit(logarithms(logSum));
        program.emit(losses(logits, shift, logSum, loss));
    }

    private static Kernel sums(ProgramBuilder program, View logits, View shift, View to) {
        long classes = logits.type().shape().size(-1);
        var loop = LoopBuilder.over(logits.type().elements() / classes, classes);
        var shifted = loop.binary(BinaryFunction.SUBTRACT, loop.each(logits.type().dtype()), loop.columnVector(DType.FLOAT32));
        loop.reduce(Kind.SUM, Over.COLUMNS, DType.FLOAT32, loop.unary(UnaryFunction.EXP, shifted));
        LoopPlan plan = loop.build();
        var writes = plan.scratchBytes() > 0 ? List.of(to, program.scratch(plan.scratchBytes())) : List.of(to);
        var reads = List.of(logits, shift);
        return Kernel.loop("sums of exponentials", reads, writes, LoopRuns.binder(plan, Stream.concat(reads.stream(), writes.stream()).toList()));
    }

    /// In place of the sums.
    private static Kernel logarithms(View sums) {
        var loop = LoopBuilder.over(1, sums.type().elements());
        loop.store(DType.FLOAT32, loop.unary(UnaryFunction.LOG, loop.each(DType.FLOAT32)));
        return Kernel.loop("logarithms", List.of(sums), List.of(sums), LoopRuns.binder(loop.build(), List.of(sums, sums)));
    }

    /// The logarithms, but where they are no numbers the shift is made the largest logit.
    private static Kernel losses(View logits, View shift, View logSum, View loss) {
        DType dtype = logits.type().dtype();
        long classes = logits.type().shape().size(-1);
        long rows = loss.type().elements();
        return Kernel.loop("losses", List.of(logits, shift, logSum), List.of(loss, shift, logSum), memory -> {
            MemorySegment from = memory.of(logits);
            MemorySegment shifts = memory.of(shift);
            MemorySegment logSums = memory.of(logSum);
            MemorySegment to = memory.of(loss);
            return () -> {
                for (long row = 0; row < rows; row++) {
                    float logit = shifts.getAtIndex(FLOAT, row);
                    if (!Float.isFinite(logSums.getAtIndex(FLOAT, row))) {
                        double largest = largest(dtype, from, row * classes, classes);
                        shifts.setAtIndex(FLOAT, row, (float) largest);
                        logSums.setAtIndex(FLOAT, row, (float) logSum(dtype, from, row * classes, classes, largest));
                    }
                    to.setAtIndex(FLOAT, row, logSums.getAtIndex(FLOAT, row) + (shifts.getAtIndex(FLOAT, row) - logit));
                }
            };
        });
    }

    private static double largest(DType dtype, MemorySegment logits, long first, long count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (long i = first; i < first + count; i++) {
            largest = Math.max(largest, dtype.load(logits, i));
        }
        return largest;
    }

    private static double logSum(DType dtype, MemorySegment logits, long first, long count, double shift) {
        double sum = 0;
        for (long i = first; i < first + count; i++) {
            sum += StrictMath.exp(dtype.load(logits, i) - shift);
        }
        return StrictMath.log(sum);
    }
}
