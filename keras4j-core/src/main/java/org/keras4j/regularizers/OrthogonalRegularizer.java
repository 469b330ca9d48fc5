package org.keras4j.regularizers;

import org.keras4j.config.KerasConfig;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// `factor` times the mean of `|cos|` of the angles between the rows (or columns) of a matrix, over all pairs of two. Follows
/// `keras.regularizers.OrthogonalRegularizer`.
public record OrthogonalRegularizer(double factor, Mode mode) implements Regularizer {
    /// Which vectors are to be orthogonal.
    public enum Mode { ROWS, COLUMNS }

    public OrthogonalRegularizer() {
        this(0.01, Mode.ROWS);
    }

    @Override
    public Value penalty(Value weight) {
        if (weight.rank() != 2) {
            throw new ShapeException("OrthogonalRegularizer", "a matrix", weight.type(), "Use it for kernels of Dense.");
        }
        Value vectors = Ops.normalize(mode == Mode.ROWS ? weight : Ops.transpose(weight), KerasConfig.EPSILON, 1);
        long count = vectors.shape().size(0);
        Type pairs = new Type(DType.INT32, Shape.of(count, count));
        Value others = Ops.notEqual(weight.builder().iota(0, pairs), weight.builder().iota(1, pairs));
        Value cosines = Ops.abs(Ops.matmul(vectors, Ops.transpose(vectors)));
        return Ops.multiply(Ops.sum(Ops.where(others, cosines, Ops.zerosLike(cosines))), factor * 0.5 / (count * (count - 1) / 2.0));
    }
}
