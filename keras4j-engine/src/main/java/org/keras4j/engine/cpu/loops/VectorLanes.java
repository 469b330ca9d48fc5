package org.keras4j.engine.cpu.loops;

import module java.base;
import jdk.incubator.vector.*;

import static jdk.incubator.vector.VectorOperators.*;
import static org.keras4j.engine.cpu.loops.Memory.ALL;

/// What expressions mean for a vector of 32-bit lanes: float32, int32 and masks (bool). Printed kernels call these methods
/// by name: see [Dialect]. Memory methods with a `count` touch so many lanes at most; the others they leave alone (stored) or
/// make 0 (loaded).
final class VectorLanes {
    static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> I = F.withLanes(int.class);
    static final VectorSpecies<Short> S = VectorSpecies.of(short.class, VectorShape.forBitSize(F.vectorBitSize() / 2));
    static final VectorSpecies<Byte> B = VectorSpecies.of(byte.class, VectorShape.forBitSize(F.vectorBitSize() / 4));
    static final int LENGTH = F.length();
    static final ByteOrder ORDER = ByteOrder.nativeOrder();
    static final IntVector COUNTING = IntVector.zero(I).addIndex(1);
    static final VectorShuffle<Float> TURN_8 = VectorShuffle.iota(F, 8, 1, true);
    static final VectorShuffle<Float> TURN_4 = VectorShuffle.iota(F, 4, 1, true);
    static final VectorShuffle<Float> TURN_2 = VectorShuffle.iota(F, 2, 1, true);
    static final VectorShuffle<Float> TURN_1 = VectorShuffle.iota(F, 1, 1, true);

    private VectorLanes() {}

    // ---- memory ----------------------------------------------------------------------------------------------------

    static FloatVector loadFloat32(long at)    { return FloatVector.fromMemorySegment(F, ALL, at, ORDER); }
    static FloatVector loadBfloat16(long at)   { return VectorHalves.fromBfloat16(ShortVector.fromMemorySegment(S, ALL, at, ORDER)); }
    static FloatVector loadFloat16(long at)    { return VectorHalves.fromFloat16(ShortVector.fromMemorySegment(S, ALL, at, ORDER)); }
    static IntVector loadInt32(long at)        { return IntVector.fromMemorySegment(I, ALL, at, ORDER); }
    static IntVector loadInt8(long at)         { return signed(ByteVector.fromMemorySegment(B, ALL, at, ORDER)); }
    static IntVector loadUint8(long at)        { return unsigned(ByteVector.fromMemorySegment(B, ALL, at, ORDER)); }
    static VectorMask<Float> loadBool(long at) { return toBool(unsigned(ByteVector.fromMemorySegment(B, ALL, at, ORDER))); }

    static void storeFloat32(FloatVector x, long at)    { x.intoMemorySegment(ALL, at, ORDER); }
    static void storeBfloat16(FloatVector x, long at)   { VectorHalves.toBfloat16(x).intoMemorySegment(ALL, at, ORDER); }
    static void storeFloat16(FloatVector x, long at)    { VectorHalves.toFloat16(x).intoMemorySegment(ALL, at, ORDER); }
    static void storeInt32(IntVector x, long at)        { x.intoMemorySegment(ALL, at, ORDER); }
    static void storeInt8(IntVector x, long at)         { bytes(x).intoMemorySegment(ALL, at, ORDER); }
    static void storeUint8(IntVector x, long at)        { bytes(x).intoMemorySegment(ALL, at, ORDER); }
    static void storeBool(VectorMask<Float> x, long at) { bytes(toInt32(x)).intoMemorySegment(ALL, at, ORDER); }

    static FloatVector loadFloat32(long at, int count) { return readFloats(at, count); }
    static FloatVector loadBfloat16(long at, int count) { return VectorHalves.fromBfloat16(readShorts(at, count)); }
    static FloatVector loadFloat16(long at, int count) { return VectorHalves.fromFloat16(readShorts(at, count)); }
    static IntVector loadInt32(long at, int count) { return readInts(at, count); }
    static IntVector loadInt8(long at, int count) { return signed(readBytes(at, count)); }
    static IntVector loadUint8(long at, int count) { return unsigned(readBytes(at, count)); }
    static VectorMask<Float> loadBool(long at, int count) { return toBool(unsigned(readBytes(at, count))); }

