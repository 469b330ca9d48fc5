package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Call;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.cpu.winograd.Strips;
import org.keras4j.engine.cpu.winograd.Tiling;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// How the work of a convolution is shared: in blocks of some strips, small enough that what a worker's transforms write is still
/// near when its product reads it.
///
/// @param images numbers of which type are read, and `results` read or written
/// @param strips of a block
/// @param workers at most
record WinogradBlocks(Tiling tiling, long channels, long filters, DType images, DType results, long strips, int workers) {
    /// Of the planes of a block, in bytes: half of a core's own cache.
    private static final long NEAR = 600_000;
    /// Products of fewer tiles read the kernel more often than it takes to multiply.
    private static final long FEWEST_TILES = 96;
    private static final long ALIGNMENT = 64;

    static WinogradBlocks of(Tiling tiling, Type images, Type results, int team) {
        long channels = images.shape().size(-1);
        long filters = results.shape().size(-1);
        long tiles = Math.max(FEWEST_TILES, NEAR / (tiling.algorithm().planes() * Float.BYTES * (channels + filters)));
        int workers = (int) Math.min(team, tiling.strips());
        long blocks = Math.ceilDiv(tiling.strips(), Math.max(1, tiles / tiling.across()));
        long evenly = Math.ceilDiv(blocks, workers) * workers;
        return new WinogradBlocks(tiling, channels, filters, images.dtype(), results.dtype(), Math.ceilDiv(tiling.strips(), evenly), workers);
    }

    /// Tiles of a block.
    long tiles() {
        return strips * tiling.across();
    }

    /// One of `[rows, columns]` for each plane.
    MemoryDesc planes(long rows, long columns) {
        return MemoryDesc.plain(DType.FLOAT32, Shape.of(tiling.algorithm().planes(), rows, columns));
    }

    /// The same whose rows lie as columns.
    MemoryDesc transposed(long rows, long columns) {
        return MemoryDesc.strided(DType.FLOAT32, Shape.of(tiling.algorithm().planes(), columns, rows), rows * columns, 1, columns);
    }

    /// What all workers need while the kernel runs.
    long scratchBytes(PrimitiveDesc product) {
        return workers * (stripsBytes() + productBytes(product));
    }

    private long stripsBytes() {
        return Strips.scratchBytes(tiling, strips, channels, filters, images, results);
    }

    private static long productBytes(PrimitiveDesc product) {
        return Math.ceilDiv(product.scratchpadBytes(), ALIGNMENT) * ALIGNMENT;
    }

    /// One thread's transforms and product.
    record Worker(Strips transforms, Call product) {}

    /// As many workers as the program has threads for.
    ///
    /// @param scratch of [#scratchBytes]
    /// @param arguments of the product of a worker with that number, but for its scratchpad
    List<Worker> workers(Kernel.Memory memory, MemorySegment scratch, PrimitiveDesc product,
                         BiFunction<Integer, Strips, Map<Arg, MemorySegment>> arguments) {
        var free = SegmentAllocator.slicingAllocator(scratch);
        return memory.team().alone(() -> IntStream.range(0, Math.min(workers, memory.team().size())).mapToObj(number -> {
            var transforms = new Strips(tiling, strips, channels, filters, images, results, free.allocate(stripsBytes(), ALIGNMENT));
            var all = new LinkedHashMap<>(arguments.apply(number, transforms));
            if (product.scratchpadBytes() > 0) {
                all.put(Arg.SCRATCHPAD, free.allocate(productBytes(product), ALIGNMENT));
            }
            return new Worker(transforms, product.bindApart(memory.scope(), all));
        }).toList());
    }

    /// The strips of a block, `end` excluded.
    interface Block {
        void run(long strip, long end);
    }

    /// Runs the blocks of one of `all` workers, one after the other.
    void share(int worker, int all, Block block) {
        long blocks = Math.ceilDiv(tiling.strips(), strips);
        for (long i = blocks * worker / all; i < blocks * (worker + 1) / all; i++) {
            block.run(i * strips, Math.min(tiling.strips(), (i + 1) * strips));
        }
    }
}
