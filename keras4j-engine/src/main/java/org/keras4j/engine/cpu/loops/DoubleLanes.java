package org.keras4j.engine.cpu.loops;

import module java.base;
import jdk.incubator.vector.*;

import static jdk.incubator.vector.VectorOperators.*;
import static org.keras4j.engine.cpu.loops.Memory.ALL;

/// What expressions mean for a vector of float64 lanes and masks (bool), as [VectorLanes] for 32-bit lanes. What is missing
/// here (exp and its kin) makes a loop scalar.
final class DoubleLanes {
    static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    static final VectorSpecies<Byte> B = VectorSpecies.of(byte.class, VectorShape.forBitSize(D.vectorBitSize() / 8));
    static final int LENGTH = D.length();
    static final ByteOrder ORDER = ByteOrder.nativeOrder();
    static final VectorShuffle<Double> TURN_4 = VectorShuffle.iota(D, 4, 1, true);
    static final VectorShuffle<Double> TURN_2 = VectorShuffle.iota(D, 2, 1, true);
    static final VectorShuffle<Double> TURN_1 = VectorShuffle.iota(D, 1, 1, true);

    private DoubleLanes() {}

    static DoubleVector loadFloat64(long at)    { return DoubleVector.fromMemorySegment(D, ALL, at, ORDER); }
    static VectorMask<Double> loadBool(long at) { return mask(ByteVector.fromMemorySegment(B, ALL, at, ORDER)); }

    static void storeFloat64(DoubleVector x, long at)    { x.intoMemorySegment(ALL, at, ORDER); }
    static void storeBool(VectorMask<Double> x, long at) { bytes(x).intoMemorySegment(ALL, at, ORDER); }

    static DoubleVector loadFloat64(long at, int count) { return readDoubles(at, count); }
    static VectorMask<Double> loadBool(long at, int count) { return mask(readBytes(at, count)); }

    static void storeFloat64(DoubleVector x, long at, int count) { write(x, at, count); }
    static void storeBool(VectorMask<Double> x, long at, int count) { write(bytes(x), at, count); }

    private static DoubleVector readDoubles(long at, int count) {
        return count >= LENGTH ? DoubleVector.fromMemorySegment(D, ALL, at, ORDER)
                : DoubleVector.fromMemorySegment(D, ALL, at, ORDER, D.indexInRange(0, count));
    }

    private static ByteVector readBytes(long at, int count) {
        return count >= LENGTH ? ByteVector.fromMemorySegment(B, ALL, at, ORDER)
                : ByteVector.fromMemorySegment(B, ALL, at, ORDER, B.indexInRange(0, count));
    }

    private static void write(DoubleVector x, long at, int count) {
        if (count >= LENGTH) {
            x.intoMemorySegment(ALL, at, ORDER);
        } else {
            x.intoMemorySegment(ALL, at, ORDER, D.indexInRange(0, count));
        }
    }

    private static void write(ByteVector x, long at, int count) {
        if (count >= LENGTH) {
            x.intoMemorySegment(ALL, at, ORDER);
        } else {
            x.intoMemorySegment(ALL, at, ORDER, B.indexInRange(0, count));
        }
    }

    private static VectorMask<Double> mask(ByteVector x)  { return x.compare(NE, (byte) 0).cast(D); }
    private static ByteVector bytes(VectorMask<Double> x) { return ByteVector.zero(B).blend((byte) 1, x.cast(B)); }

    static DoubleVector broadcast(double x)        { return DoubleVector.broadcast(D, x); }
    static VectorMask<Double> broadcast(boolean x) { return D.maskAll(x); }

    static DoubleVector add(DoubleVector x, DoubleVector sum, int count) { return chosen(sum, x.add(sum), count); }
    static DoubleVector max(DoubleVector x, DoubleVector sum, int count) { return chosen(sum, x.max(sum), count); }
    static DoubleVector min(DoubleVector x, DoubleVector sum, int count) { return chosen(sum, x.min(sum), count); }