    static void storeFloat32(FloatVector x, long at, int count) { write(x, at, count); }
    static void storeBfloat16(FloatVector x, long at, int count) { write(VectorHalves.toBfloat16(x), at, count); }
    static void storeFloat16(FloatVector x, long at, int count) { write(VectorHalves.toFloat16(x), at, count); }
    static void storeInt32(IntVector x, long at, int count) { write(x, at, count); }
    static void storeInt8(IntVector x, long at, int count) { write(bytes(x), at, count); }
    static void storeUint8(IntVector x, long at, int count) { write(bytes(x), at, count); }
    static void storeBool(VectorMask<Float> x, long at, int count) { write(bytes(toInt32(x)), at, count); }

    // A vector in the middle of a row needs no mask.
    private static FloatVector readFloats(long at, int count) {
        return count >= LENGTH ? FloatVector.fromMemorySegment(F, ALL, at, ORDER)
                : FloatVector.fromMemorySegment(F, ALL, at, ORDER, F.indexInRange(0, count));
    }

    private static IntVector readInts(long at, int count) {
        return count >= LENGTH ? IntVector.fromMemorySegment(I, ALL, at, ORDER)
                : IntVector.fromMemorySegment(I, ALL, at, ORDER, I.indexInRange(0, count));
    }

    private static ShortVector readShorts(long at, int count) {
        return count >= LENGTH ? ShortVector.fromMemorySegment(S, ALL, at, ORDER)
                : ShortVector.fromMemorySegment(S, ALL, at, ORDER, S.indexInRange(0, count));
    }

    private static ByteVector readBytes(long at, int count) {
        return count >= LENGTH ? ByteVector.fromMemorySegment(B, ALL, at, ORDER)
                : ByteVector.fromMemorySegment(B, ALL, at, ORDER, B.indexInRange(0, count));
    }

    private static void write(FloatVector x, long at, int count) {
        if (count >= LENGTH) {
            x.intoMemorySegment(ALL, at, ORDER);
        } else {
            x.intoMemorySegment(ALL, at, ORDER, F.indexInRange(0, count));
        }
    }

    private static void write(IntVector x, long at, int count) {
        if (count >= LENGTH) {
            x.intoMemorySegment(ALL, at, ORDER);
        } else {
            x.intoMemorySegment(ALL, at, ORDER, I.indexInRange(0, count));
        }
    }

    private static void write(ShortVector x, long at, int count) {
        if (count >= LENGTH) {
            x.intoMemorySegment(ALL, at, ORDER);
        } else {
            x.intoMemorySegment(ALL, at, ORDER, S.indexInRange(0, count));
        }
    }

    private static void write(ByteVector x, long at, int count) {
        if (count >= LENGTH) {
            x.intoMemorySegment(ALL, at, ORDER);
        } else {
            x.intoMemorySegment(ALL, at, ORDER, B.indexInRange(0, count));
        }
    }

    private static IntVector signed(ByteVector x)   { return (IntVector) x.convertShape(B2I, I, 0); }
    private static IntVector unsigned(ByteVector x) { return (IntVector) x.convertShape(ZERO_EXTEND_B2I, I, 0); }
    private static ByteVector bytes(IntVector x)    { return (ByteVector) x.convertShape(I2B, B, 0); }

    static FloatVector broadcast(float x)         { return FloatVector.broadcast(F, x); }
    static IntVector broadcast(int x)             { return IntVector.broadcast(I, x); }
    static VectorMask<Float> broadcast(boolean x) { return F.maskAll(x); }

    // ---- reductions: all lanes, added in one fixed order -----------------------------------------------------------

    static FloatVector add(FloatVector x, FloatVector sum, int count) { return chosen(sum, x.add(sum), count); }
    static FloatVector max(FloatVector x, FloatVector sum, int count) { return chosen(sum, max(x, sum), count); }
    static FloatVector min(FloatVector x, FloatVector sum, int count) { return chosen(sum, min(x, sum), count); }
    static IntVector add(IntVector x, IntVector sum, int count)       { return chosen(sum, x.add(sum), count); }
    static IntVector max(IntVector x, IntVector sum, int count)       { return chosen(sum, x.max(sum), count); }
    static IntVector min(IntVector x, IntVector sum, int count)       { return chosen(sum, x.min(sum), count); }

    private static FloatVector chosen(FloatVector before, FloatVector after, int count) {
        return count >= LENGTH ? after : after.blend(before, F.indexInRange(0, count).not());
    }

    private static IntVector chosen(IntVector before, IntVector after, int count) {
        return count >= LENGTH ? after : after.blend(before, I.indexInRange(0, count).not());
    }

