package org.keras4j.engine.cpu.loops;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.cpu.loops.Reduction.Kind;
import org.keras4j.engine.cpu.loops.Reduction.Over;
import org.keras4j.engine.tensor.DType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.keras4j.engine.cpu.loops.Loops.memory;
import static org.keras4j.engine.cpu.loops.Loops.numbers;
import static org.keras4j.engine.cpu.loops.Loops.values;

class ReductionTest {
    /// Of the sum of magnitudes: vectors add a sixteenth of a tile each.
    private static final double TOLERANCE = 1e-6;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "1, 20011", "3, 9000", "40, 1000", "5000, 10", "700, 17", "20000, 1", "300, 200"})
    void giveTheSameBitsForAnyNumberOfWorkers(int rows, int columns) {
        var random = new Random(rows);
        var x = numbers((long) rows * columns, _ -> (float) random.nextGaussian());
        for (var dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.BFLOAT16, DType.INT32, DType.INT64)) {
            for (var dialect : Dialect.ALL) {
                var b = LoopBuilder.over(rows, columns);
                var value = b.each(dtype);
                for (var kind : Kind.values()) {
                    for (var over : Over.values()) {
                        b.reduce(kind, over, dtype, value);
                    }
                }
                var plan = b.build();
                if (dialect.types().containsKey(Lane.of(dtype))) {
                    var loop = CompiledLoop.of(plan, dialect);
                    var memory = memory(dtype, x);
                    var one = run(loop, 1, memory);
                    for (int workers = 2; workers <= 3; workers++) {
                        assertThat(run(loop, workers, memory)).isDeepEqualTo(one);
                    }
                    check(dtype, rows, columns, x, one);
                }
            }
        }
    }

    /// The results' bytes, one reduction after the other.
    private static byte[][] run(CompiledLoop loop, int workers, MemorySegment x) {
        var buffers = new ArrayList<>(List.of(x));
        for (int i = 0; i < loop.plan().loop().reductions().size(); i++) {
            buffers.add(Arena.ofAuto().allocate(loop.plan().bytes(1 + i), 64).fill((byte) 0xff));
        }
        Loops.run(loop, workers, buffers.toArray(MemorySegment[]::new));
        return buffers.subList(1, buffers.size()).stream().map(buffer -> buffer.toArray(ValueLayout.JAVA_BYTE)).toArray(byte[][]::new);
    }

    private static void check(DType dtype, int rows, int columns, double[] x, byte[][] results) {
        int next = 0;
        for (var kind : Kind.values()) {
            for (var over : Over.values()) {
                var bytes = results[next++];
                var actual = values(dtype, Arena.ofAuto().allocate(bytes.length, 8).copyFrom(MemorySegment.ofArray(bytes)));
                for (int result : new int[] {0, actual.length / 2, actual.length - 1}) {
                    var group = group(over, rows, columns, result).mapToDouble(i -> dtype.round(x[i])).toArray();
                    double exact = switch (kind) {
                        case SUM -> Arrays.stream(group).sum();
                        case MAX -> Arrays.stream(group).max().orElseThrow();
                        case MIN -> Arrays.stream(group).min().orElseThrow();
                    };
                    double error = Arrays.stream(group).map(Math::abs).sum() * TOLERANCE + (dtype == DType.BFLOAT16 ? Math.abs(exact) / 256 : 0);
                    assertThat(actual[result]).as("%s over %s of %s[%d, %d]", kind, over, dtype, rows, columns)
                            .isCloseTo(exact, within(error));
                }
            }
        }
    }

    private static IntStream group(Over over, int rows, int columns, int result) {
        return switch (over) {
            case COLUMNS -> IntStream.range(result * columns, (result + 1) * columns);
            case ROWS -> IntStream.range(0, rows).map(row -> row * columns + result);
            case ALL -> IntStream.range(0, rows * columns);
        };
    }

    @Test
    void ofNothingAreNeutral() {
        var b = LoopBuilder.over(2, 0);
        var x = b.each(DType.FLOAT32);
        b.reduce(Kind.SUM, Over.COLUMNS, DType.FLOAT32, x).reduce(Kind.MAX, Over.ALL, DType.FLOAT32, x).reduce(Kind.SUM, Over.ROWS, DType.FLOAT32, x);
        var sums = memory(DType.FLOAT32, 99, 99);
        var largest = memory(DType.FLOAT32, 99);

        Loops.run(CompiledLoop.of(b.build()), 1, memory(DType.FLOAT32), sums, largest, memory(DType.FLOAT32));

        assertThat(values(DType.FLOAT32, sums)).containsExactly(0, 0);
        assertThat(values(DType.FLOAT32, largest)).containsExactly(Double.NEGATIVE_INFINITY);
    }

    @Test
    void countTruths() {
        var b = LoopBuilder.over(2, 100);
        var x = b.each(DType.FLOAT32);
        b.reduce(Kind.SUM, Over.COLUMNS, DType.INT32, b.compare(Comparison.GREATER, x, b.constant(Lane.FLOAT32, 0)));
        var counts = memory(DType.INT32, 99, 99);

        Loops.run(CompiledLoop.of(b.build()), 1, memory(DType.FLOAT32, 200, i -> i % 10 - 2), counts);

        assertThat(values(DType.INT32, counts)).containsExactly(70, 70);
    }

    @Test
    void spreadNaN() {
        var b = LoopBuilder.over(1, 50);
        var x = b.each(DType.FLOAT32);
        b.reduce(Kind.MAX, Over.ALL, DType.FLOAT32, x).reduce(Kind.MIN, Over.ALL, DType.FLOAT32, x).reduce(Kind.SUM, Over.ALL, DType.FLOAT32, x);
        var results = Stream.generate(() -> memory(DType.FLOAT32, 0)).limit(3).toList();

        Loops.run(CompiledLoop.of(b.build()), 1, memory(DType.FLOAT32, 50, i -> i == 33 ? Double.NaN : i),
                results.get(0), results.get(1), results.get(2));

        assertThat(results).allSatisfy(result -> assertThat(values(DType.FLOAT32, result)).containsExactly(Double.NaN));
    }

    /// One float alone, added to a million times, would be off by 1 %.
    @Test
    void keepThePrecisionOfManyNumbers() {
        var b = LoopBuilder.over(1, 1 << 20);
        b.reduce(Kind.SUM, Over.ALL, DType.FLOAT32, b.each(DType.FLOAT32));
        var sum = memory(DType.FLOAT32, 0);

        Loops.run(CompiledLoop.of(b.build()), 1, memory(DType.FLOAT32, 1 << 20, _ -> 0.1f), sum);

        assertThat(values(DType.FLOAT32, sum)[0] / (1 << 20)).isCloseTo(0.1f, within(1e-6));
    }

    /// Whatever tiles they come from: 2⁶⁰ + 1 is no double.
    @Test
    void areExactForIntegersThatNoDoubleHolds() {
        long large = (1L << 60) + 1;
        int n = 100_000;
        var x = Arena.ofAuto().allocate(n * 8L, 8);
        x.setAtIndex(ValueLayout.JAVA_LONG, n - 1, large);
        var b = LoopBuilder.over(1, n);
        var value = b.each(DType.INT64);
        b.reduce(Kind.SUM, Over.ALL, DType.INT64, value).reduce(Kind.MAX, Over.ALL, DType.INT64, value);
        var results = Stream.generate(() -> Arena.ofAuto().allocate(8, 8)).limit(2).toList();

        Loops.run(CompiledLoop.of(b.build()), 1, x, results.get(0), results.get(1));

        assertThat(results).allSatisfy(result -> assertThat(result.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(large));
    }

    /// As integers do in one tile.
    @Test
    void ofIntegersWrapAroundWhereverTheyAreCut() {
        var b = LoopBuilder.over(1, 1 << 17);
        b.reduce(Kind.SUM, Over.ALL, DType.INT32, b.each(DType.INT32));
        var sum = memory(DType.INT32, 0);

        Loops.run(CompiledLoop.of(b.build()), 1, memory(DType.INT32, 1 << 17, _ -> (1 << 15) + 1), sum);

        assertThat(values(DType.INT32, sum)).containsExactly(1 << 17);
    }
}
