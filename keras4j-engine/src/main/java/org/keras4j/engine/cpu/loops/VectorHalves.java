package org.keras4j.engine.cpu.loops;

import jdk.incubator.vector.*;

import static jdk.incubator.vector.VectorOperators.*;

/// Vectors of bfloat16 and float16 to float32 and back, to nearest even, in integer arithmetic (after Fabian Giesen's
/// `float_to_half_fast3_rtne` and `half_to_float`).
final class VectorHalves {
    private static final int INFINITY = 0x7f800000;
    private static final int SIGN = Integer.MIN_VALUE;
    /// The largest exponent of a float16 and what its exponents lack to those of a float32, in place.
    private static final int HALF_EXPONENT = 0x7c00 << 13;
    private static final int BIAS = (127 - 15) << 23;
    /// 2⁻¹⁴, the smallest normal float16, and 2¹⁶, the first number beyond all of them.
    private static final int SMALLEST = 113 << 23;
    private static final int BEYOND = 143 << 23;
    /// The float32 whose last place is the smallest float16.
    private static final float SUBNORMAL = 0.5f;
    private static final int SUBNORMAL_BITS = 126 << 23;

    private VectorHalves() {}

    private static IntVector widen(ShortVector x)  { return (IntVector) x.convertShape(ZERO_EXTEND_S2I, VectorLanes.I, 0); }
    private static ShortVector narrow(IntVector x) { return (ShortVector) x.convertShape(I2S, VectorLanes.S, 0); }

    static FloatVector fromBfloat16(ShortVector x) {
        return widen(x).lanewise(LSHL, 16).reinterpretAsFloats();
    }

    static ShortVector toBfloat16(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector upper = bits.lanewise(LSHR, 16);
        IntVector rounded = bits.add(upper.and(1).add(0x7fff)).lanewise(LSHR, 16);
        return narrow(rounded.blend(upper.or(0x40), x.compare(NE, x).cast(VectorLanes.I)));
    }

    static FloatVector fromFloat16(ShortVector x) {
        IntVector bits = widen(x);
        IntVector size = bits.and(0x7fff).lanewise(LSHL, 13);
        IntVector exponent = size.and(HALF_EXPONENT);
        IntVector normal = size.add(BIAS);
        normal = normal.blend(normal.add(BIAS), exponent.compare(EQ, HALF_EXPONENT));
        IntVector subnormal = normal.add(1 << 23).reinterpretAsFloats().sub(Float.intBitsToFloat(SMALLEST)).reinterpretAsInts();
        return normal.blend(subnormal, exponent.compare(EQ, 0)).or(bits.and(0x8000).lanewise(LSHL, 16)).reinterpretAsFloats();
    }

    static ShortVector toFloat16(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector size = bits.and(~SIGN);
        IntVector normal = size.sub(BIAS).add(size.lanewise(LSHR, 13).and(1).add(0xfff)).lanewise(LSHR, 13);
        IntVector subnormal = size.reinterpretAsFloats().add(SUBNORMAL).reinterpretAsInts().sub(SUBNORMAL_BITS);
        IntVector result = normal.blend(subnormal, size.compare(LT, SMALLEST));
        result = result.blend(0x7c00, size.compare(GE, BEYOND)).blend(0x7e00, size.compare(GT, INFINITY));
        return narrow(result.or(bits.and(SIGN).lanewise(LSHR, 16)));
    }
}
