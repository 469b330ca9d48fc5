package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.text.Texts;

/// An array as layers in front of a model see it: texts, or whole numbers of which fractions are cut off.
///
/// @param values as many as the shape has, each a `String` or a `Long`
record Cells(Shape shape, List<?> values) {

    /// @throws IllegalArgumentException when the input is for texts and the array holds none
    static Cells of(NDArray array, KerasTensor from) {
        return from.isText() ? texts(array, "input '" + from.layer().name() + "'") : numbers(array);
    }

    /// @throws IllegalArgumentException when it holds no texts
    static Cells texts(NDArray array, String place) {
        if (array.dtype() != DType.UINT8 || array.rank() < 2) {
            throw new IllegalArgumentException(place + ": expected texts, got " + array.dtype() + array.shape() + ". Make the array by Texts.array.");
        }
        return new Cells(array.shape().without(-1), Texts.of(array));
    }

    /// Texts where the array [is known][NDArray#isTexts] to hold them.
    static Cells of(NDArray array) {
        return array.isTexts() ? texts(array, "texts") : numbers(array);
    }

    private static Cells numbers(NDArray numbers) {
        return new Cells(numbers.shape(), LongStream.of(numbers.toLongArray()).boxed().toList());
    }

    List<String> texts() {
        return values.stream().map(String::valueOf).toList();
    }
}
