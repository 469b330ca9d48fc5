package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;

/// Its inputs, as they are. Follows `keras.layers.Identity`.
public final class Identity extends Layer implements LayerOptions<Identity> {
    private Identity(LayerConfig config) {
        super(config);
    }

    public static Identity create() {
        return new Identity(new LayerConfig());
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        return inputs;
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        var masks = new ArrayList<@Nullable Value>();
        inputs.forEach(input -> masks.add(c.mask(input)));
        return masks;
    }
}
