package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The mean of two inputs or more. Follows `keras.layers.Average`.
public final class Average extends Merge implements LayerOptions<Average> {
    private Average(LayerConfig config) {
        super(config);
    }

    public static Average create() {
        return new Average(new LayerConfig());
    }

    @Override
    Value merge(List<Part> parts) {
        return Ops.divide(parts.stream().map(Part::value).reduce(Ops::add).orElseThrow(), parts.size());
    }
}
