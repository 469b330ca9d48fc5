package org.keras4j.losses;

import module java.base;
import org.keras4j.config.KerasValue;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Ops;

/// How much each class counts: one number for all, or one for each. Files have a number or a list.
record ClassFactors(List<Double> given) implements KerasValue {
    static ClassFactors same(double factor) {
        return new ClassFactors(List.of(factor));
    }

    static ClassFactors fromKeras(Object value) {
        return value instanceof Number number ? same(number.doubleValue())
                : new ClassFactors(((List<?>) value).stream().map(item -> ((Number) item).doubleValue()).toList());
    }

    /// Stretches along the last axis of the predictions, that of the classes.
    Value value(Value yPred) {
        long classes = yPred.shape().size(-1);
        if (given.size() != 1 && given.size() != classes) {
            throw new ShapeException("alpha", "one number, or one for each of " + classes + " classes", given, "Count the classes of the predictions.");
        }
        return Ops.cast(yPred.builder().constant(NDArray.of(given.stream().mapToDouble(Double::doubleValue).toArray())), yPred.dtype());
    }

    @Override
    public Object kerasValue() {
        return given.size() == 1 ? (Object) given.getFirst() : given;
    }
}
