package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Element by element the largest of two inputs or more, of those that their masks let through. Follows `keras.layers.Maximum`.
public final class Maximum extends Merge implements LayerOptions<Maximum> {
    private Maximum(LayerConfig config) {
        super(config);
    }

    public static Maximum create() {
        return new Maximum(new LayerConfig());
    }

    @Override
    Value merge(List<Part> parts) {
        return Extreme.of(parts, Ops::maximum);
    }
}
