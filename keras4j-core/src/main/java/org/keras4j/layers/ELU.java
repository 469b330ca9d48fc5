package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// `x` where it is positive, `alpha · (eˣ − 1)` below (Clevert et al. 2016). Follows `keras.layers.ELU`.
public final class ELU extends ConfiguredLayer<ELU, ELU.Config> implements org.keras4j.activations.Activation {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        double alpha = 1;
    }

    private ELU(Config config) {
        super(config);
    }

    public static ELU create() {
        return new ELU(new Config());
    }

    /// With an [#alpha] of its own.
    public static ELU of(double alpha) {
        return create().alpha(alpha);
    }

    /// How far below 0 the output falls at most: 1 unless said.
    public ELU alpha(double alpha) { return option(c -> c.alpha = alpha); }

    /// Keras writes this layer's own key before those of every layer.
    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = super.kerasConfig();
        map.putFirst("alpha", map.get("alpha"));
        map.putFirst("name", map.get("name"));
        return map;
    }

    @Override
    public Value apply(Value x) {
        return Ops.elu(x, config().alpha);
    }

    @Override
    protected Value call(Call c, Value x) {
        return apply(x);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
