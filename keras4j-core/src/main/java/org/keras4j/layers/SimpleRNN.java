package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.config.Within;

/// A fully connected recurrence over time: see [SimpleRNNCell] for what it computes, [RecurrentLayer] for shapes and masks. Follows
/// `keras.layers.SimpleRNN`.
public final class SimpleRNN extends CellLayer implements CellLayerOptions<SimpleRNN> {

    /// Keras' keys.
    public static final class Config extends CellConfig {
        @Before("activation") @Within(from = 1) int units = 0;

        /// Keras forgets the seed of the layer.
        @Override
        public SequencedMap<String, @Nullable Object> toKeras() {
            var map = super.toKeras();
            if (!ofCell) {
                map.remove("seed");
            }
            return map;
        }
    }

    private SimpleRNN(Config config) {
        super(config);
    }

    static Config config(int units) {
        var config = new Config();
        config.units = units;
        return config;
    }

    /// @param units numbers in the state, which are also the output
    public static SimpleRNN of(int units) {
        return new SimpleRNN(config(units));
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    WeightedCell newCell() {
        return new SimpleRNNCell(config());
    }
}
