package org.keras4j.engine.cpu.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.engine.cpu.foreign.Problem.any;
import static org.keras4j.engine.cpu.foreign.Problem.count;
import static org.keras4j.engine.cpu.foreign.Problem.floats;
import static org.keras4j.engine.cpu.foreign.Problem.plain;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

class MovementTest {
    @Test
    void reorderTransposes() {
        try (var scope = new NativeScope()) {
            MemorySegment from = scope.allocate(24);
            MemorySegment to = scope.allocate(24);
            from.copyFrom(MemorySegment.ofArray(count(6)));

            PrimitiveDesc.reorder(plain(2, 3), MemoryDesc.strided(DType.FLOAT32, Shape.of(2, 3), 1, 2), Attributes.PLAIN)
                    .bind(scope, Map.of(Arg.SRC, from, Arg.DST, to)).run();

            assertThat(to.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(floats(1, 4, 2, 5, 3, 6));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "BFLOAT16", "FLOAT16", "INT8", "UINT8", "INT32"})
    void reorderConvertsToEachElementType(DType dtype) {
        try (var scope = new NativeScope()) {
            MemorySegment from = scope.allocate(12);
            MemorySegment to = scope.allocate(12);
            from.copyFrom(MemorySegment.ofArray(floats(1, 2, 100)));

            PrimitiveDesc.reorder(plain(3), MemoryDesc.plain(dtype, Shape.of(3)), Attributes.PLAIN)
                    .bind(scope, Map.of(Arg.SRC, from, Arg.DST, to)).run();

            assertThat(IntStream.range(0, 3).mapToDouble(i -> dtype.load(to, i))).containsExactly(1.0, 2.0, 100.0);
        }
    }

    @Test
    void refusesElementTypesThatOneDnnLacks() {
        assertThatThrownBy(() -> MemoryDesc.plain(DType.FLOAT64, Shape.of(3)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("oneDNN: expected float32, bfloat16, float16, int8, uint8 or int32, got float64. Cast it first.");
    }

    @Test
    void descriptorsAreValues() {
        assertThat(plain(2, 3)).isEqualTo(MemoryDesc.strided(DType.FLOAT32, Shape.of(2, 3), 3, 1))
                .hasSameHashCodeAs(MemoryDesc.strided(DType.FLOAT32, Shape.of(2, 3), 3, 1))
                .isNotEqualTo(plain(3, 2)).isNotEqualTo(any(2, 3));
        assertThat(plain(2, 1, 3)).isEqualTo(MemoryDesc.strided(DType.FLOAT32, Shape.of(2, 1, 3), 3, 99, 1));   // one has no neighbour
        assertThat(plain(2, 3).byteSize()).isEqualTo(24);
        assertThat(plain(2, 3)).hasToString("float32[2, 3] ab");
        assertThat(any(2, 3)).hasToString("float32[2, 3] any");
    }

    @Test
    void strides() {
        assertThat(plain(2, 3, 4).strides()).containsExactly(12, 4, 1);
        assertThatThrownBy(() -> any(2, 3).strides()).isInstanceOf(IllegalStateException.class);
    }
}
