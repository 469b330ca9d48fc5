package org.keras4j.layers;

import org.keras4j.activations.Activations;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;

/// An activation as a layer of its own. Follows `keras.layers.Activation`.
public final class Activation extends ConfiguredLayer<Activation, Activation.Config> implements org.keras4j.activations.Activation {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        org.keras4j.activations.Activation activation = Activations.LINEAR;
    }

    private Activation(Config config) {
        super(config);
    }

    /// A layer of this function alone.
    public static Activation of(org.keras4j.activations.Activation activation) {
        var config = new Config();
        config.activation = activation;
        return new Activation(config);
    }

    /// By Keras' name, such as `relu`.
    public static Activation of(String activation) {
        return of(Activations.of(activation));
    }

    @Override
    public Value apply(Value x) {
        return config().activation.apply(x);
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
