package org.keras4j.engine.cpu.loops;

import module java.base;

/// A loop that is ready to run. Any number of workers may share the work; the results don't depend on it.
///
/// ```java
/// int workers = loop.workers(team);                          // 1 when splitting doesn't pay
/// // in each worker w of them:  loop.run(buffers, w, workers);
/// loop.finish(buffers);                                      // by one thread, after all of them
/// ```
///
/// Holds no state of a run: it may run on different buffers at once.
public final class CompiledLoop {
    private static final ConcurrentMap<Printed, LoopKernel> KERNELS = new ConcurrentHashMap<>();
    /// A worker that gets less than this costs more than it helps.
    private static final double WORKER_NANOS = 5000;
    /// What plain loops take, where vectors take 1.
    private static final double SCALAR_COST = 8;

    private record Printed(Loop loop, Dialect dialect, KernelPrinter.Part part) {}

    private final LoopPlan plan;
    private final Dialect dialect;
    private final LoopKernel whole;
    private final LoopKernel rest;
    private final LoopPlan.Tiles tiles;
    private final long[] places;
    private final double nanos;
    /// The reductions whose results are put together of parts: those that a block ends, and those that only the whole loop does.
    private final int[] endedByBlocks;
    private final int[] endedByAll;

    private CompiledLoop(LoopPlan plan, Dialect dialect) {
        this.plan = plan;
        this.dialect = dialect;
        this.tiles = plan.tiles();
        boolean isWhole = tiles.wholeColumns() == tiles.columns();
        this.whole = tiles.wholeColumns() > 0 || isWhole ? printed(plan.loop(), dialect, KernelPrinter.Part.WHOLE)
                : printed(plan.loop(), dialect, KernelPrinter.Part.REST);
        this.rest = isWhole ? whole : printed(plan.loop(), dialect, KernelPrinter.Part.REST);
        this.places = Places.flat(plan.places());
        var inParts = IntStream.range(0, plan.loop().reductions().size()).filter(i -> !plan.isDirect(i)).boxed().toList();
        this.endedByBlocks = inParts.stream().filter(plan::isFinishedWithItsRows).mapToInt(i -> i).toArray();
        this.endedByAll = inParts.stream().filter(i -> !plan.isFinishedWithItsRows(i)).mapToInt(i -> i).toArray();
        this.nanos = plan.elements() * plan.nanosPerElement() * (dialect.isVector() ? 1 : SCALAR_COST);
    }

    /// Prints the loop's kernels, unless an equal loop has them: then they share them.
    public static CompiledLoop of(LoopPlan plan) {
        return of(plan, Dialect.of(plan));
    }

    static CompiledLoop of(LoopPlan plan, Dialect dialect) {
        return new CompiledLoop(plan, dialect);
    }

    private static LoopKernel printed(Loop loop, Dialect dialect, KernelPrinter.Part part) {
        return KERNELS.computeIfAbsent(new Printed(loop, dialect, part), p -> KernelPrinter.print(p.loop(), p.dialect(), p.part()));
    }

    public LoopPlan plan() {
        return plan;
    }

    /// What runs most of it.
    LoopKernel kernel() {
        return whole;
    }

    /// The bytes of its last buffer; 0 when it has no such buffer.
    public long scratchBytes() {
        return plan.scratchBytes();
    }

    /// The number of buffers that a run takes.
    public int buffers() {
        var loop = plan.loop();
        return loop.inputs().size() + loop.outputs().size() + loop.reductions().size() + (scratchBytes() > 0 ? 1 : 0);
    }

    /// How many of a team should share the work: loops under 10 µs run on one thread.
    public int workers(int team) {
        return Math.clamp(Math.min(tiles.count(), worthwhile(List.of(this))), 1, team);
    }

    /// How many of a team should share the work of loops over the same rows, which each worker does one after the other on its
    /// own rows.
    public static int workers(List<CompiledLoop> loops, int team) {
        return Math.clamp(Math.min(loops.getFirst().plan.rows(), worthwhile(loops)), 1, team);
    }

    private static long worthwhile(List<CompiledLoop> loops) {
        return (long) (loops.stream().mapToDouble(loop -> loop.nanos).sum() / WORKER_NANOS);
    }

