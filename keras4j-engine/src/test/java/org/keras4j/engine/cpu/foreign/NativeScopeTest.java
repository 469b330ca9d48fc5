package org.keras4j.engine.cpu.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.engine.cpu.foreign.Problem.plain;

import module java.base;
import org.junit.jupiter.api.Test;

class NativeScopeTest {
    private static final PrimitiveDesc TWICE = Eltwise.LINEAR.forward(Mode.INFERENCE, plain(1), plain(1), 2, 0, Attributes.PLAIN);

    @Test
    void allocatesZerosOnAlignedAddresses() {
        try (var scope = new NativeScope()) {
            MemorySegment small = scope.allocate(100);
            MemorySegment large = scope.allocate(5_000_000);

            assertThat(small.address() % 64).isZero();
            assertThat(large.address() % (2 << 20)).isZero();
            assertThat(large.byteSize()).isEqualTo(5_000_000);
            assertThat(large.mismatch(MemorySegment.ofArray(new byte[5_000_000]))).isEqualTo(-1);
        }
    }

    @Test
    void closesTwiceAndRefusesUseAfterwards() {
        var scope = new NativeScope();
        MemorySegment buffer = scope.allocate(4);
        MemorySegment large = scope.allocate(5_000_000);
        Call call = TWICE.bind(scope, Map.of(Arg.SRC, buffer, Arg.DST, buffer));
        call.run();

        scope.close();
        scope.close();

        assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> call.point(Arg.SRC, buffer)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> scope.allocate(4)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> large.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> TWICE.bind(scope, Map.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void argumentsMayBePointedElsewhere() {
        try (var scope = new NativeScope()) {
            MemorySegment first = scope.allocate(4);
            MemorySegment second = scope.allocate(4);
            MemorySegment result = scope.allocate(4);
            first.set(ValueLayout.JAVA_FLOAT, 0, 3);
            second.set(ValueLayout.JAVA_FLOAT, 0, 5);
            Call call = TWICE.bind(scope, Map.of(Arg.SRC, first, Arg.DST, result));

            call.point(Arg.SRC, second);
            call.run();

            assertThat(result.get(ValueLayout.JAVA_FLOAT, 0)).isEqualTo(10);
            assertThatThrownBy(() -> call.point(Arg.BIAS, second)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got bias");
        }
    }

    @Test
    void refusesBuffersThatAreTooSmallOrOnTheHeap() {
        try (var scope = new NativeScope()) {
            MemorySegment buffer = scope.allocate(4);

            assertThatThrownBy(() -> TWICE.bind(scope, Map.of(Arg.SRC, buffer, Arg.DST, buffer.asSlice(0, 2))))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith(
                            " > dst: expected 4 bytes of native memory for float32[1] a, got 2 bytes of it.");
            assertThatThrownBy(() -> TWICE.bind(scope, Map.of(Arg.SRC, MemorySegment.ofArray(new float[1]), Arg.DST, buffer)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith("got 4 bytes on Java's heap.");
        }
    }
}
