package org.keras4j.layers;

import org.keras4j.config.Before;

/// A gated recurrent unit over time: see [GRUCell] for what it computes, [RecurrentLayer] for shapes and masks. Follows
/// `keras.layers.GRU`.
public final class GRU extends CellLayer implements CellLayerOptions<GRU>, GateOptions<GRU> {

    /// Keras' keys.
    public static final class Config extends GateConfig {
        @Before("activation") int units = 1;
        @Before("seed") boolean resetAfter = true;
    }

    private GRU(Config config) {
        super(config);
    }

    static Config config(int units) {
        var config = new Config();
        config.units = units;
        return config;
    }

    public static GRU of(int units) {
        return new GRU(config(units));
    }

    /// Whether the gate r is applied after the product with the recurrent kernel (as cuDNN does) rather than before.
    public GRU resetAfter(boolean resetAfter) { return with((Config c) -> c.resetAfter = resetAfter); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    WeightedCell newCell() {
        return new GRUCell(config());
    }
}