    /// Kernels trust the addresses that they get: who runs a loop checks its buffers once, and keeps them.
    ///
    /// @throws IllegalArgumentException when there are too few buffers, one is too small, or not native memory
    public void check(MemorySegment... buffers) {
        if (buffers.length < buffers()) {
            throw new IllegalArgumentException("Loop: expected " + buffers() + " buffers, got " + buffers.length + ".");
        }
        for (int i = 0; i < buffers(); i++) {
            if (!buffers[i].isNative()) {
                throw new IllegalArgumentException("Loop: expected native memory in buffer " + i + ", got an array of Java's. Copy it into memory of an arena.");
            }
            if (buffers[i].byteSize() < bytes(i)) {
                throw new IllegalArgumentException("Loop: expected at least " + bytes(i) + " bytes in "
                        + (isScratch(i) ? "the scratch memory" : "buffer " + i) + ", got " + buffers[i].byteSize() + ".");
            }
        }
    }

    /// The same kernel over about `points` points of rows as they are, or of one part of one row.
    CompiledLoop shrunk(long points) {
        long columns = Math.min(plan.columns(), points + plan.columns() % points % 64);
        long rows = Math.clamp(points / Math.max(1, columns), 1, Math.max(1, plan.rows()));
        return new CompiledLoop(plan.resized(rows, columns), dialect);
    }

    /// Buffers of its own, each byte of them `value`.
    MemorySegment[] allocate(Arena arena, byte value) {
        return IntStream.range(0, buffers()).mapToObj(i -> arena.allocate(bytes(i), 64).fill(value)).toArray(MemorySegment[]::new);
    }

    private boolean isScratch(int buffer) {
        return scratchBytes() > 0 && buffer == buffers() - 1;
    }

    private long bytes(int buffer) {
        return isScratch(buffer) ? scratchBytes() : plan.bytes(buffer);
    }

    /// Everything, on this thread.
    public void run(MemorySegment... buffers) {
        run(buffers, 0, 1);
        finish(buffers);
    }

    /// The share of worker `worker` (from 0) of `workers`.
    public void run(MemorySegment[] buffers, int worker, int workers) {
        long from = tiles.count() * worker / workers;
        long to = tiles.count() * (worker + 1) / workers;
        for (long tile = from; tile < to; tile++) {
            long block = tile / tiles.chunks();
            long row = block * tiles.blockRows();
            long endRow = Math.min(plan.rows(), row + tiles.blockRows());
            tile(buffers, row, endRow, block, tile % tiles.chunks());
            for (int i : endedByBlocks) {
                results(buffers, i, row, endRow);
            }
        }
    }

    /// These rows, whatever the tiles. For loops without reductions.
    ///
    /// @throws IllegalStateException for a loop with reductions, which depend on the tiles
    public void runRows(MemorySegment[] buffers, long from, long to) {
        if (!plan.loop().reductions().isEmpty()) {
            throw new IllegalStateException("Loop: expected no reductions in a part of a sequence, got " + plan.loop().reductions() + ".");
        }
        for (long chunk = 0; chunk < tiles.chunks(); chunk++) {
            tile(buffers, from, to, 0, chunk);
        }
    }

    private void tile(MemorySegment[] buffers, long row, long endRow, long block, long chunk) {
        (tiles.isRest(chunk) ? rest : whole)
                .run(buffers, places, row, endRow, tiles.fromColumn(chunk), tiles.toColumn(chunk), block, chunk);
    }

    /// Adds what the tiles gave to the reductions, in the order of the tiles. By one thread, after all workers.
    public void finish(MemorySegment[] buffers) {
        for (int i : endedByAll) {
            results(buffers, i, 0, plan.results(plan.loop().reductions().get(i).over()));
        }
    }

    private void results(MemorySegment[] buffers, int i, long from, long to) {
        var loop = plan.loop();
        var reduction = loop.reductions().get(i);
        int slot = loop.inputs().size() + loop.outputs().size() + i;
        long first = Places.start(places, slot, 0, 0) / plan.lane(i).dtype().bytes();
        long count = plan.parts(reduction.over());
        var parts = count == 0 ? MemorySegment.NULL : Places.buffer(buffers, places, slot);
        boolean byColumn = reduction.over() == Reduction.Over.ROWS;
        long apart = byColumn ? plan.columns() : 1;
        for (long result = from; result < to; result++) {
            long at = first + result * (byColumn ? 1 : count);
            if (plan.lane(i).isFloating()) {
                double value = reduction.kind().neutral(plan.lane(i));
                for (long part = 0; part < count; part++) {
                    value = reduction.kind().apply(value, plan.lane(i).dtype().load(parts, at + part * apart));
                }
                reduction.dtype().store(buffers[slot], result, value);
            } else {
                long value = (long) reduction.kind().neutral(plan.lane(i));
                for (long part = 0; part < count; part++) {
                    value = reduction.kind().apply(value, ScalarLanes.load(plan.lane(i), parts, at + part * apart));
                }
                ScalarLanes.store(reduction.dtype(), value, buffers[slot], result);
            }
        }
    }
}