    static float foldAdd(FloatVector x) {
        x = LENGTH > 8 ? x.add(x.rearrange(TURN_8)) : x;
        x = x.add(x.rearrange(TURN_4));
        x = x.add(x.rearrange(TURN_2));
        return x.add(x.rearrange(TURN_1)).lane(0);
    }

    static float foldMax(FloatVector x) {
        x = LENGTH > 8 ? x.max(x.rearrange(TURN_8)) : x;
        x = x.max(x.rearrange(TURN_4));
        x = x.max(x.rearrange(TURN_2));
        return x.max(x.rearrange(TURN_1)).lane(0);
    }

    static float foldMin(FloatVector x) {
        return -foldMax(x.neg());
    }

    // Integers give the same bits in any order.
    static int foldAdd(IntVector x) { return x.reduceLanes(ADD); }
    static int foldMax(IntVector x) { return x.reduceLanes(MAX); }
    static int foldMin(IntVector x) { return x.reduceLanes(MIN); }

    // ---- float32 ---------------------------------------------------------------------------------------------------

    static FloatVector negate(FloatVector x)     { return x.neg(); }
    static FloatVector abs(FloatVector x)        { return x.abs(); }
    static FloatVector square(FloatVector x)     { return x.mul(x); }
    static FloatVector relu(FloatVector x)       { return x.blend(0f, x.compare(LE, 0f)); }
    static FloatVector sqrt(FloatVector x)       { return x.sqrt(); }
    static FloatVector rsqrt(FloatVector x)      { return broadcast(1f).div(x.sqrt()); }
    static FloatVector reciprocal(FloatVector x) { return broadcast(1f).div(x); }
    static FloatVector sign(FloatVector x)       { return x.blend(1f, x.compare(GT, 0f)).blend(-1f, x.compare(LT, 0f)); }
    static FloatVector exp(FloatVector x)        { return VectorMath.exp(x); }
    static FloatVector expm1(FloatVector x)      { return VectorMath.expm1(x); }
    static FloatVector log(FloatVector x)        { return VectorMath.log(x); }
    static FloatVector log1p(FloatVector x)      { return VectorMath.log1p(x); }
    static FloatVector sin(FloatVector x)        { return VectorMath.sin(x); }
    static FloatVector cos(FloatVector x)        { return VectorMath.cos(x); }
    static FloatVector tanh(FloatVector x)       { return VectorMath.tanh(x); }
    static FloatVector sigmoid(FloatVector x)    { return VectorMath.sigmoid(x); }
    static FloatVector softplus(FloatVector x)   { return VectorMath.softplus(x); }
    static FloatVector erf(FloatVector x)        { return VectorMath.erf(x); }

    /// Beyond 2²³ every number is an integer; below, adding 2²³ leaves no room for a fraction.
    static FloatVector round(FloatVector x) {
        var size = x.abs();
        return withSignOf(x, size.blend(size.add(0x1p23f).sub(0x1p23f), size.compare(LT, 0x1p23f)));
    }

    static FloatVector floor(FloatVector x) {
        var rounded = round(x);
        return withSignOf(x, rounded.blend(rounded.sub(1f), rounded.compare(GT, x)));
    }

    static FloatVector ceil(FloatVector x) {
        var rounded = round(x);
        return withSignOf(x, rounded.blend(rounded.add(1f), rounded.compare(LT, x)));
    }

    static FloatVector withSignOf(FloatVector sign, FloatVector size) {
        return sign.reinterpretAsInts().and(Integer.MIN_VALUE).or(size.reinterpretAsInts().and(Integer.MAX_VALUE))
                .reinterpretAsFloats();
    }


    static FloatVector add(FloatVector a, FloatVector b)      { return a.add(b); }
    static FloatVector subtract(FloatVector a, FloatVector b) { return a.sub(b); }
    static FloatVector multiply(FloatVector a, FloatVector b) { return a.mul(b); }
    static FloatVector divide(FloatVector a, FloatVector b)   { return a.div(b); }
    static FloatVector power(FloatVector a, FloatVector b)    { return VectorPower.power(a, b); }

    // NaN if one of them is; that there are zeros of two signs, which costs the Vector API's own another six instructions, is no matter.
    // `a` blends and not `b`, which in a reduction is the accumulator, whose class a loop hides from C2.
    static FloatVector max(FloatVector a, FloatVector b)      { return a.blend(b, a.compare(GT, b).or(a.compare(NE, a)).not()); }
    static FloatVector min(FloatVector a, FloatVector b)      { return a.blend(b, a.compare(LT, b).or(a.compare(NE, a)).not()); }

