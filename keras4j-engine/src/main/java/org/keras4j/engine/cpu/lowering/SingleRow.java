package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.kernels.RowTimesMatrix;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Vectors;

/// The product of one row with a large or a narrow matrix that runs don't change: see [RowTimesMatrix].
public final class SingleRow {
    /// A smaller matrix stays in the caches near a core, where oneDNN's product is as fast unless it is narrow.
    private static final long LARGE = 256 << 10;

    private final ProgramBuilder program;

    SingleRow(ProgramBuilder program) {
        this.program = program;
    }

    /// `after(row·matrix + bias)`
    ///
    /// @param weights the matrix's elements
    /// @param matrix how they lie
    record Product(View row, View weights, MemoryDesc matrix, Optional<View> bias, Attributes after, View to) {
        private List<View> weightsAndBias() {
            return Stream.concat(Stream.of(weights), bias.stream()).toList();
        }

        private long rows()     { return matrix.shape().size(-2); }
        private long columns()  { return matrix.shape().size(-1); }
        private long down()     { return matrix.strides()[matrix.shape().rank() - 2]; }
        private long along()    { return matrix.strides()[matrix.shape().rank() - 1]; }
    }

    boolean fits(Product p) {
        return program.isPrepared(p.weightsAndBias()) && Vectors.areAvailable()
                && Stream.of(p.row, p.weights, p.to).allMatch(view -> view.type().dtype() == DType.FLOAT32)
                && p.row.type().elements() == p.rows()
                && isFaster(p.rows(), p.columns())
                && p.after.isAtMostRelu();
    }

    /// Whether oneDNN's product takes longer, for a matrix of that size.
    public static boolean isFaster(long rows, long columns) {
        return columns <= RowTimesMatrix.NARROW ? rows * RowTimesMatrix.NARROW * Float.BYTES <= LARGE : rows * columns * Float.BYTES >= LARGE;
    }

    /// Of one that [fits][#fits].
    void lower(Product p) {
        RowTimesMatrix.warm();
        int width = RowTimesMatrix.width(p.columns());
        long results = (long) width * Float.BYTES;
        long panel = (1 + p.rows()) * results;
        long panels = Math.ceilDiv(p.columns(), width);
        View packed = program.layouts().bytes(panels * panel, p.weights);
        program.emit(Kernel.loop("pack", p.weightsAndBias(), List.of(packed), memory -> () -> RowTimesMatrix.pack(
                memory.of(p.weights), p.rows(), p.columns(), p.down(), p.along(), p.bias.map(memory::of), memory.of(packed))));
        // The last panel has more results than there are columns.
        View whole = program.scratch(panels * results);
        float least = p.after.least();
        program.emit(new Kernel("row times matrix", "", "panels", true, List.of(p.row, packed), List.of(p.to, whole), List.of(), memory -> {
            long x = memory.of(p.row).address();
            long first = memory.of(packed).address();
            MemorySegment all = memory.of(whole);
            MemorySegment to = memory.of(p.to);
            Team.Body body = (worker, workers) -> {
                for (long i = panels * worker / workers; i < panels * (worker + 1) / workers; i++) {
                    RowTimesMatrix.multiply(x, p.rows() * Float.BYTES, first + i * panel, width, least, all.address() + i * results);
                }
            };
            return () -> {
                memory.team().parallel((int) Math.min(panels, memory.team().size()), body);
                MemorySegment.copy(all, 0, to, 0, to.byteSize());
            };
        }));
    }
}
