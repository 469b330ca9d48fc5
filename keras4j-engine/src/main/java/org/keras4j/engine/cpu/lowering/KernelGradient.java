package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.InnerProduct;
import org.keras4j.engine.cpu.foreign.Isa;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.foreign.OneDnn;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// The gradient `xᵀ·dy` by a kernel, as that of oneDNN's inner product: its older code for products, which doesn't split the work so that both
/// threads pack the same numbers, takes half to nine tenths of the newer one's time on AVX-512 (docs/decisions/0014).
///
/// @param x `[rows, inner]`
/// @param dy `[rows, columns]`
/// @param to float32 `[inner, columns]`
record KernelGradient(View x, View dy, View to) {
    /// Below that many rows of the kernel, bfloat16's is slower.
    private static final long NARROW = 64;
    /// By rows of dy that lie a multiple of so many elements apart, the newer code packs slowly; by others it is bfloat16's faster.
    private static final long APART = 512;

    /// Whether it is one, and faster so. What it reads and writes must lie plain.
    boolean isFaster() {
        DType dtype = x.type().dtype();
        boolean isKnown = x.type().rank() == 2 && to.type().dtype() == DType.FLOAT32 && OneDnn.get().isa().includes(Isa.AVX512_CORE);
        return isKnown && inner() <= columns()
                && (dtype == DType.FLOAT32 || dtype == DType.BFLOAT16 && inner() >= NARROW && columns() % APART == 0);
    }

    private long inner()   { return x.type().shape().size(1); }
    private long columns() { return dy.type().shape().size(1); }

    void lower(ProgramBuilder program) {
        MemoryDesc kernel = MemoryDesc.strided(DType.FLOAT32, Shape.of(columns(), inner()), 1, columns());
        var desc = InnerProduct.backwardWeights(plain(x), kernel, plain(dy), Attributes.PLAIN);
        program.emit("matmul", desc, Map.of(Arg.SRC, x, Arg.DIFF_DST, dy, Arg.DIFF_WEIGHTS, to), Set.of(Arg.DIFF_WEIGHTS));
    }

    private static MemoryDesc plain(View view) {
        return MemoryDesc.plain(view.type().dtype(), view.type().shape());
    }
}
