package org.keras4j.layers;

import module java.base;
import org.keras4j.config.KerasValue;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// Numbers in a configuration: one for all, or one for each place along some axes. In files a number, a list, or lists of lists.
record Numbers(NDArray array) implements KerasValue {
    static Numbers of(double... values) {
        return new Numbers(values.length == 1 ? NDArray.scalar(values[0]) : NDArray.of(values));
    }

    static Numbers fromKeras(Object value) {
        return new Numbers(read(value));
    }

    private static NDArray read(Object value) {
        return switch (value) {
            case Number number -> NDArray.scalar(number.doubleValue());
            case List<?> items when items.isEmpty() -> NDArray.zeros(DType.FLOAT64, Shape.of(0));
            case List<?> items -> NDArray.stack(0, items.stream().map(Numbers::read).toList());
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

    /// As a value beside `x`, whose last axes it has.
    Value beside(Value x) {
        return array.rank() == 0 ? Ops.fullLike(x, array.item()) : Ops.constant(x, array.cast(x.dtype()));
    }
}
