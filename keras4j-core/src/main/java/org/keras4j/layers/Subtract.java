package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The first of two inputs less the second. Follows `keras.layers.Subtract`.
public final class Subtract extends Merge implements LayerOptions<Subtract> {
    private Subtract(LayerConfig config) {
        super(config);
    }

    public static Subtract create() {
        return new Subtract(new LayerConfig());
    }

    @Override
    protected void build(List<Type> inputs) {
        requireTwo(this, inputs);
    }

    @Override
    Value merge(List<Part> parts) {
        return Ops.subtract(parts.get(0).value(), parts.get(1).value());
    }
}
