package org.keras4j.engine.cpu.winograd;

import module java.base;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.keras4j.engine.cpu.loops.KernelWarmup;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_S2I;
import static org.keras4j.engine.cpu.loops.Memory.ALL;

/// The transforms of [Algorithm] along one axis, for lines of float32 in memory: each number of a result is made of those at the same
/// place in the lines that are read. Addresses are trusted: who calls has checked that there is as much memory.
///
/// C2 inlines the Vector API into a method of any size but nothing else once that has grown, and a vector that is passed to a call
/// becomes an object: hence no methods for what these have in common.
public final class Transforms {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = F.withLanes(int.class);
    private static final VectorSpecies<Short> S = VectorSpecies.of(short.class, VectorShape.forBitSize(F.vectorBitSize() / 2));
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
    static void pixels(Algorithm algorithm, long[] lines, Walk walk, long to, long apart) {
        switch (algorithm) {
            case F_4_3 -> sixPixels(lines, walk, to, apart);
            case F_4_5 -> eightPixels(lines, walk, to, apart);
        }
    }

    /// `B m`, which is added to what tiles in front have left in the first lines of `to`, and replaces the other ones.
    static void spread(Algorithm algorithm, long[] lines, Walk walk, long[] to) {
        switch (algorithm) {
            case F_4_3 -> spreadSix(lines, walk, to);
            case F_4_5 -> spreadEight(lines, walk, to);
        }
    }

    /// `Aᵀ m`
    static void results(Algorithm algorithm, long[] lines, Walk walk, long to, long apart) {
        switch (algorithm) {
            case F_4_3 -> resultsOfSix(lines, walk, to, apart);
            case F_4_5 -> resultsOfEight(lines, walk, to, apart);
        }
    }

    /// `A y`
    static void gradients(Algorithm algorithm, long[] lines, Walk walk, long to, long apart) {
        switch (algorithm) {
            case F_4_3 -> sixGradients(lines, walk, to, apart);
            case F_4_5 -> eightGradients(lines, walk, to, apart);
        }
    }

    /// Any transform, three times slower.
    ///
    /// @param sums how many of the combination's are wanted
    static void combine(Combination combination, int sums, long[] lines, Walk walk, long to, long apart) {
        for (int i = 0; i < sums; i++) {
            add(combination, i, lines, walk, to + i * apart);
        }
    }

