package org.keras4j.config;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Numbers in a configuration: one for all, or one for each place along some axes. In files a number, a list, or lists of lists; Keras also
/// writes arrays with their type, which are read.
public record Numbers(NDArray array) implements KerasValue {
    /// These numbers; a single one stands for each channel.
    public static Numbers of(double... values) {
        return new Numbers(values.length == 1 ? NDArray.scalar(values[0]) : NDArray.of(values));
    }

    static Numbers fromKeras(Object value) {
        return new Numbers(read(value));
    }

    /// The array that a number, a list, or lists of lists say; float64.
    public static NDArray read(Object value) {
        return switch (value) {
            case Number number -> NDArray.scalar(number.doubleValue());
            case Boolean truth -> NDArray.scalar(truth ? 1.0 : 0.0);
            case List<?> items when items.isEmpty() -> NDArray.zeros(DType.FLOAT64, Shape.of(0));
            case List<?> items -> NDArray.stack(0, items.stream().map(Numbers::read).toList());
            case Map<?, ?> typed when typed.get("config") instanceof Map<?, ?> config && config.get("value") instanceof Object inner -> read(inner);
            default -> throw new IllegalArgumentException("It must be a number or a list of numbers.");
        };
    }

    @Override
    public Object kerasValue() {
        return written(array);
    }

    private static Object written(NDArray array) {
        return array.rank() == 0 ? (Object) array.item()
                : LongStream.range(0, array.size(0)).mapToObj(i -> written(array.index(i))).toList();
    }
}
