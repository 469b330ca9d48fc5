package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The sum of two inputs or more. Follows `keras.layers.Add`.
public final class Add extends Merge implements LayerOptions<Add> {
    private Add(LayerConfig config) {
        super(config);
    }

    public static Add create() {
        return new Add(new LayerConfig());
    }

    @Override
    Value merge(List<Part> parts) {
        return parts.stream().map(Part::value).reduce(Ops::add).orElseThrow();
    }
}
