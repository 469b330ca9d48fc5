package org.keras4j.layers;

import org.keras4j.config.Axes;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// `x / ‖x‖` along `axis`: what isn't 0 gets length 1. Follows `keras.layers.UnitNormalization`.
public final class UnitNormalization extends ConfiguredLayer<UnitNormalization, UnitNormalization.Config> {
    private static final double SHORTEST = 1e-12;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        Axes axis = Axes.of(-1);
    }

    private UnitNormalization(Config config) {
        super(config);
    }

    /// Along the last axis.
    public static UnitNormalization create() {
        return new UnitNormalization(new Config());
    }

    /// The axis along which squares sum to 1: the last (−1) unless said.
    public UnitNormalization axis(int axis)    { return option(c -> c.axis = Axes.of(axis)); }
    /// Several axes, along all of which together squares sum to 1.
    public UnitNormalization axis(int... axes) { return option(c -> c.axis = Axes.list(axes)); }

    @Override
    protected Value call(Call c, Value x) {
        return Ops.normalize(x, SHORTEST, config().axis.toArray());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
