package org.keras4j.engine.cpu.kernels;

import module java.base;
import jdk.incubator.vector.FloatVector;
import org.keras4j.engine.cpu.loops.KernelWarmup;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static org.keras4j.engine.cpu.kernels.Floats.F;
import static org.keras4j.engine.cpu.kernels.Floats.FLOAT;
import static org.keras4j.engine.cpu.kernels.Floats.LANES;
import static org.keras4j.engine.cpu.kernels.Floats.NOTHING;
import static org.keras4j.engine.cpu.kernels.Floats.ORDER;
import static org.keras4j.engine.cpu.kernels.Floats.VECTOR;
import static org.keras4j.engine.cpu.loops.Memory.ALL;

/// `max(least, b + x·W)` of one row `x`. Each number of the matrix is needed once, so that the product takes as long as the matrix takes to
/// come from memory: it is packed into panels of some columns each, which are read from the first byte to the last.
///
/// Sums have an order of their own, whoever works on a panel. Addresses are trusted: who calls has checked that there is as much memory.
public final class RowTimesMatrix {
    /// Columns of a narrow matrix, at most: one vector, whose sums are four, of every fourth row each.
    public static final int NARROW = LANES;
    /// Columns of a panel of another: four vectors, whose sums are independent of each other.
    public static final int WIDE = 4 * LANES;

    private RowTimesMatrix() {}

    /// Columns of each panel, of which the last is filled up with zeros.
    public static int width(long columns) {
        return columns <= NARROW ? NARROW : WIDE;
    }

    /// Packs `[rows, columns]` into `[panels, 1 + rows, width]`, of which the first row is the bias.
    ///
    /// @param down from one row to the next, in elements
    /// @param along from one column to the next
    /// @param bias as many numbers as columns, or none
    public static void pack(MemorySegment matrix, long rows, long columns, long down, long along, Optional<MemorySegment> bias, MemorySegment panels) {
        panels.fill((byte) 0);
        int width = width(columns);
        for (long column = 0; column < columns; column++) {
            long to = column / width * (rows + 1) * width + column % width;
            if (bias.isPresent()) {
                panels.setAtIndex(FLOAT, to, bias.get().getAtIndex(FLOAT, column));
            }
            for (long row = 0; row < rows; row++) {
                panels.setAtIndex(FLOAT, to + (row + 1) * width, matrix.getAtIndex(FLOAT, row * down + column * along));
            }
        }
    }

    /// One panel's results.
    ///
    /// @param x the row, of so many bytes
    /// @param least what results below it become: 0 for a ReLU, −∞ for none
    /// @param to where as many results go as a panel is wide
    public static void multiply(long x, long bytes, long panel, int width, float least, long to) {
        if (width == NARROW) {
            narrow(x, bytes, panel, least, to);
        } else {
            wide(x, bytes, panel, least, to);
        }
    }

    private static void narrow(long x, long bytes, long panel, float least, long to) {
        FloatVector y0 = fromMemorySegment(F, ALL, panel, ORDER);
        FloatVector y1 = broadcast(F, 0);
        FloatVector y2 = y1;
        FloatVector y3 = y1;
        long w = panel + VECTOR;
        long at = x;
        for (long end = x + bytes / (4 * Float.BYTES) * (4 * Float.BYTES); at < end; at += 4 * Float.BYTES) {
            y0 = broadcast(F, ALL.get(FLOAT, at)).fma(fromMemorySegment(F, ALL, w, ORDER), y0);
            y1 = broadcast(F, ALL.get(FLOAT, at + Float.BYTES)).fma(fromMemorySegment(F, ALL, w + VECTOR, ORDER), y1);
            y2 = broadcast(F, ALL.get(FLOAT, at + 2 * Float.BYTES)).fma(fromMemorySegment(F, ALL, w + 2 * VECTOR, ORDER), y2);
            y3 = broadcast(F, ALL.get(FLOAT, at + 3 * Float.BYTES)).fma(fromMemorySegment(F, ALL, w + 3 * VECTOR, ORDER), y3);
            w += 4 * VECTOR;
        }
        for (; at < x + bytes; at += Float.BYTES) {
            y0 = broadcast(F, ALL.get(FLOAT, at)).fma(fromMemorySegment(F, ALL, w, ORDER), y0);
            w += VECTOR;
        }
        FloatVector nothing = broadcast(F, NOTHING);
        nothing.add(y0).add(y1).add(nothing.add(y2).add(y3)).max(least).intoMemorySegment(ALL, to, ORDER);
    }

    private static void wide(long x, long bytes, long panel, float least, long to) {
        FloatVector y0 = fromMemorySegment(F, ALL, panel, ORDER);
        FloatVector y1 = fromMemorySegment(F, ALL, panel + VECTOR, ORDER);
        FloatVector y2 = fromMemorySegment(F, ALL, panel + 2 * VECTOR, ORDER);
        FloatVector y3 = fromMemorySegment(F, ALL, panel + 3 * VECTOR, ORDER);
        long w = panel;
        for (long at = x; at < x + bytes; at += Float.BYTES) {
            FloatVector number = broadcast(F, ALL.get(FLOAT, at));
            w += 4 * VECTOR;
            y0 = number.fma(fromMemorySegment(F, ALL, w, ORDER), y0);
            y1 = number.fma(fromMemorySegment(F, ALL, w + VECTOR, ORDER), y1);
            y2 = number.fma(fromMemorySegment(F, ALL, w + 2 * VECTOR, ORDER), y2);
            y3 = number.fma(fromMemorySegment(F, ALL, w + 3 * VECTOR, ORDER), y3);
        }
        FloatVector floor = broadcast(F, least);
        floor.max(y0).intoMemorySegment(ALL, to, ORDER);
        floor.max(y1).intoMemorySegment(ALL, to + VECTOR, ORDER);
        floor.max(y2).intoMemorySegment(ALL, to + 2 * VECTOR, ORDER);
        floor.max(y3).intoMemorySegment(ALL, to + 3 * VECTOR, ORDER);
    }

    /// Brings it to compiled speed, on another thread.
    public static void warm() {
        KernelWarmup.add(RowTimesMatrix.class, memory -> {
            int rows = 10;                                           // and so some behind the last four
            long panel = memory.allocate((1 + rows) * WIDE * Float.BYTES, VECTOR).address();
            return Stream.of(NARROW, WIDE).<Runnable>map(width -> () -> multiply(panel, rows * Float.BYTES, panel, width, 0, panel)).toList();
        });
    }
}
