package org.keras4j.engine.cpu.winograd;

import module java.base;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.keras4j.engine.cpu.loops.KernelWarmup;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.LE;
import static org.keras4j.engine.cpu.loops.Memory.ALL;

/// The transforms of [Algorithm] along one axis, for lines of float32 in memory: each number of a result is made of those at the same
/// place in the lines that are read. Addresses are trusted: who calls has checked that there is as much memory.
///
/// C2 inlines the Vector API into a method of any size but nothing else once that has grown, and a vector that is passed to a call
/// becomes an object: hence no methods for what these have in common.
public final class Transforms {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    /// Floats of a vector.
    public static final int LANES = F.length();
    private static final int VECTOR = F.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Transforms() {}

    /// How lines are walked along.
    ///
    /// @param bytes of a run, a whole number of vectors
    /// @param times runs of each line
    /// @param from from the beginning of a run to that of the next, in the lines that are added up
    /// @param to the same in the sums
    record Walk(int bytes, int times, long from, long to) {
        static Walk along(int bytes) {
            return new Walk(bytes, 1, 0, 0);
        }
    }

    /// `Bᵀ d`
    ///
    /// @param lines of pixels
    /// @param to the first of the results, which lie `apart` bytes from each other
    static void pixels(long[] lines, Walk walk, long to, long apart) {
        pixels(lines[0], lines[1], lines[2], lines[3], lines[4], lines[5], walk.bytes, walk.times, walk.from, to, apart, walk.to);
    }

    /// `B m`, which is added to what tiles in front have left in the first lines of `to`, and replaces the other ones.
    static void spread(Algorithm algorithm, long[] lines, Walk walk, long[] to) {
        switch (algorithm) {
            case F_4_3 -> spreadByFour(lines[0], lines[1], lines[2], lines[3], lines[4], lines[5], walk.bytes, walk.times, walk.from,
                    to[0], to[1], to[2], to[3], to[4], to[5], walk.to);
            case F_2_5 -> spreadByTwo(lines[0], lines[1], lines[2], lines[3], lines[4], lines[5], walk.bytes, walk.times, walk.from,
                    to[0], to[1], to[2], to[3], to[4], to[5], walk.to);
        }
    }

    /// `Aᵀ m`
    static void results(Algorithm algorithm, long[] lines, Walk walk, long to, long apart) {
        switch (algorithm) {
            case F_4_3 -> fourResults(lines[0], lines[1], lines[2], lines[3], lines[4], lines[5], walk.bytes, walk.times, walk.from, to, apart, walk.to);
            case F_2_5 -> twoResults(lines[0], lines[1], lines[2], lines[3], lines[4], lines[5], walk.bytes, walk.times, walk.from, to, apart, walk.to);
        }
    }

    /// `A y`
    static void gradients(Algorithm algorithm, long[] lines, Walk walk, long to, long apart) {
        switch (algorithm) {
            case F_4_3 -> fourGradients(lines[0], lines[1], lines[2], lines[3], walk.bytes, walk.times, walk.from, to, apart, walk.to);
            case F_2_5 -> twoGradients(lines[0], lines[1], walk.bytes, walk.times, walk.from, to, apart, walk.to);
        }
    }

    /// Any transform, three times slower.
    ///
    /// @param sums how many of the combination's are wanted
    static void combine(Combination combination, int sums, long[] lines, Walk walk, long to, long apart) {
        for (int i = 0; i < sums; i++) {
            add(combination.numbers()[i], lines[combination.line(i, 0)], lines[combination.line(i, 1)], lines[combination.line(i, 2)],
                    lines[combination.line(i, 3)], lines[combination.line(i, 4)], walk.bytes, walk.times, walk.from, to + i * apart, walk.to);
        }
    }

