package org.keras4j.engine.graph;

import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// What is known of a value before it is computed. Prints as `float32[128, 10]`.
public record Type(DType dtype, Shape shape) {

    public static Type of(DType dtype, long... sizes) {
        return new Type(dtype, Shape.of(sizes));
    }

    public static Type float32(long... sizes) {
        return of(DType.FLOAT32, sizes);
    }

    public int rank() {
        return shape.rank();
    }

    public long elements() {
        return shape.elements();
    }

    public long bytes() {
        return Math.multiplyExact(shape.elements(), dtype.bytes());
    }

    public Type with(DType other) {
        return new Type(other, shape);
    }

    public Type with(Shape other) {
        return new Type(dtype, other);
    }

    @Override
    public String toString() {
        return dtype.toString() + shape;
    }
}
