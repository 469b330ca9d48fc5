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

/// Convolutions of float32 images that have few channels, such as colours, and the gradients of their kernels: sums of eight or ten vectors
/// that stay in registers. Channels lie last, and a kernel is `[high, wide, channels, filters]`: what a row of a window sees lies in one
/// piece, a tap of it being a pixel's channel. Addresses are trusted: who calls has checked that there is as much memory.
public final class FewChannels {
    /// Filters of a sum: two vectors.
    public static final int FILTERS = 2 * LANES;
    /// Results side by side that are summed up together: eight vectors.
    public static final int RESULTS = 4;
    /// Taps of a kernel's gradient that are summed up together: ten vectors.
    static final int TAPS = 5;

    private FewChannels() {}

    /// A row of results, of [#FILTERS] filters.
    ///
    /// @param x what the first window sees first
    /// @param line bytes from a row of a window to the next
    /// @param high rows of a window
    /// @param taps bytes of a row of a window
    /// @param columns windows side by side, [#RESULTS] or more, `apart` bytes apart
    /// @param kernel the first of the filters
    /// @param filters bytes of all filters of a tap, or of a result
    /// @param bias the first of as many numbers as filters
    /// @param least what results below it become: 0 for a ReLU, −∞ for none
    /// @param to the first result
    static void results(long x, long line, int high, int taps, int columns, long apart, long kernel, long filters, long bias, float least, long to) {
        FloatVector floor = broadcast(F, least);
        for (int column = 0; column < columns; column += RESULTS) {
            int first = Math.min(column, columns - RESULTS);           // the last ones may be written twice
            FloatVector a0 = fromMemorySegment(F, ALL, bias, ORDER);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            FloatVector b0 = fromMemorySegment(F, ALL, bias + VECTOR, ORDER);
            FloatVector b1 = b0;
            FloatVector b2 = b0;
            FloatVector b3 = b0;
            long w = kernel;
            long at = x + first * apart;
            int left = taps;
            for (int i = high * taps; i != 0; i -= Float.BYTES) {
                FloatVector a = fromMemorySegment(F, ALL, w, ORDER);
                FloatVector b = fromMemorySegment(F, ALL, w + VECTOR, ORDER);
                FloatVector x0 = broadcast(F, ALL.get(FLOAT, at));
                FloatVector x1 = broadcast(F, ALL.get(FLOAT, at + apart));
                FloatVector x2 = broadcast(F, ALL.get(FLOAT, at + 2 * apart));
                FloatVector x3 = broadcast(F, ALL.get(FLOAT, at + 3 * apart));
                a0 = x0.fma(a, a0);
                b0 = x0.fma(b, b0);
                a1 = x1.fma(a, a1);
                b1 = x1.fma(b, b1);
                a2 = x2.fma(a, a2);
                b2 = x2.fma(b, b2);
                a3 = x3.fma(a, a3);
                b3 = x3.fma(b, b3);
                at += Float.BYTES;
                w += filters;
                left -= Float.BYTES;
                if (left == 0) {
                    left = taps;
                    at += line - taps;
                }
            }
            long result = to + first * filters;
            floor.max(a0).intoMemorySegment(ALL, result, ORDER);
            floor.max(b0).intoMemorySegment(ALL, result + VECTOR, ORDER);
            floor.max(a1).intoMemorySegment(ALL, result + filters, ORDER);
            floor.max(b1).intoMemorySegment(ALL, result + filters + VECTOR, ORDER);
            floor.max(a2).intoMemorySegment(ALL, result + 2 * filters, ORDER);
            floor.max(b2).intoMemorySegment(ALL, result + 2 * filters + VECTOR, ORDER);
            floor.max(a3).intoMemorySegment(ALL, result + 3 * filters, ORDER);
            floor.max(b3).intoMemorySegment(ALL, result + 3 * filters + VECTOR, ORDER);
        }
    }

    /// Adds what an image gives to the gradients of [#TAPS] taps of a kernel, of [#FILTERS] filters.
    ///
    /// @param taps where the first window sees each tap
    /// @param to the gradients of each tap
    /// @param rows windows below each other, `down` bytes apart
    /// @param columns windows side by side, `apart` bytes apart
    /// @param dy the gradient of the first result; the next is `filters` bytes behind it
    static void gradients(long[] taps, long[] to, int rows, long down, int columns, long apart, long dy, long filters) {
        gradients(taps[0], taps[1], taps[2], taps[3], taps[4], to[0], to[1], to[2], to[3], to[4], rows, down, columns, apart, dy, filters);
    }

