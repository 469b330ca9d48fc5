package org.keras4j.engine.cpu.loops;

import module java.base;
import org.junit.jupiter.api.Test;
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

    @Test
    void runsWhatIsColdInTurnsAndFreesTheMemoryOfWhatIsWarm() throws Exception {
        var slow = new CompletableFuture<Arena>();
        var quick = new CompletableFuture<Boolean>();
        KernelWarmup.add(slow, memory -> {
            slow.complete(memory);
            return List.of(() -> LockSupport.parkNanos(100_000));           // as slow each time: never warm
        });

        KernelWarmup.add(quick, memory -> List.of(() -> quick.complete(slow.join().scope().isAlive())));

        assertThat(quick.get(20, TimeUnit.SECONDS)).as("runs while the slow one is still cold").isTrue();
        var memory = slow.join().scope();
        for (int wait = 0; wait < 2000 && memory.isAlive(); wait++) {
            Thread.sleep(10);
        }
        assertThat(memory.isAlive()).isFalse();
    }

    @Test
    void lettingNobodyWaitForWhatCannotBeWarmed() throws Exception {
        var done = KernelWarmup.add("fails at once", memory -> {
            throw new IllegalStateException("on purpose");
        });
        var later = KernelWarmup.add("fails when it runs", memory -> List.of(() -> {
            throw new AssertionError("on purpose");
        }));

        done.get(20, TimeUnit.SECONDS);
        later.get(20, TimeUnit.SECONDS);
        KernelWarmup.add("comes after them", memory -> List.of()).get(20, TimeUnit.SECONDS);
    }
}
