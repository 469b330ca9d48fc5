package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.loops.CompiledLoop;
import org.keras4j.engine.cpu.loops.KernelWarmup;
import org.keras4j.engine.cpu.loops.LoopPlan;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;

/// Runs loops of ours on the team.
final class LoopRuns {
    /// Moving less than this isn't worth a second thread: it takes a core some microseconds, as long as it takes to wake another.
    private static final long BYTES_A_WORKER = 64 * 1024;

    /// Loops over fewer points take no time even before they are compiled.
    private static final long WORTH_WARMING = 4096;
    /// Loops over more take longer than it takes to compile them, and the compiler would have to share the processors with them.
    private static final long WORTH_WAITING = 65536;

    private static final CompletableFuture<Void> NOT_COLD = CompletableFuture.completedFuture(null);

    private static final ExecutorService PRINTER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("keras4j-loops").factory());

    private LoopRuns() {}

    /// A fused loop over `buffers` in the order that [org.keras4j.engine.cpu.loops.LoopBuilder] tells. It is printed and warmed
    /// on another thread, while oneDNN makes its primitives on this one.
    static Kernel.Binder binder(LoopPlan plan, List<View> buffers) {
        var stage = new Stage(plan, buffers).printed();
        return memory -> {
            Printed printed = stage.join();
            CompiledLoop loop = printed.loop;
            MemorySegment[] segments = memory.of(buffers);
            loop.check(segments);
            int workers = loop.workers(memory.team().size());
            if (workers == 1) {
                return () -> {
                    printed.warm.join();
                    loop.run(segments);
                };
            }
            return () -> {
                printed.warm.join();
                memory.team().parallel(workers, (worker, all) -> loop.run(segments, worker, all));
                loop.finish(segments);
            };
        };
    }

    /// A loop of a sequence, over its buffers.
    record Stage(LoopPlan plan, List<View> buffers) {
        private CompletableFuture<Printed> printed() {
            return CompletableFuture.supplyAsync(() -> Printed.of(plan), PRINTER);
        }
    }

    /// Loops over the same rows, none with a reduction, of which later ones may read in a row what earlier ones wrote there:
    /// each worker does all of them on its own rows. Several small kernels compile in a fraction of the time that a large one
    /// takes.
    static Kernel.Binder sequence(List<Stage> stages) {
        var printed = stages.stream().map(Stage::printed).toList();
        long rows = stages.getFirst().plan().rows();
        if (stages.stream().anyMatch(stage -> stage.plan().rows() != rows)) {
            throw new IllegalArgumentException("Loops in sequence: expected the same rows, got " + stages + ".");
        }
        return memory -> {
            List<CompiledLoop> loops = printed.stream().map(stage -> stage.join().loop).toList();
            List<MemorySegment[]> segments = stages.stream().map(stage -> memory.of(stage.buffers())).toList();
            for (int i = 0; i < loops.size(); i++) {
                loops.get(i).check(segments.get(i));
            }
            int workers = CompiledLoop.workers(loops, memory.team().size());
            Team.Body body = (worker, all) -> {
                for (int i = 0; i < loops.size(); i++) {
                    loops.get(i).runRows(segments.get(i), rows * worker / all, rows * (worker + 1) / all);
                }
            };
            return workers == 1 ? () -> body.run(0, 1) : () -> memory.team().parallel(workers, body);
        };
    }

    /// @param warm done when the loop should run
    private record Printed(CompiledLoop loop, CompletableFuture<Void> warm) {
        static Printed of(LoopPlan plan) {
            CompiledLoop loop = CompiledLoop.of(plan);
            var warm = plan.elements() >= WORTH_WARMING ? KernelWarmup.add(loop) : NOT_COLD;
            return new Printed(loop, plan.elements() >= WORTH_WAITING ? warm : NOT_COLD);
        }
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
