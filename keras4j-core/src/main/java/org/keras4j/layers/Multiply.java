package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The product of two inputs or more. An element that an input's mask hides counts as 1, and where all hide it, the product is 0.
/// Follows `keras.layers.Multiply`.
public final class Multiply extends Merge implements LayerOptions<Multiply> {
    private Multiply(LayerConfig config) {
        super(config);
    }

    public static Multiply create() {
        return new Multiply(new LayerConfig());
    }

    @Override
    Value merge(List<Part> parts) {
        Value product = parts.stream().map(part -> part.mask() == null ? part.value()
                : Ops.where(part.mask(), part.value(), Ops.onesLike(part.value()))).reduce(Ops::multiply).orElseThrow();
        List<Value> masks = parts.stream().map(Part::mask).filter(Objects::nonNull).toList();
        return masks.size() < parts.size() ? product
                : Ops.where(masks.stream().reduce(Ops::logicalOr).orElseThrow(), product, Ops.zerosLike(product));
    }
}