    private static DoubleVector chosen(DoubleVector before, DoubleVector after, int count) {
        return count >= LENGTH ? after : after.blend(before, D.indexInRange(0, count).not());
    }

    static double foldAdd(DoubleVector x) {
        x = x.add(x.rearrange(TURN_4));
        x = x.add(x.rearrange(TURN_2));
        return x.add(x.rearrange(TURN_1)).lane(0);
    }

    static double foldMax(DoubleVector x) {
        x = x.max(x.rearrange(TURN_4));
        x = x.max(x.rearrange(TURN_2));
        return x.max(x.rearrange(TURN_1)).lane(0);
    }

    static double foldMin(DoubleVector x) {
        return -foldMax(x.neg());
    }

    static DoubleVector negate(DoubleVector x)     { return x.neg(); }
    static DoubleVector abs(DoubleVector x)        { return x.abs(); }
    static DoubleVector square(DoubleVector x)     { return x.mul(x); }
    static DoubleVector relu(DoubleVector x)       { return x.blend(0d, x.compare(LE, 0d)); }
    static DoubleVector sqrt(DoubleVector x)       { return x.sqrt(); }
    static DoubleVector rsqrt(DoubleVector x)      { return broadcast(1d).div(x.sqrt()); }
    static DoubleVector reciprocal(DoubleVector x) { return broadcast(1d).div(x); }
    static DoubleVector sign(DoubleVector x)       { return x.blend(1d, x.compare(GT, 0d)).blend(-1d, x.compare(LT, 0d)); }

    static DoubleVector add(DoubleVector a, DoubleVector b)      { return a.add(b); }
    static DoubleVector subtract(DoubleVector a, DoubleVector b) { return a.sub(b); }
    static DoubleVector multiply(DoubleVector a, DoubleVector b) { return a.mul(b); }
    static DoubleVector divide(DoubleVector a, DoubleVector b)   { return a.div(b); }
    static DoubleVector max(DoubleVector a, DoubleVector b)      { return a.max(b); }
    static DoubleVector min(DoubleVector a, DoubleVector b)      { return a.min(b); }

    static VectorMask<Double> equal(DoubleVector a, DoubleVector b)        { return a.compare(EQ, b); }
    static VectorMask<Double> notEqual(DoubleVector a, DoubleVector b)     { return a.compare(NE, b); }
    static VectorMask<Double> less(DoubleVector a, DoubleVector b)         { return a.compare(LT, b); }
    static VectorMask<Double> lessEqual(DoubleVector a, DoubleVector b)    { return a.compare(LE, b); }
    static VectorMask<Double> greater(DoubleVector a, DoubleVector b)      { return a.compare(GT, b); }
    static VectorMask<Double> greaterEqual(DoubleVector a, DoubleVector b) { return a.compare(GE, b); }
    static DoubleVector select(VectorMask<Double> c, DoubleVector a, DoubleVector b) { return b.blend(a, c); }
    static VectorMask<Double> toBool(DoubleVector x)                       { return x.compare(NE, 0d); }

    static VectorMask<Double> not(VectorMask<Double> x)                            { return x.not(); }
    static VectorMask<Double> and(VectorMask<Double> a, VectorMask<Double> b)      { return a.and(b); }
    static VectorMask<Double> or(VectorMask<Double> a, VectorMask<Double> b)       { return a.or(b); }
    static VectorMask<Double> xor(VectorMask<Double> a, VectorMask<Double> b)      { return a.xor(b); }
    static VectorMask<Double> equal(VectorMask<Double> a, VectorMask<Double> b)    { return a.eq(b); }
    static VectorMask<Double> notEqual(VectorMask<Double> a, VectorMask<Double> b) { return a.xor(b); }
    static VectorMask<Double> select(VectorMask<Double> c, VectorMask<Double> a, VectorMask<Double> b) { return c.and(a).or(b.andNot(c)); }
    static DoubleVector toFloat64(VectorMask<Double> x)                            { return broadcast(0d).blend(1d, x); }
}
