package org.keras4j.engine.cpu.loops;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.engine.cpu.loops.BinaryFunction.*;
import static org.keras4j.engine.cpu.loops.Loops.memory;
import static org.keras4j.engine.cpu.loops.Loops.numbers;
import static org.keras4j.engine.cpu.loops.Loops.run;
import static org.keras4j.engine.cpu.loops.Loops.values;
import static org.keras4j.engine.cpu.loops.UnaryFunction.*;
import static org.keras4j.engine.tensor.DType.BOOL;
import static org.keras4j.engine.tensor.DType.FLOAT32;
import static org.keras4j.engine.tensor.DType.INT32;
import static org.keras4j.engine.tensor.DType.INT64;

class LoopTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 16, 17, 1000, 100_003})
    void addsABiasToEachRow(long columns) {
        var b = LoopBuilder.over(3, columns);
        b.store(FLOAT32, b.unary(RELU, b.binary(ADD, b.each(FLOAT32), b.rowVector(FLOAT32))));
        var x = memory(FLOAT32, 3 * columns, i -> i % 7 - 3);
        var bias = memory(FLOAT32, columns, i -> i % 5 - 2);
        var y = memory(FLOAT32, 3 * columns, _ -> 99);

        CompiledLoop.of(b.build()).run(x, bias, y);

        assertThat(values(FLOAT32, y)).isEqualTo(numbers(3 * columns, i -> Math.max(0, i % 7 - 3 + i % columns % 5 - 2)));
    }

    @Test
    void leavesWhatIsBetweenStridedRows() {
        var b = LoopBuilder.over(2, 3);
        b.store(FLOAT32, b.binary(ADD, b.each(FLOAT32, 5), b.columnVector(FLOAT32, 2)), 4);
        var x = memory(FLOAT32, 8, i -> i);
        var weight = memory(FLOAT32, 3, i -> 10 * i);
        var y = memory(FLOAT32, 7, _ -> 99);

        CompiledLoop.of(b.build()).run(x, weight, y);

        assertThat(values(FLOAT32, y)).containsExactly(0, 1, 2, 99, 25, 26, 27);
    }

    @Test
    void writesOverItsInput() {
        var b = LoopBuilder.over(1, 10_001);
        var x = b.each(FLOAT32);
        var y = b.each(FLOAT32);
        b.store(FLOAT32, b.binary(ADD, x, y)).store(FLOAT32, b.binary(SUBTRACT, x, y));
        var first = memory(FLOAT32, 10_001, i -> i);
        var second = memory(FLOAT32, 10_001, i -> 2 * i);

        CompiledLoop.of(b.build()).run(first, second, second, first);

        assertThat(values(FLOAT32, second)).isEqualTo(numbers(10_001, i -> 3 * i));
        assertThat(values(FLOAT32, first)).isEqualTo(numbers(10_001, i -> -i));
    }

    @Test
    void makesOneHotRowsFromLongLabels() {
        var b = LoopBuilder.over(3, 50);
        var label = b.convert(Lane.INT32, b.columnVector(INT64));
        b.store(BOOL, b.compare(Comparison.EQUAL, b.columnIndex(), label));
        var y = memory(BOOL, 150, _ -> 1);
        var plan = b.build();

        CompiledLoop.of(plan).run(memory(INT64, 3, i -> 20 - i), y);

        assertThat(values(BOOL, y)).isEqualTo(numbers(150, i -> i == 20 || i == 69 || i == 118 ? 1 : 0));
        assertThat(Dialect.of(plan)).isEqualTo(Dialect.ALL.getFirst());
    }

    @Test
    void numbersRowsAndColumns() {
        var b = LoopBuilder.over(2, 20);
        var ten = b.constant(Lane.INT32, 100);
        b.store(INT32, b.binary(ADD, b.binary(MULTIPLY, b.rowIndex(), ten), b.columnIndex()));
        var y = memory(INT32, 40, _ -> 0);

        CompiledLoop.of(b.build()).run(y);

        assertThat(values(INT32, y)).isEqualTo(numbers(40, i -> i / 20 * 100 + i % 20));
    }

    @Test
    void readsOneColumnAsOneRow() {
        var b = LoopBuilder.over(1000, 1);
        var x = b.binary(MULTIPLY, b.each(FLOAT32), b.columnVector(FLOAT32));
        b.store(FLOAT32, b.binary(ADD, x, b.convert(Lane.FLOAT32, b.rowIndex())));
        b.reduce(Reduction.Kind.SUM, Reduction.Over.COLUMNS, FLOAT32, x).reduce(Reduction.Kind.SUM, Reduction.Over.ROWS, FLOAT32, x);
        var plan = b.build();
        var y = memory(FLOAT32, 1000, _ -> 0);
        var each = memory(FLOAT32, 1000, _ -> 0);
        var sum = memory(FLOAT32, 1, _ -> 0);

        run(CompiledLoop.of(plan), 1, memory(FLOAT32, 1000, i -> i), memory(FLOAT32, 1000, _ -> 2), y, each, sum);

        assertThat(plan.rows()).isOne();
        assertThat(values(FLOAT32, y)).isEqualTo(numbers(1000, i -> 3 * i));
        assertThat(values(FLOAT32, each)).isEqualTo(numbers(1000, i -> 2 * i));
        assertThat(values(FLOAT32, sum)).containsExactly(999 * 1000);
    }

    @Test
    void readsRowsWithoutGapsAsOneRow() {
        var b = LoopBuilder.over(100, 3);
        b.store(FLOAT32, b.unary(SQUARE, b.each(FLOAT32)));
        assertThat(b.build().columns()).isEqualTo(300);
    }

    @Test
    void equalLoopsOfAnySizeShareOneKernel() {
        assertThat(squares(1700).kernel()).isSameAs(squares(100_000).kernel());
    }

    private static CompiledLoop squares(long n) {
        var b = LoopBuilder.over(1, n);
        b.store(FLOAT32, b.unary(SQUARE, b.each(FLOAT32)));
        return CompiledLoop.of(b.build());
    }

    @Test
    void splitsOnlyLongLoops() {
        assertThat(squares(1000).workers(8)).isOne();
        assertThat(squares(10_000_000).workers(8)).isEqualTo(8);
    }

    @Test
    void runsALoopThatIsTooLargeForVectorsAsPlainLoop() {
        var b = LoopBuilder.over(1, 1000);
        var x = b.each(FLOAT32);
        for (int i = 0; i < 300; i++) {
            x = b.binary(ADD, x, b.constant(Lane.FLOAT32, i));
        }
        b.store(FLOAT32, x);
        var y = memory(FLOAT32, 1000, _ -> 0);

        CompiledLoop.of(b.build()).run(memory(FLOAT32, 1000, i -> i), y);

        assertThat(values(FLOAT32, y)).isEqualTo(numbers(1000, i -> i + 299 * 150));
    }

    @Test
    void saysWhichBufferIsTooSmall() {
        assertThatThrownBy(() -> squares(10).check(memory(FLOAT32, 10, i -> i), memory(FLOAT32, 9, i -> i)))
                .hasMessage("Loop: expected at least 40 bytes in buffer 1, got 36.");
        assertThatThrownBy(() -> squares(10).check(memory(FLOAT32, 10, i -> i), MemorySegment.ofArray(new float[10])))
                .hasMessageContaining("expected native memory in buffer 1, got an array of Java's. Copy it");
        assertThatThrownBy(() -> squares(10).check(memory(FLOAT32, 10, i -> i))).hasMessage("Loop: expected 2 buffers, got 1.");
    }

    @Test
    void refusesTypesThatDontFit() {
        var b = LoopBuilder.over(1, 1);
        assertThatThrownBy(() -> b.binary(ADD, b.each(FLOAT32), b.each(INT32)))
                .hasMessage("Loop: expected two values of one type, got float32 and int32. Convert one of them.");
        assertThatThrownBy(() -> b.unary(SQRT, b.each(INT32)))
                .hasMessage("Loop: expected a value that SQRT takes, got int32. Convert it first.");
    }
}