    /// `Bᵀ d` of F(4, 3).
    private static void sixPixels(long[] lines, Walk walk, long to, long apart) {
        long d0 = lines[0];
        long d1 = lines[1];
        long d2 = lines[2];
        long d3 = lines[3];
        long d4 = lines[4];
        long d5 = lines[5];
        FloatVector half = broadcast(F, 0.5f);
        FloatVector more = broadcast(F, 1.5f);
        FloatVector two = broadcast(F, 2);
        FloatVector minus3 = broadcast(F, -3);
        long at = 0;
        long out = to;
        int left = walk.bytes;
        for (int i = walk.times * walk.bytes; i != 0; i -= VECTOR) {
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
                left = walk.bytes;
                at += walk.from - walk.bytes;
                out += walk.to - walk.bytes;
            }
        }
    }

    /// `Bᵀ d` of F(4, 5).
    private static void eightPixels(long[] lines, Walk walk, long to, long apart) {
        long d0 = lines[0];
        long d1 = lines[1];
        long d2 = lines[2];
        long d3 = lines[3];
        long d4 = lines[4];
        long d5 = lines[5];
        long d6 = lines[6];
        long d7 = lines[7];
        FloatVector quarter = broadcast(F, 0.25f);
        FloatVector half = broadcast(F, 0.5f);
        FloatVector two = broadcast(F, 2);
        FloatVector four = broadcast(F, 4);
        FloatVector minusFiveQuarters = broadcast(F, -1.25f);
        FloatVector minusFiveHalves = broadcast(F, -2.5f);
        FloatVector minus17Quarters = broadcast(F, -4.25f);
        FloatVector minusFive = broadcast(F, -5);
        FloatVector twentyOneQuarters = broadcast(F, 5.25f);
        long at = 0;
        long out = to;
        int left = walk.bytes;
        for (int i = walk.times * walk.bytes; i != 0; i -= VECTOR) {
            FloatVector x1 = fromMemorySegment(F, ALL, d1 + at, ORDER);
            FloatVector x2 = fromMemorySegment(F, ALL, d2 + at, ORDER);
            FloatVector x3 = fromMemorySegment(F, ALL, d3 + at, ORDER);
            FloatVector x4 = fromMemorySegment(F, ALL, d4 + at, ORDER);
            FloatVector x5 = fromMemorySegment(F, ALL, d5 + at, ORDER);
            FloatVector x6 = fromMemorySegment(F, ALL, d6 + at, ORDER);
            x2.sub(x4).fma(twentyOneQuarters, x6.sub(fromMemorySegment(F, ALL, d0 + at, ORDER))).intoMemorySegment(ALL, out, ORDER);
            x3.sub(x5).fma(twentyOneQuarters, fromMemorySegment(F, ALL, d7 + at, ORDER).sub(x1)).intoMemorySegment(ALL, out + 7 * apart, ORDER);
            FloatVector even = x4.fma(minus17Quarters, x2.add(x6));
            FloatVector odd = x3.fma(minus17Quarters, x1.add(x5));
            even.add(odd).intoMemorySegment(ALL, out + apart, ORDER);
            even.sub(odd).intoMemorySegment(ALL, out + 2 * apart, ORDER);
            FloatVector evenOfTwo = x4.fma(minusFiveQuarters, x2.fma(quarter, x6));
            FloatVector oddOfTwo = x3.fma(minusFiveHalves, x5.fma(two, x1.mul(half)));
            evenOfTwo.add(oddOfTwo).intoMemorySegment(ALL, out + 3 * apart, ORDER);
            evenOfTwo.sub(oddOfTwo).intoMemorySegment(ALL, out + 4 * apart, ORDER);
            FloatVector evenOfHalf = x4.fma(minusFive, x2.fma(four, x6));
            FloatVector oddOfHalf = x3.fma(minusFiveHalves, x1.fma(two, x5.mul(half)));
            evenOfHalf.add(oddOfHalf).intoMemorySegment(ALL, out + 5 * apart, ORDER);
            evenOfHalf.sub(oddOfHalf).intoMemorySegment(ALL, out + 6 * apart, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = walk.bytes;
                at += walk.from - walk.bytes;
                out += walk.to - walk.bytes;
            }
        }
    }

    /// `B m` of F(4, 3), the steps of `sixPixels` each transposed.
    private static void spreadSix(long[] lines, Walk walk, long[] to) {
        long m0 = lines[0];
        long m1 = lines[1];
        long m2 = lines[2];
        long m3 = lines[3];
        long m4 = lines[4];
        long m5 = lines[5];
        long x0 = to[0];
        long x1 = to[1];
        long x2 = to[2];
        long x3 = to[3];
        long x4 = to[4];
        long x5 = to[5];
        FloatVector half = broadcast(F, 0.5f);
        FloatVector minusHalf = broadcast(F, -0.5f);
        FloatVector more = broadcast(F, 1.5f);
        FloatVector minusMore = broadcast(F, -1.5f);
        FloatVector two = broadcast(F, 2);
        FloatVector minus3 = broadcast(F, -3);
        long at = 0;
        long out = 0;
        int left = walk.bytes;
        for (int i = walk.times * walk.bytes; i != 0; i -= VECTOR) {
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
                left = walk.bytes;
                at += walk.from - walk.bytes;
                out += walk.to - walk.bytes;
            }
        }
    }

    /// `B m` of F(4, 5).
    private static void spreadEight(long[] lines, Walk walk, long[] to) {
        long m0 = lines[0];
        long m1 = lines[1];
        long m2 = lines[2];
        long m3 = lines[3];
        long m4 = lines[4];
        long m5 = lines[5];
        long m6 = lines[6];
        long m7 = lines[7];
        long x0 = to[0];
        long x1 = to[1];
        long x2 = to[2];
        long x3 = to[3];
        long x4 = to[4];
        long x5 = to[5];
        long x6 = to[6];
        long x7 = to[7];
        FloatVector quarter = broadcast(F, 0.25f);
        FloatVector half = broadcast(F, 0.5f);
        FloatVector two = broadcast(F, 2);
        FloatVector four = broadcast(F, 4);
        FloatVector minusFiveQuarters = broadcast(F, -1.25f);
        FloatVector minusFiveHalves = broadcast(F, -2.5f);
        FloatVector minus17Quarters = broadcast(F, -4.25f);
        FloatVector minusFive = broadcast(F, -5);
        FloatVector twentyOneQuarters = broadcast(F, 5.25f);
        FloatVector minus21Quarters = broadcast(F, -5.25f);
        long at = 0;
        long out = 0;
        int left = walk.bytes;
        for (int i = walk.times * walk.bytes; i != 0; i -= VECTOR) {
            FloatVector p0 = fromMemorySegment(F, ALL, m0 + at, ORDER);
            FloatVector p7 = fromMemorySegment(F, ALL, m7 + at, ORDER);
            FloatVector of1 = fromMemorySegment(F, ALL, m1 + at, ORDER);
            FloatVector of2 = fromMemorySegment(F, ALL, m3 + at, ORDER);
            FloatVector ofHalf = fromMemorySegment(F, ALL, m5 + at, ORDER);
            FloatVector minus1 = fromMemorySegment(F, ALL, m2 + at, ORDER);
            FloatVector minus2 = fromMemorySegment(F, ALL, m4 + at, ORDER);
            FloatVector minusHalf = fromMemorySegment(F, ALL, m6 + at, ORDER);
            FloatVector even1 = of1.add(minus1);
            FloatVector odd1 = of1.sub(minus1);
            FloatVector even2 = of2.add(minus2);
            FloatVector odd2 = of2.sub(minus2);
            FloatVector evenHalf = ofHalf.add(minusHalf);
            FloatVector oddHalf = ofHalf.sub(minusHalf);
            fromMemorySegment(F, ALL, x0 + out, ORDER).sub(p0).intoMemorySegment(ALL, x0 + out, ORDER);
            fromMemorySegment(F, ALL, x1 + out, ORDER).add(oddHalf.fma(two, odd2.fma(half, odd1.sub(p7)))).intoMemorySegment(ALL, x1 + out, ORDER);
            fromMemorySegment(F, ALL, x2 + out, ORDER).add(evenHalf.fma(four, even2.fma(quarter, p0.fma(twentyOneQuarters, even1)))).intoMemorySegment(ALL, x2 + out, ORDER);
            fromMemorySegment(F, ALL, x3 + out, ORDER).add(odd2.add(oddHalf).fma(minusFiveHalves, odd1.fma(minus17Quarters, p7.mul(twentyOneQuarters)))).intoMemorySegment(ALL, x3 + out, ORDER);
            evenHalf.fma(minusFive, even2.fma(minusFiveQuarters, even1.fma(minus17Quarters, p0.mul(minus21Quarters)))).intoMemorySegment(ALL, x4 + out, ORDER);
            oddHalf.fma(half, odd2.fma(two, p7.fma(minus21Quarters, odd1))).intoMemorySegment(ALL, x5 + out, ORDER);
            even1.add(even2).add(evenHalf.add(p0)).intoMemorySegment(ALL, x6 + out, ORDER);
            p7.intoMemorySegment(ALL, x7 + out, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = walk.bytes;
                at += walk.from - walk.bytes;
                out += walk.to - walk.bytes;
            }
        }
    }

    /// `Aᵀ m` of F(4, 3).
    private static void resultsOfSix(long[] lines, Walk walk, long to, long apart) {
        long m0 = lines[0];
        long m1 = lines[1];
        long m2 = lines[2];
        long m3 = lines[3];
        long m4 = lines[4];
        long m5 = lines[5];
        FloatVector minusHalf = broadcast(F, -0.5f);
        FloatVector quarter = broadcast(F, 0.25f);
        FloatVector minusEighth = broadcast(F, -0.125f);
        FloatVector two = broadcast(F, 2);
        FloatVector four = broadcast(F, 4);
        FloatVector eight = broadcast(F, 8);
        long at = 0;
        long out = to;
        int left = walk.bytes;
        for (int i = walk.times * walk.bytes; i != 0; i -= VECTOR) {
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
                left = walk.bytes;
                at += walk.from - walk.bytes;
                out += walk.to - walk.bytes;
            }
        }
    }

    /// `Aᵀ m` of F(4, 5).
    private static void resultsOfEight(long[] lines, Walk walk, long to, long apart) {
        long m0 = lines[0];
        long m1 = lines[1];
        long m2 = lines[2];
        long m3 = lines[3];
        long m4 = lines[4];
        long m5 = lines[5];
        long m6 = lines[6];
        long m7 = lines[7];
        FloatVector half = broadcast(F, 0.5f);
        FloatVector quarter = broadcast(F, 0.25f);
        FloatVector eighth = broadcast(F, 0.125f);
        FloatVector two = broadcast(F, 2);
        FloatVector four = broadcast(F, 4);
        FloatVector eight = broadcast(F, 8);
        long at = 0;
        long out = to;
        int left = walk.bytes;
        for (int i = walk.times * walk.bytes; i != 0; i -= VECTOR) {
            FloatVector of1 = fromMemorySegment(F, ALL, m1 + at, ORDER);
            FloatVector of2 = fromMemorySegment(F, ALL, m3 + at, ORDER);
            FloatVector ofHalf = fromMemorySegment(F, ALL, m5 + at, ORDER);
            FloatVector minus1 = fromMemorySegment(F, ALL, m2 + at, ORDER);
            FloatVector minus2 = fromMemorySegment(F, ALL, m4 + at, ORDER);
            FloatVector minusHalf = fromMemorySegment(F, ALL, m6 + at, ORDER);
            FloatVector even1 = of1.add(minus1);
            FloatVector odd1 = of1.sub(minus1);
            FloatVector even2 = of2.add(minus2);
            FloatVector odd2 = of2.sub(minus2);
            FloatVector evenHalf = ofHalf.add(minusHalf);
            FloatVector oddHalf = ofHalf.sub(minusHalf);
            fromMemorySegment(F, ALL, m0 + at, ORDER).add(even1).add(even2.add(evenHalf)).intoMemorySegment(ALL, out, ORDER);
            oddHalf.fma(half, odd2.fma(two, odd1)).intoMemorySegment(ALL, out + apart, ORDER);
            evenHalf.fma(quarter, even2.fma(four, even1)).intoMemorySegment(ALL, out + 2 * apart, ORDER);
            oddHalf.fma(eighth, odd2.fma(eight, odd1)).add(fromMemorySegment(F, ALL, m7 + at, ORDER)).intoMemorySegment(ALL, out + 3 * apart, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = walk.bytes;
                at += walk.from - walk.bytes;
                out += walk.to - walk.bytes;
            }
        }
    }

    /// `A y` of F(4, 3).
    private static void sixGradients(long[] lines, Walk walk, long to, long apart) {
        long y0 = lines[0];
        long y1 = lines[1];
        long y2 = lines[2];
        long y3 = lines[3];
        FloatVector minusHalf = broadcast(F, -0.5f);
        FloatVector quarter = broadcast(F, 0.25f);
        FloatVector two = broadcast(F, 2);
        FloatVector four = broadcast(F, 4);
        long at = 0;
        long out = to;
        int left = walk.bytes;
        for (int i = walk.times * walk.bytes; i != 0; i -= VECTOR) {
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
                left = walk.bytes;
                at += walk.from - walk.bytes;
                out += walk.to - walk.bytes;
            }
        }
    }

    /// `A y` of F(4, 5).
    private static void eightGradients(long[] lines, Walk walk, long to, long apart) {
        long y0 = lines[0];
        long y1 = lines[1];
        long y2 = lines[2];
        long y3 = lines[3];
        FloatVector half = broadcast(F, 0.5f);
        FloatVector quarter = broadcast(F, 0.25f);
        FloatVector two = broadcast(F, 2);
        FloatVector four = broadcast(F, 4);
        long at = 0;
        long out = to;
        int left = walk.bytes;
        for (int i = walk.times * walk.bytes; i != 0; i -= VECTOR) {
            FloatVector x0 = fromMemorySegment(F, ALL, y0 + at, ORDER);
            FloatVector x1 = fromMemorySegment(F, ALL, y1 + at, ORDER);
            FloatVector x2 = fromMemorySegment(F, ALL, y2 + at, ORDER);
            FloatVector x3 = fromMemorySegment(F, ALL, y3 + at, ORDER);
            x0.intoMemorySegment(ALL, out, ORDER);
            x3.intoMemorySegment(ALL, out + 7 * apart, ORDER);
            FloatVector even = x0.add(x2);
            FloatVector odd = x1.add(x3);
            even.add(odd).intoMemorySegment(ALL, out + apart, ORDER);
            even.sub(odd).intoMemorySegment(ALL, out + 2 * apart, ORDER);
            FloatVector evenOfTwo = x2.fma(four, x0);
            FloatVector oddOfTwo = x3.fma(four, x1).mul(two);
            evenOfTwo.add(oddOfTwo).intoMemorySegment(ALL, out + 3 * apart, ORDER);
            evenOfTwo.sub(oddOfTwo).intoMemorySegment(ALL, out + 4 * apart, ORDER);
            FloatVector evenOfHalf = x2.fma(quarter, x0);
            FloatVector oddOfHalf = x3.fma(quarter, x1).mul(half);
            evenOfHalf.add(oddOfHalf).intoMemorySegment(ALL, out + 5 * apart, ORDER);
            evenOfHalf.sub(oddOfHalf).intoMemorySegment(ALL, out + 6 * apart, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = walk.bytes;
                at += walk.from - walk.bytes;
                out += walk.to - walk.bytes;
            }
        }
    }

    private static void add(Combination combination, int output, long[] lines, Walk walk, long to) {
        long x0 = lines[combination.line(output, 0)];
        long x1 = lines[combination.line(output, 1)];
        long x2 = lines[combination.line(output, 2)];
        long x3 = lines[combination.line(output, 3)];
        long x4 = lines[combination.line(output, 4)];
        long x5 = lines[combination.line(output, 5)];
        long x6 = lines[combination.line(output, 6)];
        float[] numbers = combination.numbers()[output];
        FloatVector n0 = broadcast(F, numbers[0]);
        FloatVector n1 = broadcast(F, numbers[1]);
        FloatVector n2 = broadcast(F, numbers[2]);
        FloatVector n3 = broadcast(F, numbers[3]);
        FloatVector n4 = broadcast(F, numbers[4]);
        FloatVector n5 = broadcast(F, numbers[5]);
        FloatVector n6 = broadcast(F, numbers[6]);
        long at = 0;
        long out = to;
        int left = walk.bytes;
        for (int i = walk.times * walk.bytes; i != 0; i -= VECTOR) {
            FloatVector sum = fromMemorySegment(F, ALL, x0 + at, ORDER).mul(n0);
            sum = fromMemorySegment(F, ALL, x1 + at, ORDER).fma(n1, sum);
            sum = fromMemorySegment(F, ALL, x2 + at, ORDER).fma(n2, sum);
            sum = fromMemorySegment(F, ALL, x3 + at, ORDER).fma(n3, sum);
            sum = fromMemorySegment(F, ALL, x4 + at, ORDER).fma(n4, sum);
            sum = fromMemorySegment(F, ALL, x5 + at, ORDER).fma(n5, sum);
            fromMemorySegment(F, ALL, x6 + at, ORDER).fma(n6, sum).intoMemorySegment(ALL, out, ORDER);
            at += VECTOR;
            out += VECTOR;
            left -= VECTOR;
            if (left == 0) {
                left = walk.bytes;
                at += walk.from - walk.bytes;
                out += walk.to - walk.bytes;
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

    /// A line of bfloat16 as float32.
    ///
    /// @param bytes of it as float32
    public static void widen(long line, int bytes, long to) {
        for (int e = 0; e != bytes; e += VECTOR) {
            ShortVector upper = ShortVector.fromMemorySegment(S, ALL, line + e / 2, ORDER);
            upper.convertShape(ZERO_EXTEND_S2I, I, 0).reinterpretAsInts().lanewise(LSHL, 16).reinterpretAsFloats().intoMemorySegment(ALL, to + e, ORDER);
        }
    }

    /// And back.
    public static void narrow(long line, int bytes, long to) {
        for (int e = 0; e != bytes; e += VECTOR) {
            FloatVector x = fromMemorySegment(F, ALL, line + e, ORDER);
            IntVector bits = x.reinterpretAsInts();
            IntVector upper = bits.lanewise(LSHR, 16);
            IntVector rounded = bits.add(upper.and(1).add(0x7fff)).lanewise(LSHR, 16);
            rounded.blend(upper.or(0x40), x.compare(NE, x).cast(I)).convertShape(I2S, S, 0).reinterpretAsShorts().intoMemorySegment(ALL, to + e / 2, ORDER);
        }
    }

    /// Brings them to compiled speed, on another thread.
    public static void warm(Algorithm algorithm) {
        KernelWarmup.add(algorithm, memory -> {
            // Runs of two vectors: a branch that is never taken here would be thrown out, and the first line undo the compilation.
            var walk = new Walk(2 * VECTOR, 2, 2L * VECTOR, 2L * VECTOR);
            long line = memory.allocate(4L * VECTOR, VECTOR).address();
            var lines = new long[algorithm.seen()];
            Arrays.fill(lines, line);
            return List.of(
                    () -> pixels(algorithm, lines, walk, line, 0),
                    () -> spread(algorithm, lines, walk, lines),
                    () -> results(algorithm, lines, walk, line, 0),
                    () -> gradients(algorithm, lines, walk, line, 0),
                    () -> combine(algorithm.ofProducts(), 1, lines, walk, line, 0),
                    () -> {
                        finish(line, 2 * VECTOR, 2, line, true);
                        finish(line, 2 * VECTOR, 2, line, false);
                    },
                    () -> accumulate(line, 0, 2, 2 * VECTOR, line),
                    () -> widen(line, 2 * VECTOR, line),
                    () -> narrow(line, 2 * VECTOR, line));
        });
    }
}
