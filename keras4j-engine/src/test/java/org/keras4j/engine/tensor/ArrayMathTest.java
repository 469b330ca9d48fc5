package org.keras4j.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Types of results are those of `keras.ops` (Keras 3.15), but that int8 with uint8 is int32, for want of int16.
class ArrayMathTest {
    private static final NDArray GRID = NDArray.of(new float[][] {{1, 2, 3}, {4, 5, 6}});

    // ---- element by element ----------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"FLOAT32, FLOAT32, FLOAT32", "FLOAT32, FLOAT64, FLOAT64", "FLOAT32, BFLOAT16, FLOAT32", "BFLOAT16, FLOAT16, FLOAT32",
        "BFLOAT16, INT64, BFLOAT16", "FLOAT16, BOOL, FLOAT16", "INT64, FLOAT32, FLOAT32", "INT8, INT32, INT32", "INT8, UINT8, INT32",
        "UINT8, UINT8, UINT8", "INT32, INT64, INT64", "BOOL, INT8, INT8", "BOOL, BOOL, BOOL"})
    void sumsAndProductsHaveThePromotedType(DType a, DType b, DType both) {
        NDArray x = NDArray.ones(a, Shape.of(2));
        NDArray y = NDArray.ones(b, Shape.of(2));

        assertThat(x.plus(y).dtype()).isEqualTo(both);
        assertThat(y.times(x).dtype()).isEqualTo(both);
        assertThat(x.dividedBy(y).dtype()).isEqualTo(both.isFloating() ? both : DType.FLOAT32);
    }

    @Test
    void computesElementByElement() {
        NDArray x = NDArray.of(7, -2);
        NDArray y = NDArray.of(2, 4);

        assertThat(x.plus(y).toIntArray()).containsExactly(9, 2);
        assertThat(x.minus(y).toIntArray()).containsExactly(5, -6);
        assertThat(x.times(y).toIntArray()).containsExactly(14, -8);
        assertThat(x.dividedBy(y).toFloatArray()).containsExactly(3.5f, -0.5f);
        assertThat(x.abs().toIntArray()).containsExactly(7, 2);
        assertThat(x.negate().toIntArray()).containsExactly(-7, 2);
        assertThat(x.map(value -> value / 2).toIntArray()).containsExactly(3, -1);
    }

    @Test
    void wholeNumbersLeaveIntegersWhole() {
        assertThat(NDArray.of(1, 2).plus(1)).isEqualTo(NDArray.of(2, 3));
        assertThat(NDArray.of(1, 2).minus(1)).isEqualTo(NDArray.of(0, 1));
        assertThat(NDArray.of(1, 2).times(3)).isEqualTo(NDArray.of(3, 6));
        assertThat(NDArray.of(1, 2).times(0.5)).isEqualTo(NDArray.of(0.5f, 1f));
        assertThat(NDArray.of(1, 2).dividedBy(2)).isEqualTo(NDArray.of(0.5f, 1f));
        assertThat(NDArray.of(1f, 2f).plus(1)).isEqualTo(NDArray.of(2f, 3f));
        assertThat(NDArray.of(true, false).plus(1)).isEqualTo(NDArray.of(2, 1));
    }

    /// The sum is a little above the middle of two bfloat16; rounded to float32 first it would be the middle, and become 1.
    @Test
    void roundsOnce() {
        assertThat(NDArray.scalar(1f).cast(DType.BFLOAT16).plus(0x1p-8 + 0x1p-40).item()).isEqualTo(1 + 0x1p-7);
    }

    @Test
    void broadcastsAsNumPy() {
        assertThat(GRID.plus(NDArray.of(10f, 20f, 30f))).isEqualTo(NDArray.of(new float[][] {{11, 22, 33}, {14, 25, 36}}));
        assertThat(GRID.times(NDArray.of(new float[][] {{1}, {10}}))).isEqualTo(NDArray.of(new float[][] {{1, 2, 3}, {40, 50, 60}}));
        assertThat(NDArray.of(1f, 2f).reshape(2, 1).minus(NDArray.of(10f, 20f, 30f)))
                .isEqualTo(NDArray.of(new float[][] {{-9, -19, -29}, {-8, -18, -28}}));
        assertThat(NDArray.scalar(1f).plus(GRID)).isEqualTo(GRID.plus(1));
        assertThat(NDArray.zeros(DType.FLOAT32, Shape.of(0, 3)).plus(NDArray.of(1f, 2f, 3f)).shape()).isEqualTo(Shape.of(0, 3));
        assertThatThrownBy(() -> GRID.plus(NDArray.of(1f, 2f))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Broadcast: expected sizes that are equal or 1, got [2, 3] and [2]. Reshape one of them.");
    }

    /// More elements than are computed at a time.
    @Test
    void broadcastsBeyondAChunk() {
        NDArray rows = NDArray.arange(50).reshape(50, 1);
        NDArray columns = NDArray.arange(70).times(100);

        NDArray sum = rows.plus(columns);

        assertThat(sum.shape()).isEqualTo(Shape.of(50, 70));
        assertThat(sum).isEqualTo(NDArray.generate(DType.INT64, Shape.of(50, 70), i -> i / 70 + i % 70 * 100));
    }

    @Test
    void castsAllElements() {
        assertThat(GRID.cast(DType.INT8).cast(DType.FLOAT32)).isEqualTo(GRID);
        assertThat(GRID.minus(1).cast(DType.BOOL).toIntArray()).containsExactly(0, 1, 1, 1, 1, 1);
        assertThat(GRID.cast(DType.FLOAT32)).isSameAs(GRID);
    }

    // ---- along axes ------------------------------------------------------------------------------------------------

    @Test
    void sumsAlongAnyAxes() {
        assertThat(GRID.sum()).isEqualTo(NDArray.scalar(21f));
        assertThat(GRID.sum(0)).isEqualTo(NDArray.of(5f, 7f, 9f));
        assertThat(GRID.sum(-1)).isEqualTo(NDArray.of(6f, 15f));
        assertThat(GRID.sum(1, 0)).isEqualTo(NDArray.scalar(21f));
        NDArray cube = NDArray.arange(24).reshape(2, 3, 4);
        assertThat(cube.sum(0, 2).toLongArray()).containsExactly(60, 92, 124);                  // NumPy
        assertThat(cube.sum(1).toLongArray()).containsExactly(12, 15, 18, 21, 48, 51, 54, 57);
        assertThat(cube.mean(0, 1).toFloatArray()).containsExactly(10, 11, 12, 13);
    }

    @Test
    void variesAlongAnyAxes() {
        NDArray cube = NDArray.arange(24).reshape(2, 3, 4);
        assertThat(cube.var(0, 2).toFloatArray()).containsExactly(37.25f, 37.25f, 37.25f);      // NumPy, as all that follow
        assertThat(cube.std(1).toFloatArray()).containsOnly(3.2659864f);
        assertThat(cube.std()).isEqualTo(NDArray.scalar(6.9221864f));
        assertThat(NDArray.of(1e8 + 1, 1e8 + 2, 1e8 + 4).var().item()).isCloseTo(14.0 / 9, within(1e-9));
        assertThat(NDArray.of(true, false, false, false).var()).isEqualTo(NDArray.scalar(0.1875f));
        assertThat(NDArray.zeros(DType.FLOAT32, Shape.of(0)).std().item()).isNaN();
    }

    @Test
    void smallIntegersSumToInt32() {
        assertThat(NDArray.full(DType.UINT8, Shape.of(1000), 255).sum()).isEqualTo(NDArray.scalar(255_000));
        assertThat(NDArray.of(true, true).sum()).isEqualTo(NDArray.scalar(2));
        assertThat(NDArray.of(1, 2).mean()).isEqualTo(NDArray.scalar(1.5f));
    }

    @Test
    void findsExtremes() {
        assertThat(GRID.max(0)).isEqualTo(NDArray.of(4f, 5f, 6f));
        assertThat(GRID.min(1)).isEqualTo(NDArray.of(1f, 4f));
        assertThat(NDArray.of(1f, Float.NaN, 3f).max().item()).isNaN();
        assertThat(NDArray.of(-3, -2).max()).isEqualTo(NDArray.scalar(-2));
    }

    @Test
    void positionsOfExtremesAreTheFirst() {
        NDArray ties = NDArray.of(new float[][] {{1, 3, 3}, {2, 2, 0}});

        assertThat(ties.argMax(1)).isEqualTo(NDArray.of(1L, 0L));
        assertThat(ties.argMin(1)).isEqualTo(NDArray.of(0L, 2L));
        assertThat(ties.argMax(0)).isEqualTo(NDArray.of(1L, 0L, 0L));
        assertThat(ties.argMax()).isEqualTo(1);
        assertThat(ties.argMin()).isEqualTo(5);
        assertThat(NDArray.of(1f, Float.NaN, 9f, Float.NaN).argMax()).isEqualTo(1);
        assertThat(NDArray.of(1f, Float.NaN, 0f).argMin()).isEqualTo(1);
        assertThat(NDArray.of(0f, -0f).argMin()).isZero();
    }

    @Test
    void emptyArraysHaveSumsButNoExtremes() {
        NDArray empty = NDArray.zeros(DType.FLOAT32, Shape.of(0, 3));

        assertThat(empty.sum()).isEqualTo(NDArray.scalar(0f));
        assertThat(empty.sum(0)).isEqualTo(NDArray.zeros(DType.FLOAT32, Shape.of(3)));
        assertThat(empty.sum(1).shape()).isEqualTo(Shape.of(0));
        assertThat(empty.max(1).shape()).isEqualTo(Shape.of(0));
        assertThat(empty.mean().item()).isNaN();
        assertThatThrownBy(empty::max).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max, min: expected at least one element, got float32[0, 3].");
        assertThatThrownBy(() -> empty.argMax(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("argMax, argMin: expected at least one element along axis 0, got float32[0, 3].");
    }

    @Test
    void namesTheAxisThatIsNotThereOrTwice() {
        assertThatThrownBy(() -> GRID.sum(2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shape: expected an axis of [2, 3] (-2 to 1), got 2.");
        assertThatThrownBy(() -> GRID.sum(0, -2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Reduction: expected each axis once, got [0, -2] for float32[2, 3].");
    }

    // ---- comparing -------------------------------------------------------------------------------------------------

    @Test
    void closeIsWithinBothTolerances() {
        assertThat(NDArray.of(1.0, 100.0).allClose(NDArray.of(1.001, 100.1), 1e-3, 1e-12)).isTrue();
        assertThat(NDArray.of(1.0, 100.0).allClose(NDArray.of(1.002, 100.1), 1e-3, 0)).isFalse();
        assertThat(NDArray.of(0.0).allClose(NDArray.of(1e-9), 0, 1e-8)).isTrue();
        assertThat(NDArray.of(Double.NaN).allClose(NDArray.of(Double.NaN), 1, 1)).isFalse();
        assertThat(NDArray.of(Double.POSITIVE_INFINITY).allClose(NDArray.of(Double.POSITIVE_INFINITY), 0, 0)).isTrue();
        assertThat(NDArray.of(Double.POSITIVE_INFINITY).allClose(NDArray.of(Double.NEGATIVE_INFINITY), 1, 1)).isFalse();
        assertThat(NDArray.of(1.0).allClose(NDArray.of(Double.POSITIVE_INFINITY), 1, 1)).isFalse();
        assertThat(NDArray.of(1.0).allClose(NDArray.of(1.0, 1.0), 1, 1)).isFalse();
        assertThat(NDArray.of(1f).allClose(NDArray.of(1), 0, 0)).isTrue();
    }
}
