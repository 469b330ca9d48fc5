package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.layers.Merge.Part;
import org.keras4j.ops.Ops;

/// How [Maximum] and [Minimum] heed masks: an element that doesn't count is replaced by the other operand's.
final class Extreme {
    private Extreme() {}

    static Value of(List<Part> parts, BinaryOperator<Value> extreme) {
        Value so = parts.getFirst().value();
        @Nullable Value soMask = parts.getFirst().mask();
        for (Part part : parts.subList(1, parts.size())) {
            Value next = part.mask() == null ? part.value() : choose(part.mask(), part.value(), so);
            so = extreme.apply(soMask == null ? so : choose(soMask, so, next), next);
            soMask = soMask == null || part.mask() == null ? null : Ops.logicalOr(soMask, part.mask());
        }
        return so;
    }

    private static Value choose(Value mask, Value a, Value b) {
        return Ops.where(mask, a, b);
    }
}
