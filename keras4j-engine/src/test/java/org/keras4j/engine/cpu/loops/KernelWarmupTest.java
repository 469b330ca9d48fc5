package org.keras4j.engine.cpu.loops;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.tensor.DType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keras4j.engine.cpu.loops.Reduction.Kind.SUM;
import static org.keras4j.engine.cpu.loops.Reduction.Over;

class KernelWarmupTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 1000000", "0, 5", "5, 0", "4096, 10", "300, 5000"})
    void changesNothingInTheProgramsMemory(int rows, int columns) {
        var b = LoopBuilder.over(rows, columns);
        var x = b.binary(BinaryFunction.ADD, b.each(DType.FLOAT32, columns + 3), b.columnVector(DType.FLOAT32));
        b.store(DType.FLOAT32, b.unary(UnaryFunction.EXP, x)).reduce(SUM, Over.COLUMNS, DType.FLOAT32, x).reduce(SUM, Over.ALL, DType.FLOAT32, x);
        var loop = CompiledLoop.of(b.build());
        var buffers = loop.allocate(Arena.ofAuto(), (byte) 0);
        loop.run(buffers);
        var before = Arrays.stream(buffers).map(buffer -> buffer.toArray(ValueLayout.JAVA_BYTE)).toArray(byte[][]::new);

        KernelWarmup.warm(loop);

        assertThat(Arrays.stream(buffers).map(buffer -> buffer.toArray(ValueLayout.JAVA_BYTE)).toArray(byte[][]::new)).isDeepEqualTo(before);
        loop.run(buffers);
        assertThat(Arrays.stream(buffers).map(buffer -> buffer.toArray(ValueLayout.JAVA_BYTE)).toArray(byte[][]::new)).isDeepEqualTo(before);
    }
}
