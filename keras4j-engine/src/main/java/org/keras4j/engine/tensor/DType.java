package org.keras4j.engine.tensor;

import module java.base;

/// The type of an array's elements. Prints as NumPy and Keras call it: `float32`.
public enum DType {
    FLOAT32(4, Kind.FLOATING),
    FLOAT64(8, Kind.FLOATING),
    /// The upper half of a float32: 8 bits of exponent, 7 of fraction.
    BFLOAT16(2, Kind.FLOATING),
    /// IEEE 754 binary16.
    FLOAT16(2, Kind.FLOATING),
    INT8(1, Kind.INTEGER),
    UINT8(1, Kind.INTEGER),
    INT32(4, Kind.INTEGER),
    INT64(8, Kind.INTEGER),
    /// One byte an element: 0 or 1.
    BOOL(1, Kind.BOOL);

    private enum Kind { FLOATING, INTEGER, BOOL }

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private final int bytes;
    private final Kind kind;

    DType(int bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /// The type of that name.
    ///
    /// @throws IllegalArgumentException naming the choices, when there is none
    public static DType of(String name) {
        return Stream.of(values()).filter(type -> type.toString().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("dtype: expected one of "
                        + Stream.of(values()).map(DType::toString).collect(Collectors.joining(", "))
                        + ", got \"" + name + "\". Check the spelling."));
    }

    public int bytes()          { return bytes; }
    public boolean isFloating() { return kind == Kind.FLOATING; }
    public boolean isInteger()  { return kind == Kind.INTEGER; }

    /// The element at `index`, widened: exact for all types but int64 beyond 2⁵³. `true` is 1.
    public double load(MemorySegment from, long index) {
        return switch (this) {
            case FLOAT32 -> from.get(FLOAT, index * 4);
            case FLOAT64 -> from.get(DOUBLE, index * 8);
            case BFLOAT16 -> bfloat16ToFloat(from.get(SHORT, index * 2));
            case FLOAT16 -> Float.float16ToFloat(from.get(SHORT, index * 2));
            case INT8 -> from.get(BYTE, index);
            case UINT8 -> from.get(BYTE, index) & 0xff;
            case INT32 -> from.get(INT, index * 4);
            case INT64 -> from.get(LONG, index * 8);
            case BOOL -> from.get(BYTE, index) != 0 ? 1 : 0;
        };
    }

    /// Writes `value` at `index`: floating types round to nearest even, bool is `value ≠ 0`, integers truncate towards zero
    /// as Java's casts do: int32 and int64 saturate, the 8-bit types keep the low byte of that int32, NaN becomes 0.
    public void store(MemorySegment to, long index, double value) {
        switch (this) {
            case FLOAT32 -> to.set(FLOAT, index * 4, (float) value);
            case FLOAT64 -> to.set(DOUBLE, index * 8, value);
            case BFLOAT16 -> to.set(SHORT, index * 2, floatToBfloat16(toFloatForHalf(value)));
            case FLOAT16 -> to.set(SHORT, index * 2, Float.floatToFloat16(toFloatForHalf(value)));
            case INT8, UINT8 -> to.set(BYTE, index, (byte) (int) value);
            case INT32 -> to.set(INT, index * 4, (int) value);
            case INT64 -> to.set(LONG, index * 8, (long) value);
            case BOOL -> to.set(BYTE, index, (byte) (value != 0 ? 1 : 0));
        }
    }

    /// `value` as an element of this type holds it: what [#store] then [#load] give.
    public double round(double value) {
        return switch (this) {
            case FLOAT32 -> (float) value;
            case FLOAT64 -> value;
            case BFLOAT16 -> bfloat16ToFloat(floatToBfloat16(toFloatForHalf(value)));
            case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16(toFloatForHalf(value)));
            case INT8 -> (byte) (int) value;
            case UINT8 -> (int) value & 0xff;
            case INT32 -> (int) value;
            case INT64 -> (long) value;
            case BOOL -> value != 0 ? 1 : 0;
        };
    }

    /// A float that rounds to the same half as `value`: to nearest, but to odd where that is even and inexact. Rounded to
    /// nearest twice, what is a little above the middle of two halves would become the middle, and then go down.
    private static float toFloatForHalf(double value) {
        float nearest = (float) value;
        if (nearest == value || Double.isNaN(value) || (Float.floatToRawIntBits(nearest) & 1) != 0) {
            return nearest;
        }
        return nearest < value ? Math.nextUp(nearest) : Math.nextDown(nearest);
    }

    /// The number that these bits stand for, exactly.
    public static float bfloat16ToFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /// Rounds to nearest even; a NaN stays one.
    public static short floatToBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
