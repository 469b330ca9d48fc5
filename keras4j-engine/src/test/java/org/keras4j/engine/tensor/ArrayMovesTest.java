package org.keras4j.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Transpose, slice, take, concatenate; and the laws that hold for arrays of all types and odd sizes.
class ArrayMovesTest {
    private static final NDArray CUBE = NDArray.arange(24).reshape(2, 3, 4);

    @Test
    void transposesAnyAxes() {
        assertThat(NDArray.arange(6).reshape(2, 3).transpose().toLongArray()).containsExactly(0, 3, 1, 4, 2, 5);
        NDArray moved = CUBE.transpose(2, 0, -2);
        assertThat(moved.shape()).isEqualTo(Shape.of(4, 2, 3));
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 4; k++) {
                    assertThat(moved.get(k, i, j)).isEqualTo(CUBE.get(i, j, k));
                }
            }
        }
        assertThatThrownBy(() -> CUBE.transpose(0, 1, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("transpose: expected each axis of [2, 3, 4] once, got [0, 1, 1].");
    }

    @Test
    void slicesOneAxisOrAll() {
        assertThat(CUBE.slice(1, 1, 3).toLongArray()).containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22, 23);
        assertThat(CUBE.slice(-1, 3, 4).toLongArray()).containsExactly(3, 7, 11, 15, 19, 23);
        assertThat(CUBE.slice(new long[] {1, 0, 1}, new long[] {2, 2, 3}).toLongArray()).containsExactly(13, 14, 17, 18);
        assertThat(CUBE.slice(0, 1, 1).shape()).isEqualTo(Shape.of(0, 3, 4));
        assertThatThrownBy(() -> CUBE.slice(1, 2, 4)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("slice: expected 0 ≤ from ≤ to ≤ 3 at axis 1 of [2, 3, 4], got 2 to 4.");
        assertThatThrownBy(() -> CUBE.slice(new long[] {0}, new long[] {1})).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slice: expected 3 ranges for [2, 3, 4], got [0] to [1].");
    }

    @Test
    void takesRowsInAnyOrder() {
        NDArray rows = NDArray.arange(6).reshape(3, 2);

        assertThat(rows.take(2, 0, -1).toLongArray()).containsExactly(4, 5, 0, 1, 4, 5);
        assertThat(rows.take(new long[] {1}).toLongArray()).containsExactly(2, 3);
        assertThat(rows.take(NDArray.of(new int[][] {{0, 1}, {2, 2}}))).isEqualTo(
                NDArray.of(0L, 1, 2, 3, 4, 5, 4, 5).reshape(2, 2, 2));
        assertThat(rows.take(new int[0]).shape()).isEqualTo(Shape.of(0, 2));
        assertThatThrownBy(() -> rows.take(0, 3)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("take: expected rows of -3 to 2 of int64[3, 2], got 3 at position 1.");
        assertThatThrownBy(() -> NDArray.scalar(1).take(0)).hasMessage("take: expected an array with rows, got a scalar.");
    }

    @Test
    void joinsAlongAnAxisOrANewOne() {
        NDArray a = NDArray.arange(4).reshape(2, 2);
        NDArray b = NDArray.arange(2).reshape(2, 1);

        assertThat(NDArray.concat(1, a, b).toLongArray()).containsExactly(0, 1, 0, 2, 3, 1);
        assertThat(NDArray.concat(-2, a, a).shape()).isEqualTo(Shape.of(4, 2));
        assertThat(NDArray.stack(0, a, a).shape()).isEqualTo(Shape.of(2, 2, 2));
        assertThat(NDArray.stack(-1, a, a).toLongArray()).containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
        assertThatThrownBy(() -> NDArray.concat(0, a, b)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("concat: expected arrays that agree with int64[2, 2] except at axis 0, got int64[2, 1].");
        assertThatThrownBy(() -> NDArray.concat(0, a, a.cast(DType.INT32))).hasMessageContaining("got int32[2, 2].");
        assertThatThrownBy(() -> NDArray.concat(0, List.of())).hasMessage("concat: expected at least one array, got none.");
    }

    // ---- laws ------------------------------------------------------------------------------------------------------

    private static Stream<Shape> oddShapes() {
        long[] sizes = {0, 1, 17};
        var two = LongStream.of(sizes).boxed().flatMap(a -> LongStream.of(sizes).mapToObj(b -> Shape.of(a, b)));
        var three = LongStream.of(sizes).boxed().flatMap(a -> LongStream.of(sizes).boxed().flatMap(b ->
                LongStream.of(sizes).mapToObj(c -> Shape.of(a, b, c))));
        return Stream.of(Stream.of(Shape.SCALAR, Shape.of(0), Shape.of(1), Shape.of(17), Shape.of(2, 3, 1, 5)), two, three)
                .flatMap(shapes -> shapes);
    }

    /// Any bits that the type allows.
    private static NDArray arbitrary(DType dtype, Shape shape) {
        if (dtype == DType.BOOL) {
            return Philox.of(1).bernoulli(shape, 0.5);
        }
        NDArray array = NDArray.zeros(dtype, shape);
        var bytes = Philox.of(1).integers(DType.UINT8, Shape.of(array.segment().byteSize()), 0, 256);
        array.segment().copyFrom(bytes.segment());
        return array;
    }

    @ParameterizedTest
    @EnumSource
    void reshapeUndoesFlatten(DType dtype) {
        oddShapes().map(shape -> arbitrary(dtype, shape))
                .forEach(array -> assertThat(array.flatten().reshape(array.shape())).isEqualTo(array));
    }

    @ParameterizedTest
    @EnumSource
    void theInverseUndoesATranspose(DType dtype) {
        oddShapes().map(shape -> arbitrary(dtype, shape)).forEach(array -> {
            for (int seed = 0; seed < 4; seed++) {
                int[] axes = Philox.of(seed).permutation(array.rank()).toIntArray();
                var inverse = new int[axes.length];
                for (int i = 0; i < axes.length; i++) {
                    inverse[axes[i]] = i;
                }
                assertThat(array.transpose(axes).transpose(inverse)).as("%s of %s", Arrays.toString(axes), array.shape()).isEqualTo(array);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void concatUndoesSlices(DType dtype) {
        oddShapes().filter(shape -> !shape.isScalar()).map(shape -> arbitrary(dtype, shape)).forEach(array -> {
            for (int axis = 0; axis < array.rank(); axis++) {
                long size = array.size(axis);
                long cut = size / 3;
                assertThat(NDArray.concat(axis, array.slice(axis, 0, cut), array.slice(axis, cut, size)))
                        .as("axis %d of %s at %d", axis, array.shape(), cut).isEqualTo(array);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void readUndoesWrite(DType dtype) {
        oddShapes().map(shape -> arbitrary(dtype, shape)).forEach(array -> {
            var file = new ByteArrayOutputStream();
            try {
                Npy.write(file, array);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(Npy.read(new ByteArrayInputStream(file.toByteArray()), "x")).isEqualTo(array);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void takingByAPermutationAndItsInverseChangesNothing(int seed) {
        NDArray array = arbitrary(DType.FLOAT32, Shape.of(17, 3));
        NDArray order = Philox.of(seed).permutation(17);
        var inverse = new long[17];
        for (int i = 0; i < 17; i++) {
            inverse[(int) order.at(i)] = i;
        }

        assertThat(array.take(order).take(inverse)).isEqualTo(array);
    }
}