    /// `Bᵀ d`
    private static void pixels(long d0, long d1, long d2, long d3, long d4, long d5, int bytes, int times, long step,
            long to, long apart, long toStep) {
        FloatVector half = broadcast(F, 0.5f);
        FloatVector more = broadcast(F, 1.5f);
        FloatVector two = broadcast(F, 2);
        FloatVector minus3 = broadcast(F, -3);
        long at = 0;
        long out = to;
        int left = bytes;
        for (int i = times * bytes; i != 0; i -= VECTOR) {
            FloatVector x1 = fromMemorySegment(F, ALL, d1 + at, ORDER);
            FloatVector x2 = fromMemorySegment(F, ALL, d2 + at, ORDER);
            FloatVector x3 = fromMemorySegment(F, ALL, d3 + at, ORDER);
            FloatVector x4 = fromMemorySegment(F, ALL, d4 + at, ORDER);
            FloatVector even = x4.sub(x2);
            FloatVector odd = x1.sub(x3);
            FloatVector rest = x3.fma(half, x2.fma(more, x1));
            odd.fma(more, fromMemorySegment(F, ALL, d0 + at, ORDER).sub(x2).add(even)).intoMemorySegment(ALL, out, ORDER);
            even.sub(rest).intoMemorySegment(ALL, out + apart, ORDER);
            x3.fma(minus3, even.add(rest)).intoMemorySegment(ALL, out + 2 * apart, ORDER);
            even.sub(odd.mul(half)).intoMemorySegment(ALL, out + 3 * apart, ORDER);
            odd.fma(two, even).intoMemorySegment(ALL, out + 4 * apart, ORDER);
            fromMemorySegment(F, ALL, d5 + at, ORDER).sub(x3).add(odd).sub(even.mul(more)).intoMemorySegment(ALL, out + 5 * apart, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = bytes;
                at += step - bytes;
                out += toStep - bytes;
            }
        }
    }

    /// `B m`, the steps of `pixels` each transposed, for tiles four pixels from each other.
    private static void spreadByFour(long m0, long m1, long m2, long m3, long m4, long m5, int bytes, int times, long step,
            long x0, long x1, long x2, long x3, long x4, long x5, long toStep) {
        FloatVector half = broadcast(F, 0.5f);
        FloatVector minusHalf = broadcast(F, -0.5f);
        FloatVector more = broadcast(F, 1.5f);
        FloatVector minusMore = broadcast(F, -1.5f);
        FloatVector two = broadcast(F, 2);
        FloatVector minus3 = broadcast(F, -3);
        long at = 0;
        long out = 0;
        int left = bytes;
        for (int i = times * bytes; i != 0; i -= VECTOR) {
            FloatVector p0 = fromMemorySegment(F, ALL, m0 + at, ORDER);
            FloatVector p1 = fromMemorySegment(F, ALL, m1 + at, ORDER);
            FloatVector p2 = fromMemorySegment(F, ALL, m2 + at, ORDER);
            FloatVector p3 = fromMemorySegment(F, ALL, m3 + at, ORDER);
            FloatVector p4 = fromMemorySegment(F, ALL, m4 + at, ORDER);
            FloatVector p5 = fromMemorySegment(F, ALL, m5 + at, ORDER);
            FloatVector even = p5.fma(minusMore, p0).add(p1.add(p2)).add(p3.add(p4));
            FloatVector odd = p4.fma(two, p3.fma(minusHalf, p0.fma(more, p5)));
            FloatVector rest = p2.sub(p1);
            fromMemorySegment(F, ALL, x0 + out, ORDER).add(p0).intoMemorySegment(ALL, x0 + out, ORDER);
            fromMemorySegment(F, ALL, x1 + out, ORDER).add(odd.add(rest)).intoMemorySegment(ALL, x1 + out, ORDER);
            rest.fma(more, p0.neg()).sub(even).intoMemorySegment(ALL, x2 + out, ORDER);
            p2.fma(minus3, rest.mul(half)).sub(odd.add(p5)).intoMemorySegment(ALL, x3 + out, ORDER);
            even.intoMemorySegment(ALL, x4 + out, ORDER);
            p5.intoMemorySegment(ALL, x5 + out, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = bytes;
                at += step - bytes;
                out += toStep - bytes;
            }
        }
    }

