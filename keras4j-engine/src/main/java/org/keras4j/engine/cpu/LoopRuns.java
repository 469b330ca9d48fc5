package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.cpu.loops.CompiledLoop;
import org.keras4j.engine.cpu.loops.KernelWarmup;
import org.keras4j.engine.cpu.loops.LoopPlan;

/// Runs loops of ours on the team.
final class LoopRuns {
    /// Moving less than this isn't worth a second thread.
    private static final long BYTES_A_WORKER = 64 * 1024;

    /// Loops of less take no time even before they are compiled.
    private static final long WORTH_WARMING = 4096;

    private static final ExecutorService PRINTER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("keras4j-loops").factory());

    private LoopRuns() {}

    /// A fused loop over `buffers` in the order that [org.keras4j.engine.cpu.loops.LoopBuilder] tells. It is printed and warmed
    /// on another thread, while oneDNN makes its primitives on this one.
    static Kernel.Binder binder(LoopPlan plan, List<View> buffers) {
        var printed = CompletableFuture.supplyAsync(() -> printed(plan), PRINTER);
        return memory -> {
            CompiledLoop loop = printed.join();
            MemorySegment[] segments = memory.of(buffers);
            loop.check(segments);
            int workers = loop.workers(memory.team().size());
            if (workers == 1) {
                return () -> loop.run(segments);
            }
            return () -> {
                memory.team().parallel(workers, (worker, all) -> loop.run(segments, worker, all));
                loop.finish(segments);
            };
        };
    }

    private static CompiledLoop printed(LoopPlan plan) {
        CompiledLoop loop = CompiledLoop.of(plan);
        if (plan.elements() >= WORTH_WARMING) {
            KernelWarmup.add(loop);
        }
        return loop;
    }

    /// A part of some work.
    interface Part {
        void run(long from, long to);
    }

    /// `count` independent pieces of work that move `bytes` in all, shared among the team in equal parts.
    static Kernel.Bound shared(Kernel.Memory memory, long count, long bytes, Part part) {
        int workers = Math.clamp(Math.min(count, bytes / BYTES_A_WORKER), 1, memory.team().size());
        return workers == 1 ? () -> part.run(0, count)
                : () -> memory.team().parallel(workers, (worker, all) -> part.run(count * worker / all, count * (worker + 1) / all));
    }
}