    private static void gradients(long x0, long x1, long x2, long x3, long x4, long g0, long g1, long g2, long g3, long g4,
            int rows, long down, int columns, long apart, long dy, long filters) {
        FloatVector a0 = fromMemorySegment(F, ALL, g0, ORDER);
        FloatVector b0 = fromMemorySegment(F, ALL, g0 + VECTOR, ORDER);
        FloatVector a1 = fromMemorySegment(F, ALL, g1, ORDER);
        FloatVector b1 = fromMemorySegment(F, ALL, g1 + VECTOR, ORDER);
        FloatVector a2 = fromMemorySegment(F, ALL, g2, ORDER);
        FloatVector b2 = fromMemorySegment(F, ALL, g2 + VECTOR, ORDER);
        FloatVector a3 = fromMemorySegment(F, ALL, g3, ORDER);
        FloatVector b3 = fromMemorySegment(F, ALL, g3 + VECTOR, ORDER);
        FloatVector a4 = fromMemorySegment(F, ALL, g4, ORDER);
        FloatVector b4 = fromMemorySegment(F, ALL, g4 + VECTOR, ORDER);
        long at = 0;
        long y = dy;
        int left = columns;
        for (int i = rows * columns; i != 0; i--) {
            FloatVector a = fromMemorySegment(F, ALL, y, ORDER);
            FloatVector b = fromMemorySegment(F, ALL, y + VECTOR, ORDER);
            FloatVector t0 = broadcast(F, ALL.get(FLOAT, x0 + at));
            FloatVector t1 = broadcast(F, ALL.get(FLOAT, x1 + at));
            FloatVector t2 = broadcast(F, ALL.get(FLOAT, x2 + at));
            FloatVector t3 = broadcast(F, ALL.get(FLOAT, x3 + at));
            FloatVector t4 = broadcast(F, ALL.get(FLOAT, x4 + at));
            a0 = t0.fma(a, a0);
            b0 = t0.fma(b, b0);
            a1 = t1.fma(a, a1);
            b1 = t1.fma(b, b1);
            a2 = t2.fma(a, a2);
            b2 = t2.fma(b, b2);
            a3 = t3.fma(a, a3);
            b3 = t3.fma(b, b3);
            a4 = t4.fma(a, a4);
            b4 = t4.fma(b, b4);
            at += apart;
            y += filters;
            left--;
            if (left == 0) {
                left = columns;
                at += down - columns * apart;
            }
        }
        FloatVector nothing = broadcast(F, NOTHING);
        nothing.add(a0).intoMemorySegment(ALL, g0, ORDER);
        nothing.add(b0).intoMemorySegment(ALL, g0 + VECTOR, ORDER);
        nothing.add(a1).intoMemorySegment(ALL, g1, ORDER);
        nothing.add(b1).intoMemorySegment(ALL, g1 + VECTOR, ORDER);
        nothing.add(a2).intoMemorySegment(ALL, g2, ORDER);
        nothing.add(b2).intoMemorySegment(ALL, g2 + VECTOR, ORDER);
        nothing.add(a3).intoMemorySegment(ALL, g3, ORDER);
        nothing.add(b3).intoMemorySegment(ALL, g3 + VECTOR, ORDER);
        nothing.add(a4).intoMemorySegment(ALL, g4, ORDER);
        nothing.add(b4).intoMemorySegment(ALL, g4 + VECTOR, ORDER);
    }

    /// Brings the results to compiled speed, on another thread.
    public static void warmResults() {
        KernelWarmup.add("results of few channels", memory -> {
            long buffer = memory.allocate(2L * VECTOR, VECTOR).address();
            // The compiler unrolls a loop, and keeps its numbers in registers, by how often it went round.
            int taps = 4 * Float.BYTES;
            return List.of(() -> results(buffer, 0, 3, taps, 2 * RESULTS, 0, buffer, 0, buffer, 0, buffer));
        });
    }

    /// Brings the gradients to compiled speed, on another thread.
    public static void warmGradients() {
        KernelWarmup.add("gradients of few channels", memory -> {
            var all = new long[TAPS];
            Arrays.fill(all, memory.allocate(2L * VECTOR, VECTOR).address());
            // After a few hundred results the compiler keeps the sums in registers; after some dozen, its code takes half as long again.
            return List.of(() -> gradients(all, all, 24, 0, 24, 0, all[0], 0));
        });
    }
}