    /// The same for tiles two pixels from each other.
    private static void spreadByTwo(long m0, long m1, long m2, long m3, long m4, long m5, int bytes, int times, long step,
            long x0, long x1, long x2, long x3, long x4, long x5, long toStep) {
        FloatVector half = broadcast(F, 0.5f);
        FloatVector minusHalf = broadcast(F, -0.5f);
        FloatVector more = broadcast(F, 1.5f);
        FloatVector minusMore = broadcast(F, -1.5f);
        FloatVector two = broadcast(F, 2);
        FloatVector minus3 = broadcast(F, -3);
        long at = 0;
        long out = 0;
        int left = bytes;
        for (int i = times * bytes; i != 0; i -= VECTOR) {
            FloatVector p0 = fromMemorySegment(F, ALL, m0 + at, ORDER);
            FloatVector p1 = fromMemorySegment(F, ALL, m1 + at, ORDER);
            FloatVector p2 = fromMemorySegment(F, ALL, m2 + at, ORDER);
            FloatVector p3 = fromMemorySegment(F, ALL, m3 + at, ORDER);
            FloatVector p4 = fromMemorySegment(F, ALL, m4 + at, ORDER);
            FloatVector p5 = fromMemorySegment(F, ALL, m5 + at, ORDER);
            FloatVector even = p5.fma(minusMore, p0).add(p1.add(p2)).add(p3.add(p4));
            FloatVector odd = p4.fma(two, p3.fma(minusHalf, p0.fma(more, p5)));
            FloatVector rest = p2.sub(p1);
            fromMemorySegment(F, ALL, x0 + out, ORDER).add(p0).intoMemorySegment(ALL, x0 + out, ORDER);
            fromMemorySegment(F, ALL, x1 + out, ORDER).add(odd.add(rest)).intoMemorySegment(ALL, x1 + out, ORDER);
            fromMemorySegment(F, ALL, x2 + out, ORDER).add(rest.fma(more, p0.neg()).sub(even)).intoMemorySegment(ALL, x2 + out, ORDER);
            fromMemorySegment(F, ALL, x3 + out, ORDER).add(p2.fma(minus3, rest.mul(half)).sub(odd.add(p5))).intoMemorySegment(ALL, x3 + out, ORDER);
            even.intoMemorySegment(ALL, x4 + out, ORDER);
            p5.intoMemorySegment(ALL, x5 + out, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = bytes;
                at += step - bytes;
                out += toStep - bytes;
            }
        }
    }

    /// `Aᵀ m` of F(4, 3).
    private static void fourResults(long m0, long m1, long m2, long m3, long m4, long m5, int bytes, int times, long step,
            long to, long apart, long toStep) {
        FloatVector minusHalf = broadcast(F, -0.5f);
        FloatVector quarter = broadcast(F, 0.25f);
        FloatVector minusEighth = broadcast(F, -0.125f);
        FloatVector two = broadcast(F, 2);
        FloatVector four = broadcast(F, 4);
        FloatVector eight = broadcast(F, 8);
        long at = 0;
        long out = to;
        int left = bytes;
        for (int i = times * bytes; i != 0; i -= VECTOR) {
            FloatVector p1 = fromMemorySegment(F, ALL, m1 + at, ORDER);
            FloatVector p2 = fromMemorySegment(F, ALL, m2 + at, ORDER);
            FloatVector p3 = fromMemorySegment(F, ALL, m3 + at, ORDER);
            FloatVector p4 = fromMemorySegment(F, ALL, m4 + at, ORDER);
            FloatVector even = p1.add(p2);
            FloatVector odd = p1.sub(p2);
            fromMemorySegment(F, ALL, m0 + at, ORDER).add(even).add(p3.add(p4)).intoMemorySegment(ALL, out, ORDER);
            p4.fma(minusHalf, p3.fma(two, odd)).intoMemorySegment(ALL, out + apart, ORDER);
            p4.fma(quarter, p3.fma(four, even)).intoMemorySegment(ALL, out + 2 * apart, ORDER);
            p4.fma(minusEighth, p3.fma(eight, odd)).add(fromMemorySegment(F, ALL, m5 + at, ORDER)).intoMemorySegment(ALL, out + 3 * apart, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = bytes;
                at += step - bytes;
                out += toStep - bytes;
            }
        }
    }

