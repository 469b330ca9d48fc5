package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Element by element the smallest of two inputs or more, of those that their masks let through. Follows `keras.layers.Minimum`.
public final class Minimum extends Merge implements LayerOptions<Minimum> {
    private Minimum(LayerConfig config) {
        super(config);
    }

    public static Minimum create() {
        return new Minimum(new LayerConfig());
    }

    @Override
    Value merge(List<Part> parts) {
        return Extreme.of(parts, Ops::minimum);
    }
}
