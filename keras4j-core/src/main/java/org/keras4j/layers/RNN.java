package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Any [cell][RnnCell] over time. Follows `keras.layers.RNN`.
///
/// See [RecurrentLayer] for shapes and masks.
public final class RNN extends RecurrentLayer implements RecurrentOptions<RNN> {

    /// Keras' keys.
    public static final class Config extends RecurrentConfig {
        @Nullable RnnCell cell;
    }

    private RNN(Config config) {
        super(config);
        makeCell();
    }

    /// Runs this cell over time.
    public static RNN of(RnnCell cell) {
        var config = new Config();
        config.cell = cell;
        return new RNN(config);
    }

    /// Cells on top of each other.
    public static RNN of(RnnCell first, RnnCell second, RnnCell... others) {
        return of(StackedRNNCells.of(Stream.concat(Stream.of(first, second), Stream.of(others)).toArray(RnnCell[]::new)));
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    RnnCell makeCell() {
        return Objects.requireNonNull(config().cell, "RNN: expected a cell, got null.");
    }
}
