package org.keras4j.layers;

import org.keras4j.activations.Activations;
import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;

/// `x` where it is positive, `alpha · (eˣ − 1)` below (Clevert et al. 2016). Follows `keras.layers.ELU`.
public final class ELU extends Layer {
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

    public ELU name(String name)    { return with((Config c) -> c.name = name); }
    public ELU dtype(String policy) { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public ELU alpha(double alpha)  { return with((Config c) -> c.alpha = alpha); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected Value call(Call c, Value x) {
        return Activations.elu(x, config().alpha);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
