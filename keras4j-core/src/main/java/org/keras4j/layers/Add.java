package org.keras4j.layers;

import module java.base;
import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The sum of two inputs or more. Follows `keras.layers.Add`.
public final class Add extends Merge {
    private Add(LayerConfig config) {
        super(config);
    }

    public static Add create() {
        return new Add(new LayerConfig());
    }

    public Add name(String name)    { return with((LayerConfig c) -> c.name = name); }
    public Add dtype(String policy) { return with((LayerConfig c) -> c.dtype = DTypePolicy.of(policy)); }

    @Override
    Value merge(List<Part> parts) {
        return parts.stream().map(Part::value).reduce(Ops::add).orElseThrow();
    }
}
