package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Each sample as one row: `[batch, …]` gives `[batch, features]`. Follows `keras.layers.Flatten`.
public final class Flatten extends ConfiguredLayer<Flatten, Flatten.Config> {
    /// Keras' keys.
    public static final class Config extends LayerConfig {
        DataFormat dataFormat = DataFormat.CHANNELS_LAST;
    }

    private Flatten(Config config) {
        super(config);
    }

    public static Flatten create() {
        return new Flatten(new Config());
    }

    /// Where the channels stand: `CHANNELS_LAST` unless said.
    public Flatten dataFormat(DataFormat format) { return option(c -> c.dataFormat = format); }
    /// By Keras' name: `channels_last` or `channels_first`.
    public Flatten dataFormat(String format)     { return dataFormat(DataFormat.of(format)); }

    /// Channels first are brought to the end, so that a weight means the same in either format.
    @Override
    protected Value call(Call c, Value x) {
        Value ordered = x.rank() > 2 ? config().dataFormat.toLast(x) : x;
        return Ops.reshape(ordered, Shape.of(x.shape().size(0), x.shape().slice(1, x.rank()).elements()));
    }
}
