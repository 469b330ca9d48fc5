package org.keras4j.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;

class ShapeTest {
    private static final Shape SHAPE = Shape.of(2, 3, 5);

    @Test
    void countsAxesAndElements() {
        assertThat(SHAPE.rank()).isEqualTo(3);
        assertThat(SHAPE.elements()).isEqualTo(30);
        assertThat(SHAPE).hasToString("[2, 3, 5]");
        assertThat(Shape.SCALAR.elements()).isEqualTo(1);
        assertThat(Shape.SCALAR.isScalar()).isTrue();
        assertThat(Shape.of(0, 17).elements()).isZero();
        assertThatThrownBy(() -> Shape.of(1L << 32, 1L << 31).elements()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void axesMayCountFromTheEnd() {
        assertThat(SHAPE.size(-1)).isEqualTo(5);
        assertThat(SHAPE.axis(-3)).isZero();
        assertThatThrownBy(() -> SHAPE.axis(3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shape: expected an axis of [2, 3, 5] (-3 to 2), got 3.");
        assertThatThrownBy(() -> Shape.SCALAR.size(0)).hasMessage("Shape: expected an axis of [] (it has none), got 0.");
        assertThatThrownBy(() -> SHAPE.size(-4)).hasMessage("Shape: expected an axis of [2, 3, 5] (-3 to 2), got -4.");
    }

    @Test
    void refusesNegativeSizes() {
        assertThatThrownBy(() -> Shape.of(2, -1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shape: expected sizes of zero or more, got [2, -1].");
    }

    @Test
    void changesCopies() {
        assertThat(SHAPE.with(-1, 7)).isEqualTo(Shape.of(2, 3, 7));
        assertThat(SHAPE.without(1)).isEqualTo(Shape.of(2, 5));
        assertThat(SHAPE.insert(0, 1)).isEqualTo(Shape.of(1, 2, 3, 5));
        assertThat(SHAPE.insert(3, 1)).isEqualTo(Shape.of(2, 3, 5, 1));
        assertThat(SHAPE.slice(1, 3)).isEqualTo(Shape.of(3, 5));
        assertThat(SHAPE.concat(Shape.of(4))).isEqualTo(Shape.of(2, 3, 5, 4));
        assertThat(SHAPE.select(List.of(2, 0))).isEqualTo(Shape.of(5, 2));
        assertThat(SHAPE.axesWithout(List.of(1))).containsExactly(0, 2);
        assertThatThrownBy(() -> SHAPE.insert(4, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shape: expected a place for a further axis of [2, 3, 5] (0 to 3), got 4.");
    }

    @Test
    void stridesAreRowMajor() {
        assertThat(SHAPE.strides()).containsExactly(15, 5, 1);
        assertThat(Shape.SCALAR.strides()).isEmpty();
        assertThat(Shape.of(1L << 20, 1L << 20, 1L << 20).strides()).containsExactly(1L << 40, 1L << 20, 1);
    }

    @Test
    void broadcastsAsNumPy() {
        assertThat(Shape.broadcast(Shape.of(8, 1, 6, 1), Shape.of(7, 1, 5))).isEqualTo(Shape.of(8, 7, 6, 5));
        assertThat(Shape.broadcast(Shape.SCALAR, SHAPE)).isEqualTo(SHAPE);
        assertThat(Shape.broadcast(Shape.of(0, 3), Shape.of(1, 3))).isEqualTo(Shape.of(0, 3));
        assertThatThrownBy(() -> Shape.broadcast(Shape.of(2, 1), Shape.of(8, 4, 3))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Broadcast: expected sizes that are equal or 1, got [2, 1] and [8, 4, 3]. Reshape one of them.");
    }
}
