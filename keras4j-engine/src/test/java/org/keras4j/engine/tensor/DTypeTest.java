package org.keras4j.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Expected numbers: float16 from NumPy, integers from NumPy where it defines them and from Java's casts beyond, bfloat16 by
/// hand from its eight bits of precision.
class DTypeTest {
    @Test
    void printsAndIsFoundByItsName() {
        assertThat(DType.values()).extracting(DType::toString).containsExactly("float32", "float64", "bfloat16", "float16", "int8",
                "uint8", "int32", "int64", "bool");
        assertThat(DType.values()).allMatch(type -> DType.of(type.toString()) == type);
        assertThatThrownBy(() -> DType.of("float")).isInstanceOf(IllegalArgumentException.class).hasMessage("dtype: expected one of "
                + "float32, float64, bfloat16, float16, int8, uint8, int32, int64, bool, got \"float\". Check the spelling.");
    }

    @Test
    void knowsItsBytesAndItsKind() {
        assertThat(DType.values()).extracting(DType::bytes).containsExactly(4, 8, 2, 2, 1, 1, 4, 8, 1);
        assertThat(Stream.of(DType.values()).filter(DType::isFloating))
                .containsExactly(DType.FLOAT32, DType.FLOAT64, DType.BFLOAT16, DType.FLOAT16);
        assertThat(Stream.of(DType.values()).filter(DType::isInteger))
                .containsExactly(DType.INT8, DType.UINT8, DType.INT32, DType.INT64);
    }

    @ParameterizedTest
    @CsvSource({"0x1.002p0, 3c00", "0x1.006p0, 3c02", "0x1.0020000001p0, 3c01", "65519.99, 7bff", "65520, 7c00", "-1e300, fc00",
        "0x1p-25, 0000", "0x1.000001p-25, 0001", "5.96e-8, 0001", "-0.1, ae66", "1e-8, 0000", "-1e-300, 8000", "0x1.8p-24, 0002",
        "Infinity, 7c00", "-0.0, 8000"})
    void roundsToTheNearestFloat16TiesToEven(double value, String bits) {
        assertThat(halfBits(DType.FLOAT16, value)).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({"1, 3f80", "0x1.01p0, 3f80", "0x1.03p0, 3f82", "0x1.0100000001p0, 3f81", "-0x1.0100000001p0, bf81", "0x1.fep127, 7f7f",
        "0x1.ffp127, 7f80", "1e300, 7f80", "0x1p-133, 0001", "0x1p-134, 0000", "0x1.8p-133, 0002", "-Infinity, ff80", "-0.0, 8000"})
    void roundsToTheNearestBfloat16TiesToEven(double value, String bits) {
        assertThat(halfBits(DType.BFLOAT16, value)).isEqualTo(bits);
    }

    /// Its fraction bits are all in the half that is cut off: it would become an infinity.
    @Test
    void aNaNStaysOneInBfloat16() {
        assertThat(DType.bfloat16ToFloat(DType.floatToBfloat16(Float.intBitsToFloat(0x7f800001)))).isNaN();
        assertThat(DType.bfloat16ToFloat(DType.floatToBfloat16(Float.intBitsToFloat(0xffffffff)))).isNaN();
    }

    @Test
    void everyHalfIsReadAndWrittenUnchanged() {
        var segment = MemorySegment.ofArray(new short[1]);
        for (DType dtype : List.of(DType.FLOAT16, DType.BFLOAT16)) {
            for (int bits = 0; bits < 1 << 16; bits++) {
                segment.set(ValueLayout.JAVA_SHORT, 0, (short) bits);
                double value = dtype.load(segment, 0);
                if (!Double.isNaN(value)) {
                    dtype.store(segment, 0, value);
                    assertThat(segment.get(ValueLayout.JAVA_SHORT, 0)).isEqualTo((short) bits);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        //  value, int8, uint8,       int32,               int64
        "     1.9,    1,     1,           1,                   1",
        "    -1.9,   -1,   255,          -1,                  -1",
        "   127.5,  127,   127,         127,                 127",
        "     200,  -56,   200,         200,                 200",
        "     300,   44,    44,         300,                 300",
        "    -129,  127,   127,        -129,                -129",
        "     3e9,   -1,   255,  2147483647,          3000000000",
        "   -1e30,    0,     0, -2147483648, -9223372036854775808",
        "     NaN,    0,     0,           0,                   0"})
    void integersTruncateAndWrapOrSaturate(double value, long int8, long uint8, long int32, long int64) {
        assertThat((long) DType.INT8.round(value)).isEqualTo(int8);
        assertThat((long) DType.UINT8.round(value)).isEqualTo(uint8);
        assertThat((long) DType.INT32.round(value)).isEqualTo(int32);
        assertThat((long) DType.INT64.round(value)).isEqualTo(int64);
    }

    @Test
    void boolIsWhatIsNotZero() {
        assertThat(DType.BOOL.round(0.1)).isEqualTo(1);
        assertThat(DType.BOOL.round(Double.NaN)).isEqualTo(1);
        assertThat(DType.BOOL.round(-0.0)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void roundIsWhatStoreAndLoadGive(DType dtype) {
        var segment = MemorySegment.ofArray(new byte[24]);
        for (double value : new double[] {0, 1, -1, 0.1, 1e-8, 65519.99, 300, -129, 3e9, 1e300, Double.NEGATIVE_INFINITY, Double.NaN}) {
            dtype.store(segment, 1, value);
            assertThat(dtype.load(segment, 1)).as("%s", value).isEqualTo(Double.valueOf(dtype.round(value)));
        }
        assertThat(segment.asSlice(0, dtype.bytes()).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
        assertThat(segment.asSlice(2 * dtype.bytes()).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
    }

    private static String halfBits(DType dtype, double value) {
        var segment = MemorySegment.ofArray(new short[1]);
        dtype.store(segment, 0, value);
        return "%04x".formatted(segment.get(ValueLayout.JAVA_SHORT, 0));
    }
}