    /// `Aᵀ m` of F(2, 5).
    private static void twoResults(long m0, long m1, long m2, long m3, long m4, long m5, int bytes, int times, long step,
            long to, long apart, long toStep) {
        FloatVector two = broadcast(F, 2);
        FloatVector minusHalf = broadcast(F, -0.5f);
        long at = 0;
        long out = to;
        int left = bytes;
        for (int i = times * bytes; i != 0; i -= VECTOR) {
            FloatVector p1 = fromMemorySegment(F, ALL, m1 + at, ORDER);
            FloatVector p2 = fromMemorySegment(F, ALL, m2 + at, ORDER);
            FloatVector p3 = fromMemorySegment(F, ALL, m3 + at, ORDER);
            FloatVector p4 = fromMemorySegment(F, ALL, m4 + at, ORDER);
            fromMemorySegment(F, ALL, m0 + at, ORDER).add(p1.add(p2)).add(p3.add(p4)).intoMemorySegment(ALL, out, ORDER);
            p4.fma(minusHalf, p3.fma(two, p1.sub(p2))).add(fromMemorySegment(F, ALL, m5 + at, ORDER)).intoMemorySegment(ALL, out + apart, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = bytes;
                at += step - bytes;
                out += toStep - bytes;
            }
        }
    }

    /// `A y` of F(4, 3).
    private static void fourGradients(long y0, long y1, long y2, long y3, int bytes, int times, long step,
            long to, long apart, long toStep) {
        FloatVector minusHalf = broadcast(F, -0.5f);
        FloatVector quarter = broadcast(F, 0.25f);
        FloatVector two = broadcast(F, 2);
        FloatVector four = broadcast(F, 4);
        long at = 0;
        long out = to;
        int left = bytes;
        for (int i = times * bytes; i != 0; i -= VECTOR) {
            FloatVector x0 = fromMemorySegment(F, ALL, y0 + at, ORDER);
            FloatVector x1 = fromMemorySegment(F, ALL, y1 + at, ORDER);
            FloatVector x2 = fromMemorySegment(F, ALL, y2 + at, ORDER);
            FloatVector x3 = fromMemorySegment(F, ALL, y3 + at, ORDER);
            FloatVector even = x0.add(x2);
            FloatVector odd = x1.add(x3);
            x0.intoMemorySegment(ALL, out, ORDER);
            even.add(odd).intoMemorySegment(ALL, out + apart, ORDER);
            even.sub(odd).intoMemorySegment(ALL, out + 2 * apart, ORDER);
            x3.fma(four, x1).fma(two, x2.fma(four, x0)).intoMemorySegment(ALL, out + 3 * apart, ORDER);
            x3.fma(quarter, x1).fma(minusHalf, x2.fma(quarter, x0)).intoMemorySegment(ALL, out + 4 * apart, ORDER);
            x3.intoMemorySegment(ALL, out + 5 * apart, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = bytes;
                at += step - bytes;
                out += toStep - bytes;
            }
        }
    }

    /// `A y` of F(2, 5).
    private static void twoGradients(long y0, long y1, int bytes, int times, long step,
            long to, long apart, long toStep) {
        FloatVector two = broadcast(F, 2);
        FloatVector minusHalf = broadcast(F, -0.5f);
        long at = 0;
        long out = to;
        int left = bytes;
        for (int i = times * bytes; i != 0; i -= VECTOR) {
            FloatVector x0 = fromMemorySegment(F, ALL, y0 + at, ORDER);
            FloatVector x1 = fromMemorySegment(F, ALL, y1 + at, ORDER);
            x0.intoMemorySegment(ALL, out, ORDER);
            x0.add(x1).intoMemorySegment(ALL, out + apart, ORDER);
            x0.sub(x1).intoMemorySegment(ALL, out + 2 * apart, ORDER);
            x1.fma(two, x0).intoMemorySegment(ALL, out + 3 * apart, ORDER);
            x1.fma(minusHalf, x0).intoMemorySegment(ALL, out + 4 * apart, ORDER);
            x1.intoMemorySegment(ALL, out + 5 * apart, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = bytes;
                at += step - bytes;
                out += toStep - bytes;
            }
        }
    }

