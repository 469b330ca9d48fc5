package org.keras4j.engine.cpu.loops;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.tensor.DType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keras4j.engine.cpu.loops.Loops.evaluate;
import static org.keras4j.engine.cpu.loops.Loops.numbers;
import static org.keras4j.engine.tensor.DType.FLOAT32;
import static org.keras4j.engine.tensor.DType.INT32;

/// How elements are widened and rounded, against [DType].
class StorageTest {
    private static final int ALL_SHORTS = 1 << 16;

    static Stream<Dialect> dialects() {
        return Dialect.ALL.stream().filter(dialect -> dialect.types().containsKey(Lane.FLOAT32));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void widensAll16BitFloats(Dialect dialect) {
        for (var dtype : List.of(DType.BFLOAT16, DType.FLOAT16)) {
            var all = Arena.ofAuto().allocate(ALL_SHORTS * 2 + 2, 64);
            for (int i = 0; i < ALL_SHORTS; i++) {
                all.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) i);
            }
            var b = LoopBuilder.over(1, ALL_SHORTS + 1);
            b.store(FLOAT32, b.each(dtype));
            var wide = Arena.ofAuto().allocate(4L * (ALL_SHORTS + 1), 64);

            CompiledLoop.of(b.build(), dialect).run(all, wide);

            assertThat(Loops.values(FLOAT32, wide)).isEqualTo(Loops.values(dtype, all));
        }
    }

    /// Each 16-bit float, what lies half-way to its neighbours, and what lies just beside that.
    @ParameterizedTest
    @MethodSource("dialects")
    void roundsToNearestEven(Dialect dialect) {
        for (var dtype : List.of(DType.BFLOAT16, DType.FLOAT16)) {
            int halfWay = dtype == DType.BFLOAT16 ? 1 << 15 : 1 << 12;
            var x = new double[ALL_SHORTS * 4];
            for (int i = 0; i < ALL_SHORTS; i++) {
                float exact = dtype == DType.BFLOAT16 ? DType.bfloat16ToFloat((short) i) : Float.float16ToFloat((short) i);
                int bits = Float.floatToRawIntBits(exact);
                x[4 * i] = exact;
                x[4 * i + 1] = Float.intBitsToFloat(bits + halfWay - 1);
                x[4 * i + 2] = Float.intBitsToFloat(bits + halfWay);
                x[4 * i + 3] = Float.intBitsToFloat(bits + halfWay + 1);
            }
            var expected = Arrays.stream(x).map(dtype::round).toArray();
            assertThat(evaluate(dialect, FLOAT32, dtype, _ -> List::getFirst, x)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void keepsTheLastBitsOfBytes(Dialect dialect) {
        var x = numbers(600, i -> i - 300);
        for (var dtype : List.of(DType.INT8, DType.UINT8)) {
            var expected = Arrays.stream(x).map(dtype::round).toArray();
            assertThat(evaluate(dialect, INT32, dtype, _ -> List::getFirst, x)).isEqualTo(expected);
            assertThat(evaluate(dialect, dtype, INT32, _ -> List::getFirst, x)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void writesNoFurtherThanTheRowsEnd(Dialect dialect) {
        for (var dtype : List.of(FLOAT32, DType.BFLOAT16, INT32, DType.INT8, DType.BOOL)) {
            var b = LoopBuilder.over(2, 5);
            b.store(dtype, b.constant(Lane.of(dtype), 1), 8);
            var y = Loops.memory(dtype, 20, _ -> 0);
            CompiledLoop.of(b.build(), dialect).run(y);
            assertThat(Loops.values(dtype, y)).isEqualTo(numbers(20, i -> i < 13 && i % 8 < 5 ? 1 : 0));
        }
    }
}
