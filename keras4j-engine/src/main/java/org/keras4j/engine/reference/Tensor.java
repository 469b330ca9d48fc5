package org.keras4j.engine.reference;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// A value while a graph is interpreted: its elements in row-major order, each a number that its type can hold. Not changed
/// once made.
///
/// @param origin the array that was read, if it was: integers beyond 2⁵³, such as seeds, are exact there alone
record Tensor(Type type, double[] values, @Nullable NDArray origin) {

    static Tensor of(NDArray array) {
        return new Tensor(new Type(array.dtype(), array.shape()), array.toDoubleArray(), array);
    }

    /// The result of an op: takes `values` and rounds them, once.
    static Tensor rounded(Type type, double[] values) {
        DType dtype = type.dtype();
        if (dtype != DType.FLOAT64) {
            for (int i = 0; i < values.length; i++) {
                values[i] = dtype.round(values[i]);
            }
        }
        return new Tensor(type, values, null);
    }

    /// A new array.
    NDArray toArray() {
        return origin != null ? origin.copy() : NDArray.of(shape(), values).cast(type.dtype());
    }

    /// The only element of an int64 scalar.
    long integer() {
        return origin != null ? origin.toLongArray()[0] : (long) values[0];
    }

    Shape shape() {
        return type.shape();
    }

    /// The size of an axis; negative axes count from the end.
    int size(int axis) {
        return (int) shape().size(axis);
    }
}
