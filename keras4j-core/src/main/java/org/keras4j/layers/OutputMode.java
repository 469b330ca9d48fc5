package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Named;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Ops;

/// In which form layers give categories.
public enum OutputMode {
    /// The number of each category.
    INT,
    /// A vector for each, with a one in its place.
    ONE_HOT,
    /// One vector for all of a sample, with a one in the place of each.
    MULTI_HOT,
    /// One vector for all of a sample: how often each occurs.
    COUNT,
    /// The counts, each times how much it says: categories that are in few samples say more.
    TF_IDF;

    /// By Keras' name; `binary` is an old one of `multi_hot`.
    public static OutputMode of(String name) {
        return switch (name) {
            case "binary" -> MULTI_HOT;
            case "tf-idf" -> TF_IDF;
            default -> Named.of("output_mode", OutputMode.class, name);
        };
    }

    static OutputMode fromKeras(Object name) {
        return of(name.toString());
    }

    /// Numbers from 0 to `depth − 1` in this form; others aren't counted.
    ///
    /// @param weights how much each number counts, or each category with `TF_IDF`
    Value encoded(Value numbers, long depth, DType type, @Nullable Value weights) {
        if (this == INT) {
            return numbers;
        }
        Value x = numbers.rank() == 0 ? Ops.expandDims(numbers, 0) : numbers;
        int samples = Math.min(1, x.rank() - 1);
        return switch (this) {
            case ONE_HOT -> Ops.oneHot(x.rank() > 1 && x.shape().size(-1) == 1 ? Ops.squeeze(x, -1) : x, depth, type);
            case MULTI_HOT -> Ops.max(Ops.oneHot(x, depth, type), samples);
            case COUNT -> {
                Value ones = Ops.oneHot(x, depth, type);
                yield Ops.sum(weights == null ? ones : Ops.multiply(ones, Ops.expandDims(Ops.cast(weights, type), -1)), samples);
            }
            case TF_IDF -> Ops.multiply(Ops.sum(Ops.oneHot(x, depth, type), samples), Ops.cast(Objects.requireNonNull(weights), type));
            case INT -> throw new AssertionError(this);
        };
    }
}
