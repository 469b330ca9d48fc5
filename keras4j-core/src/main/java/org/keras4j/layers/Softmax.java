package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Axes;
import org.keras4j.config.DTypePolicy;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// eˣ / Σ eˣ along one axis or several together. Follows `keras.layers.Softmax`.
public final class Softmax extends Layer {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        Axes axis = Axes.of(-1);
    }

    private Softmax(Config config) {
        super(config);
    }

    /// Along the last axis.
    public static Softmax create() {
        return new Softmax(new Config());
    }

    public Softmax name(String name)    { return with((Config c) -> c.name = name); }
    public Softmax dtype(String policy) { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public Softmax axis(int axis)       { return with((Config c) -> c.axis = Axes.of(axis)); }
    public Softmax axis(int... axes)    { return with((Config c) -> c.axis = Axes.list(axes)); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected Value call(Call c, Value x) {
        int[] axes = config().axis.toArray();
        if (axes.length == 1) {
            return Ops.softmax(x, axes[0]);
        }
        Value powers = Ops.exp(Ops.subtract(x, Ops.stopGradient(Ops.maxKeeping(x, axes))));
        return Ops.divide(powers, Ops.sumKeeping(powers, axes));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
