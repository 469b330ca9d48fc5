package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Whether the weights of a product are packed ahead of it, as oneDNN wants them. It packs them itself otherwise, each thread those that it
/// needs, some of them more than once: with many rows that costs more than a kernel that only packs (docs/decisions/0014).
final class Packing {
    /// As many rows make packing worth its while.
    private static final long ROWS = 1024;
    /// Transposed weights take longer to pack,
    private static final long ROWS_TRANSPOSED = 2048;
    /// and several times as long unless their rows and columns fill oneDNN's blocks.
    private static final long BLOCK = 64;
    /// Rows of float32 that lie a multiple of so many elements apart are those that oneDNN packs slowly itself.
    private static final long APART = 512;

    private Packing() {}

    /// @param src `[rows, inner]`
    /// @param weights `[inner, columns]` by their strides
    static boolean pays(MemoryDesc src, MemoryDesc weights) {
        Shape shape = weights.shape();
        if (shape.rank() != 2) {
            return false;
        }
        long rows = src.shape().size(0);
        boolean isTransposed = weights.strides()[0] == 1 && shape.size(1) > 1;
        return isTransposed ? rows >= ROWS_TRANSPOSED && shape.size(0) % BLOCK == 0 && shape.size(1) % BLOCK == 0
                : rows >= ROWS && (weights.dtype() == DType.BFLOAT16 || shape.size(1) % APART == 0);
    }
}
