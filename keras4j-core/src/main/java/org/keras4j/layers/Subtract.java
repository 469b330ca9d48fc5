package org.keras4j.layers;

import module java.base;
import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The first of two inputs less the second. Follows `keras.layers.Subtract`.
public final class Subtract extends Merge {
    private Subtract(LayerConfig config) {
        super(config);
    }

    public static Subtract create() {
        return new Subtract(new LayerConfig());
    }

    public Subtract name(String name)    { return with((LayerConfig c) -> c.name = name); }
    public Subtract dtype(String policy) { return with((LayerConfig c) -> c.dtype = DTypePolicy.of(policy)); }

    @Override
    protected void build(List<Type> inputs) {
        requireTwo(this, inputs);
    }

    @Override
    Value merge(List<Part> parts) {
        return Ops.subtract(parts.get(0).value(), parts.get(1).value());
    }
}