    private static void add(float[] numbers, long x0, long x1, long x2, long x3, long x4, int bytes, int times, long step, long to, long toStep) {
        FloatVector n0 = broadcast(F, numbers[0]);
        FloatVector n1 = broadcast(F, numbers[1]);
        FloatVector n2 = broadcast(F, numbers[2]);
        FloatVector n3 = broadcast(F, numbers[3]);
        FloatVector n4 = broadcast(F, numbers[4]);
        long at = 0;
        long out = to;
        int left = bytes;
        for (int i = times * bytes; i != 0; i -= VECTOR) {
            FloatVector sum = fromMemorySegment(F, ALL, x0 + at, ORDER).mul(n0);
            sum = fromMemorySegment(F, ALL, x1 + at, ORDER).fma(n1, sum);
            sum = fromMemorySegment(F, ALL, x2 + at, ORDER).fma(n2, sum);
            sum = fromMemorySegment(F, ALL, x3 + at, ORDER).fma(n3, sum);
            fromMemorySegment(F, ALL, x4 + at, ORDER).fma(n4, sum).intoMemorySegment(ALL, out, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = bytes;
                at += step - bytes;
                out += toStep - bytes;
            }
        }
    }

    /// Adds a number to each channel of some pixels, and makes 0 of what is below it then, if wanted.
    static void finish(long pixels, int bytes, int times, long bias, boolean isRelu) {
        long at = pixels;
        int e = 0;
        for (int i = times * bytes; i != 0; i -= VECTOR) {
            FloatVector y = fromMemorySegment(F, ALL, at, ORDER).add(fromMemorySegment(F, ALL, bias + e, ORDER));
            if (isRelu) {
                y = y.blend(0, y.compare(LE, 0));
            }
            y.intoMemorySegment(ALL, at, ORDER);
            at += VECTOR;
            e = e + VECTOR == bytes ? 0 : e + VECTOR;
        }
    }

    /// Adds `count` lines, `apart` bytes from each other, to one.
    public static void accumulate(long lines, long apart, int count, int bytes, long sum) {
        FloatVector nothing = broadcast(F, -0f);                   // and so the compiler knows its class: see Floats.NOTHING
        for (int e = 0; e != bytes; e += VECTOR) {
            FloatVector s = fromMemorySegment(F, ALL, sum + e, ORDER);
            for (int i = 0; i < count; i++) {
                s = fromMemorySegment(F, ALL, lines + e + i * apart, ORDER).add(s);
            }
            nothing.add(s).intoMemorySegment(ALL, sum + e, ORDER);
        }
    }

    /// Brings them to compiled speed, on another thread.
    public static void warm(Algorithm algorithm) {
        KernelWarmup.add(algorithm, memory -> {
            // Runs of two vectors: a branch that is never taken here would be thrown out, and the first line undo the compilation.
            var walk = new Walk(2 * VECTOR, 2, 2L * VECTOR, 2L * VECTOR);
            long line = memory.allocate(4L * VECTOR, VECTOR).address();
            var lines = new long[Algorithm.SEEN];
            Arrays.fill(lines, line);
            return List.of(
                    () -> pixels(lines, walk, line, 0),
                    () -> spread(algorithm, lines, walk, lines),
                    () -> results(algorithm, lines, walk, line, 0),
                    () -> gradients(algorithm, lines, walk, line, 0),
                    () -> combine(algorithm.ofProducts(), 1, lines, walk, line, 0),
                    () -> {
                        finish(line, 2 * VECTOR, 2, line, true);
                        finish(line, 2 * VECTOR, 2, line, false);
                    },
                    () -> accumulate(line, 0, 2, 2 * VECTOR, line));
        });
    }
}
