package org.keras4j.engine.cpu.loops;

import module java.base;

/// [LoopPlan.Place]s as the flat numbers that kernels read.
final class Places {
    private static final int FIELDS = 5;

    private Places() {}

    static long[] flat(List<LoopPlan.Place> places) {
        return places.stream().flatMapToLong(p ->
                LongStream.of(p.buffer(), p.base(), p.perRow(), p.perBlock(), p.perChunk())).toArray();
    }

    static MemorySegment buffer(MemorySegment[] buffers, long[] places, int i) {
        return buffers[(int) places[i * FIELDS]];
    }

    /// The first byte of the tile's first column, in row 0.
    static long start(long[] places, int i, long block, long chunk) {
        int at = i * FIELDS;
        return places[at + 1] + block * places[at + 3] + chunk * places[at + 4];
    }

    /// Where in memory a part of a buffer starts.
    static long address(MemorySegment[] buffers, long[] places, int i, long block, long chunk) {
        return buffer(buffers, places, i).address() + start(places, i, block, chunk);
    }

    static long perRow(long[] places, int i) {
        return places[i * FIELDS + 2];
    }
}
