package org.keras4j.engine.cpu.loops;

import module java.base;

/// A printed loop. Each kernel is a hidden class of its own.
public interface LoopKernel {
    /// Runs one tile: rows `fromRow` to `toRow`, columns `fromColumn` to `toColumn` (exclusive).
    ///
    /// @param places [Places] of the buffers, five numbers each
    void run(MemorySegment[] buffers, long[] places, long fromRow, long toRow, long fromColumn, long toColumn, long block,
            long chunk);
}
