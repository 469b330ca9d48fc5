package org.keras4j.data;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Arrays in the form in which models want them.
public final class Targets {
    private Targets() {}

    /// A vector for each label, with a one in its place: `[…]` or `[…, 1]` to `[…, classes]`, float32, with as many classes as
    /// the largest label says. Follows `keras.utils.to_categorical`.
    public static NDArray toCategorical(NDArray labels) {
        return toCategorical(labels, labels.elements() == 0 ? 0 : Math.toIntExact((long) labels.max().item()) + 1);
    }

    /// @throws IllegalArgumentException naming the label that is not below `classes`
    public static NDArray toCategorical(NDArray labels, int classes) {
        Shape shape = labels.rank() > 1 && labels.size(-1) == 1 ? labels.shape().without(labels.rank() - 1) : labels.shape();
        NDArray y = NDArray.zeros(DType.FLOAT32, shape.insert(shape.rank(), classes));
        for (long i = 0; i < labels.elements(); i++) {
            double label = labels.at(i);
            if (!(label >= 0 && label < classes) || label != Math.rint(label)) {
                throw new IllegalArgumentException("toCategorical: expected labels from 0 to " + (classes - 1) + ", got " + label + " at " + i + ".");
            }
            y.setAt(i * classes + (long) label, 1);
        }
        return y;
    }

    /// Rows along an axis divided by their length (the root of the sum of squares); a row of zeros stays. Follows `keras.utils.normalize`.
    public static NDArray normalize(NDArray x, int axis) {
        return normalize(x, axis, 2);
    }

    /// @param order of the norm: 1 for the sum of magnitudes, 2 for the length, infinity for the largest magnitude
    public static NDArray normalize(NDArray x, int axis, double order) {
        NDArray wide = x.cast(DType.FLOAT64).abs();
        NDArray norms = Double.isInfinite(order) ? wide.max(axis)
                : wide.map(value -> Math.pow(value, order)).sum(axis).map(sum -> Math.pow(sum, 1 / order));
        NDArray safe = norms.map(norm -> norm == 0 ? 1 : norm).expandDims(x.shape().axis(axis));
        return x.cast(DType.FLOAT64).dividedBy(safe).cast(x.dtype().isFloating() ? x.dtype() : DType.FLOAT32);
    }
}
