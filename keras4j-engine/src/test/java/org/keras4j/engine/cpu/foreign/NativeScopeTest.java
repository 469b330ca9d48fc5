package org.keras4j.engine.cpu.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.engine.cpu.foreign.Problem.plain;

import module java.base;
import org.junit.jupiter.api.Test;

class NativeScopeTest {
    private static final PrimitiveDesc COPY = PrimitiveDesc.reorder(plain(1), plain(1), Attributes.PLAIN);

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
        Call call = COPY.bind(scope, Map.of(Arg.SRC, buffer, Arg.DST, buffer));
        call.run();

        scope.close();
        scope.close();

        assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> scope.allocate(4)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> large.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> COPY.bind(scope, Map.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesBuffersThatAreTooSmallOrOnTheHeap() {
        try (var scope = new NativeScope()) {
            MemorySegment buffer = scope.allocate(4);

            assertThatThrownBy(() -> COPY.bind(scope, Map.of(Arg.SRC, buffer, Arg.DST, buffer.asSlice(0, 2))))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith(
                            " > dst: expected 4 bytes of native memory for float32[1] a, got 2 bytes of it.");
            assertThatThrownBy(() -> COPY.bind(scope, Map.of(Arg.SRC, MemorySegment.ofArray(new float[1]), Arg.DST, buffer)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith("got 4 bytes on Java's heap.");
        }
    }
}
