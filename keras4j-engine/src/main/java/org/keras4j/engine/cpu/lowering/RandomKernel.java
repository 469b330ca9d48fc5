package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.tensor.Philox;

/// Random bits, each worker its own part of the draw.
final class RandomKernel {
    /// Words drawn at once: into an array of 4 KB, which stays in the nearest cache until it is copied.
    private static final int CHUNK = 1024;

    private RandomKernel() {}

    static void lower(ProgramBuilder program, Node node, Leaf.RandomBits op) {
        View seed = program.view(node.input(0));
        View counter = program.view(node.input(1));
        View to = program.define(node.output(), seed, counter);
        program.emit(Kernel.loop("random bits", List.of(seed, counter), List.of(to), memory -> {
            MemorySegment key = memory.of(seed);
            MemorySegment step = memory.of(counter);
            MemorySegment bits = memory.of(to);
            long count = op.shape().elements();
            // Ten rounds of multiplication cost far more than the four bytes they give.
            return LoopRuns.shared(memory, count, count * 64, (from, end) -> draw(key.get(ValueLayout.JAVA_LONG_UNALIGNED, 0),
                    step.get(ValueLayout.JAVA_LONG_UNALIGNED, 0), 32 - op.bits(), bits, from, end));
        }));
    }

    private static void draw(long key, long counter, int shift, MemorySegment to, long from, long end) {
        var words = new int[CHUNK];
        for (long at = from; at < end; at += CHUNK) {
            int count = (int) Math.min(CHUNK, end - at);
            Philox.bits(key, counter, words, at, count);
            for (int i = 0; i < count; i++) {
                words[i] >>>= shift;
            }
            MemorySegment.copy(words, 0, to, ValueLayout.JAVA_INT_UNALIGNED, at * 4, count);
        }
    }
}
