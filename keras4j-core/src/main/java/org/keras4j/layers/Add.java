package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The sum of two inputs or more. Follows `keras.layers.Add`.
public final class Add extends Layer {
    private Add(LayerConfig config) {
        super(config);
    }

    public static Add create() {
        return new Add(new LayerConfig());
    }

    public Add name(String name)    { return with((LayerConfig c) -> c.name = name); }
    public Add dtype(String policy) { return with((LayerConfig c) -> c.dtype = DTypePolicy.of(policy)); }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        return List.of(Merge.aligned(this, inputs).stream().reduce(Ops::add).orElseThrow());
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        return Collections.singletonList(Merge.anyMask(c, inputs));
    }
}
