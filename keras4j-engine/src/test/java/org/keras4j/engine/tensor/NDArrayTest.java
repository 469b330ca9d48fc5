package org.keras4j.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Making, reading, writing, views, comparing. Expected values are the positions themselves, by arithmetic.
class NDArrayTest {
    private static NDArray counting(long... sizes) {
        Shape shape = Shape.of(sizes);
        return NDArray.generate(DType.FLOAT32, shape, i -> i);
    }

    // ---- making ----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void fillsEveryTypeAndSize(DType dtype) {
        for (long size : new long[] {0, 1, 2, 3, 17, 1025}) {
            assertThat(NDArray.zeros(dtype, Shape.of(size)).toDoubleArray()).containsOnly(size == 0 ? new double[0] : new double[] {0});
            assertThat(NDArray.ones(dtype, Shape.of(size)).sum().item()).isEqualTo(dtype == DType.BFLOAT16 ? DType.BFLOAT16.round(size) : size);
            assertThat(NDArray.full(dtype, Shape.of(size), 1)).isEqualTo(NDArray.ones(dtype, Shape.of(size)));
        }
    }

    @Test
    void takesJavasArrays() {
        assertThat(NDArray.of(1f, 2f).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(NDArray.of(1d, 2d).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(NDArray.of(1, 2).dtype()).isEqualTo(DType.INT32);
        assertThat(NDArray.of(1L, 2L).dtype()).isEqualTo(DType.INT64);
        assertThat(NDArray.of(true, false).dtype()).isEqualTo(DType.BOOL);
        assertThat(NDArray.of(new float[][] {{0, 1, 2}, {3, 4, 5}})).isEqualTo(counting(2, 3));
        assertThat(NDArray.of(new float[][][] {{{0, 1}}, {{2, 3}}})).isEqualTo(counting(2, 1, 2));
        assertThat(NDArray.of(new float[][][][] {{{{0}}, {{1}}}})).isEqualTo(counting(1, 2, 1, 1));
        assertThat(NDArray.of(List.of(new float[] {0, 1}, new float[] {2, 3}))).isEqualTo(counting(2, 2));
        assertThat(NDArray.of(new double[0][])).isEqualTo(NDArray.zeros(DType.FLOAT64, Shape.of(0, 0)));
        assertThat(NDArray.of(new long[2][0]).shape()).isEqualTo(Shape.of(2, 0));
    }

    @Test
    void copiesJavasArrays() {
        var values = new float[] {1, 2};
        NDArray array = NDArray.of(values);

        values[0] = 9;

        assertThat(array.at(0)).isEqualTo(1);
    }

    @Test
    void refusesRowsOfDifferentLengths() {
        assertThatThrownBy(() -> NDArray.of(new int[][] {{1, 2}, {3}})).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("NDArray: expected 2 values along axis 1 as in the first part, got 1. Pad the parts to one length.");
    }

    @Test
    void refusesAShapeThatDoesNotFitTheValues() {
        assertThatThrownBy(() -> NDArray.of(Shape.of(2, 2), 1f, 2f, 3f)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("NDArray: expected 4 elements for float32[2, 2], got 3. Check the shape and the type.");
        assertThatThrownBy(() -> NDArray.of(ByteBuffer.allocate(7), DType.INT32, Shape.of(2)))
                .hasMessage("NDArray: expected 8 bytes for int32[2], got 7. Check the shape and the type.");
    }

    @Test
    void readsBuffersInTheirByteOrder() {
        var buffer = ByteBuffer.allocate(12).order(ByteOrder.BIG_ENDIAN).putInt(-1).putInt(1).putInt(258).position(4);

        assertThat(NDArray.of(buffer, DType.INT32, Shape.of(2)).toIntArray()).containsExactly(1, 258);
        assertThat(NDArray.of(buffer.order(ByteOrder.LITTLE_ENDIAN), DType.INT32, Shape.of(2)).toIntArray())
                .containsExactly(1 << 24, (2 << 24) + (1 << 16));
        assertThat(buffer.position()).isEqualTo(4);
    }

    @Test
    void readsThePixelsOfImages() {
        var colour = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        colour.setRGB(1, 0, 0x010203);
        var alpha = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        alpha.setRGB(0, 0, 0x80010203);
        var grey = new BufferedImage(1, 2, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 1, 0, 200);

        assertThat(NDArray.of(colour).toString()).isEqualTo(NDArray.of(new int[][] {{0, 0, 0}, {1, 2, 3}}).cast(DType.UINT8).reshape(1, 2, 3).toString());
        assertThat(NDArray.of(alpha).toIntArray()).containsExactly(1, 2, 3, 128);
        assertThat(NDArray.of(grey).shape()).isEqualTo(Shape.of(2, 1, 1));
        assertThat(NDArray.of(grey).toIntArray()).containsExactly(0, 200);
    }

    @Test
    void makesScalarsRangesAndIdentities() {
        assertThat(NDArray.scalar(2.5).item()).isEqualTo(2.5);
        assertThat(NDArray.scalar(true).item()).isEqualTo(1);
        assertThat(NDArray.arange(3).toLongArray()).containsExactly(0, 1, 2);
        assertThat(NDArray.eye(3).toFloats2D()).isEqualTo(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    }

    @Test
    void wrapsMemoryWithoutCopyingIt() {
        var memory = MemorySegment.ofArray(new float[4]);
        NDArray array = NDArray.wrap(DType.FLOAT32, Shape.of(2, 2), memory);

        array.set(7, 1, 0);

        assertThat(memory.getAtIndex(ValueLayout.JAVA_FLOAT, 2)).isEqualTo(7);
    }

    // ---- elements --------------------------------------------------------------------------------------------------

    @Test
    void readsAndWritesElementsFromEitherEnd() {
        NDArray array = counting(2, 3);

        assertThat(array.get(1, 2)).isEqualTo(5);
        assertThat(array.get(-1, -3)).isEqualTo(3);
        array.set(9, 0, -1);
        assertThat(array.toFloatArray()).containsExactly(0, 1, 9, 3, 4, 5);
    }

    @Test
    void namesTheIndexThatIsOutside() {
        NDArray array = counting(2, 3);

        assertThatThrownBy(() -> array.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Index: expected -3 to 2 at axis 1 of float32[2, 3], got 3.");
        assertThatThrownBy(() -> NDArray.zeros(DType.FLOAT32, Shape.of(0, 3)).row(0)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Index: expected none at axis 0 of float32[0, 3], got 0.");
        assertThatThrownBy(() -> array.get(-3, 0)).hasMessage("Index: expected -2 to 1 at axis 0 of float32[2, 3], got -3.");
        assertThatThrownBy(() -> array.get(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Index: expected 2 positions for float32[2, 3], got 1.");
        assertThatThrownBy(() -> array.index(0, 0, 0)).hasMessage("Index: expected 2 positions for float32[2, 3], got 3.");
        assertThatThrownBy(array::item).isInstanceOf(IllegalStateException.class)
                .hasMessage("item: expected one element, got float32[2, 3]. Index it first.");
        assertThatThrownBy(array::toFloats3D).isInstanceOf(IllegalStateException.class)
                .hasMessage("NDArray: expected 3 axes for nested arrays, got float32[2, 3]. Reshape it first.");
    }

    @Test
    void longsKeepAllTheirBits() {
        long odd = (1L << 53) + 1;
        NDArray array = NDArray.of(odd, -odd);

        assertThat(array.reshape(2, 1).transpose().copy().toLongArray()).containsExactly(odd, -odd);
        assertThat(array.take(1).toLongArray()).containsExactly(-odd);
        assertThat(array.cast(DType.INT32).toIntArray()).containsExactly(1, -1);
        assertThat(array.cast(DType.UINT8).toIntArray()).containsExactly(1, 255);
    }

    @Test
    void convertsToJavasArrays() {
        NDArray bytes = NDArray.of(0, 200).cast(DType.UINT8);

        assertThat(bytes.toFloatArray()).containsExactly(0, 200);
        assertThat(bytes.toDoubleArray()).containsExactly(0, 200);
        assertThat(bytes.toIntArray()).containsExactly(0, 200);
        assertThat(bytes.toLongArray()).containsExactly(0, 200);
        assertThat(bytes.toByteArray()).containsExactly(0, -56);
        assertThat(NDArray.of(1.9f, -1.9f).toIntArray()).containsExactly(1, -1);
        assertThat(counting(2, 1, 2, 1).toFloats4D()).isEqualTo(new float[][][][] {{{{0}, {1}}}, {{{2}, {3}}}});
        assertThat(NDArray.of(new int[][] {{1}, {2}}).toInts2D()).isEqualTo(new int[][] {{1}, {2}});
        assertThat(NDArray.of(new double[][] {{1}, {2}}).toDoubles2D()).isEqualTo(new double[][] {{1}, {2}});
    }

    // ---- views -----------------------------------------------------------------------------------------------------

    @Test
    void textsAreKnownAsSuchWhereverTheyAreMoved() {
        NDArray bytes = NDArray.of(ByteBuffer.wrap("abcdef".getBytes(StandardCharsets.UTF_8)), DType.UINT8, Shape.of(3, 1, 2));
        NDArray texts = bytes.asTexts();
        assertThat(List.of(texts, texts.row(1), texts.rows(0, 2), texts.reshape(3, 2), texts.expandDims(0), texts.slice(0, 1, 3), texts.slice(0, 1, 1), texts.take(2, 0),
                texts.copy(), texts.transpose(1, 0, 2), NDArray.stack(0, texts, texts), NDArray.concat(0, texts, texts))).allMatch(NDArray::isTexts);
        assertThat(List.of(bytes, texts.cast(DType.INT32), texts.plus(1), texts.max(1))).noneMatch(NDArray::isTexts);
        assertThat(texts).isEqualTo(bytes);
        assertThatThrownBy(() -> counting(2).asTexts()).hasMessage("asTexts: expected uint8 [texts, …, bytes], got float32[2].");
    }

    @Test
    void viewsShareMemory() {
        NDArray array = counting(2, 3);
        List<NDArray> views = List.of(array.reshape(3, 2), array.flatten(), array.expandDims(0), array.reshape(1, 6).squeeze(),
                array.index(0).reshape(1, 3), array.row(0), array.rows(0, 1));

        array.set(42, 0, 0);

        assertThat(views).allMatch(view -> view.at(0) == 42);
        array.row(1).setAt(2, 43);
        assertThat(array.get(1, 2)).isEqualTo(43);
    }

    @Test
    void everythingElseHasItsOwnMemory() {
        NDArray array = counting(2, 3);
        List<NDArray> others = List.of(array.copy(), array.transpose(0, 1), array.slice(0, 0, 2), array.take(0, 1), array.plus(0L),
                array.cast(DType.FLOAT64), NDArray.concat(0, array));

        array.set(42, 0, 0);

        assertThat(others).allMatch(other -> other.at(0) == 0);
    }

    @Test
    void reshapesWithOneSizeLeftOpen() {
        assertThat(counting(2, 3, 4).reshape(-1, 6).shape()).isEqualTo(Shape.of(4, 6));
        assertThat(counting(0, 3).reshape(3, -1).shape()).isEqualTo(Shape.of(3, 0));
        assertThatThrownBy(() -> counting(6).reshape(-1, 4)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reshape: expected sizes that divide the 6 elements of [6], got [-1, 4].");
        assertThatThrownBy(() -> counting(6).reshape(-1, -1)).hasMessage("reshape: expected at most one -1, got [-1, -1].");
        assertThatThrownBy(() -> counting(6).reshape(4, 2))
                .hasMessage("reshape: expected a shape of 6 elements for float32[6], got [4, 2].");
    }

    @Test
    void addsAndDropsAxesOfOne() {
        assertThat(counting(2, 3).expandDims(0).shape()).isEqualTo(Shape.of(1, 2, 3));
        assertThat(counting(2, 3).expandDims(-1).shape()).isEqualTo(Shape.of(2, 3, 1));
        assertThat(counting(1, 2, 1, 3).squeeze().shape()).isEqualTo(Shape.of(2, 3));
        assertThatThrownBy(() -> counting(2).expandDims(3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shape: expected a place for a further axis of [2] (0 to 1), got 3.");
    }

    @Test
    void indexesLeadingAxes() {
        NDArray array = counting(2, 3, 4);

        assertThat(array.index(1)).isEqualTo(counting(2, 3, 4).rows(1, 2).reshape(3, 4));
        assertThat(array.index(1, -1).toFloatArray()).containsExactly(20, 21, 22, 23);
        assertThat(array.index(1, 2, 3).item()).isEqualTo(23);
        assertThat(array.index()).isEqualTo(array);
        assertThat(array.rows(1, 1).shape()).isEqualTo(Shape.of(0, 3, 4));
        assertThatThrownBy(() -> array.rows(1, 3)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("slice: expected 0 ≤ from ≤ to ≤ 2 at axis 0 of [2, 3, 4], got 1 to 3.");
    }

    // ---- comparing -------------------------------------------------------------------------------------------------

    @Test
    void equalMeansTheSameTypeShapeAndBytes() {
        assertThat(counting(2, 3)).isEqualTo(counting(2, 3)).hasSameHashCodeAs(counting(2, 3))
                .isNotEqualTo(counting(3, 2)).isNotEqualTo(counting(2, 3).cast(DType.FLOAT64)).isNotEqualTo("counting");
        assertThat(NDArray.of(Float.NaN)).isEqualTo(NDArray.of(Float.NaN));
        assertThat(NDArray.of(0f)).isNotEqualTo(NDArray.of(-0f));
        assertThat(counting(4).rows(1, 3)).isEqualTo(NDArray.of(1f, 2f)).hasSameHashCodeAs(NDArray.of(1f, 2f));
    }

    /// Of memory that isn't there, so nothing is read; an `int` would turn negative on the way.
    @Test
    void positionsBeyondTwoGigabytesAreFound() {
        long rows = 1L << 22;
        NDArray array = NDArray.wrap(DType.FLOAT32, Shape.of(rows, 1024), MemorySegment.NULL.reinterpret(rows * 4096));

        assertThat(array.elements()).isEqualTo(1L << 32);
        assertThat(array.row(-1).segment().address()).isEqualTo((rows - 1) * 4096);
        assertThat(array.index(rows - 1, -1).segment().address()).isEqualTo(rows * 4096 - 4);
        assertThat(array.rows(rows - 2, rows).reshape(-1).elements()).isEqualTo(2048);
        assertThatThrownBy(array::toFloatArray).isInstanceOf(IllegalStateException.class).hasMessage("NDArray: expected at most 2147483639 "
                + "elements for a Java array, got float32[4194304, 1024]. Convert it in parts with rows(from, to).");
    }
}