    static VectorMask<Float> equal(FloatVector a, FloatVector b)        { return a.compare(EQ, b); }
    static VectorMask<Float> notEqual(FloatVector a, FloatVector b)     { return a.compare(NE, b); }
    static VectorMask<Float> less(FloatVector a, FloatVector b)         { return a.compare(LT, b); }
    static VectorMask<Float> lessEqual(FloatVector a, FloatVector b)    { return a.compare(LE, b); }
    static VectorMask<Float> greater(FloatVector a, FloatVector b)      { return a.compare(GT, b); }
    static VectorMask<Float> greaterEqual(FloatVector a, FloatVector b) { return a.compare(GE, b); }
    static FloatVector select(VectorMask<Float> c, FloatVector a, FloatVector b) { return b.blend(a, c); }

    static IntVector toInt32(FloatVector x)        { return (IntVector) x.convert(F2I, 0); }
    static VectorMask<Float> toBool(FloatVector x) { return x.compare(NE, 0f); }

    // ---- int32 -----------------------------------------------------------------------------------------------------

    static IntVector columnIndex(int column) { return COUNTING.add(column); }

    static IntVector negate(IntVector x) { return x.neg(); }
    static IntVector abs(IntVector x)    { return x.abs(); }
    static IntVector sign(IntVector x)   { return x.min(1).max(-1); }
    static IntVector square(IntVector x) { return x.mul(x); }
    static IntVector relu(IntVector x)   { return x.max(0); }
    static IntVector not(IntVector x)    { return x.not(); }

    static IntVector add(IntVector a, IntVector b)      { return a.add(b); }
    static IntVector subtract(IntVector a, IntVector b) { return a.sub(b); }
    static IntVector multiply(IntVector a, IntVector b) { return a.mul(b); }
    static IntVector max(IntVector a, IntVector b)      { return a.max(b); }
    static IntVector min(IntVector a, IntVector b)      { return a.min(b); }
    static IntVector and(IntVector a, IntVector b)      { return a.and(b); }
    static IntVector or(IntVector a, IntVector b)       { return a.or(b); }
    static IntVector xor(IntVector a, IntVector b)      { return a.lanewise(XOR, b); }

    static VectorMask<Float> equal(IntVector a, IntVector b)        { return a.compare(EQ, b).cast(F); }
    static VectorMask<Float> notEqual(IntVector a, IntVector b)     { return a.compare(NE, b).cast(F); }
    static VectorMask<Float> less(IntVector a, IntVector b)         { return a.compare(LT, b).cast(F); }
    static VectorMask<Float> lessEqual(IntVector a, IntVector b)    { return a.compare(LE, b).cast(F); }
    static VectorMask<Float> greater(IntVector a, IntVector b)      { return a.compare(GT, b).cast(F); }
    static VectorMask<Float> greaterEqual(IntVector a, IntVector b) { return a.compare(GE, b).cast(F); }
    static IntVector select(VectorMask<Float> c, IntVector a, IntVector b) { return b.blend(a, c.cast(I)); }

    static FloatVector toFloat32(IntVector x)    { return (FloatVector) x.convert(I2F, 0); }
    static VectorMask<Float> toBool(IntVector x) { return x.compare(NE, 0).cast(F); }

    // ---- bool ------------------------------------------------------------------------------------------------------

    static VectorMask<Float> not(VectorMask<Float> x)                            { return x.not(); }
    static VectorMask<Float> and(VectorMask<Float> a, VectorMask<Float> b)       { return a.and(b); }
    static VectorMask<Float> or(VectorMask<Float> a, VectorMask<Float> b)        { return a.or(b); }
    static VectorMask<Float> xor(VectorMask<Float> a, VectorMask<Float> b)       { return a.xor(b); }
    static VectorMask<Float> equal(VectorMask<Float> a, VectorMask<Float> b)     { return a.eq(b); }
    static VectorMask<Float> notEqual(VectorMask<Float> a, VectorMask<Float> b)  { return a.xor(b); }
    static VectorMask<Float> select(VectorMask<Float> c, VectorMask<Float> a, VectorMask<Float> b) { return c.and(a).or(b.andNot(c)); }

    static FloatVector toFloat32(VectorMask<Float> x) { return broadcast(0f).blend(1f, x); }
    static IntVector toInt32(VectorMask<Float> x)     { return broadcast(0).blend(1, x.cast(I)); }
}
