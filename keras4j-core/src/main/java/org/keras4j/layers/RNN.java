package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.DTypePolicy;

/// Any [cell][RnnCell] over time. Follows `keras.layers.RNN`.
///
/// See [RecurrentLayer] for shapes and masks.
public final class RNN extends RecurrentLayer {

    /// Keras' keys.
    public static final class Config extends RecurrentConfig {
        @Nullable RnnCell cell;
    }

    private RNN(Config config) {
        super(config);
        makeCell();
    }

    public static RNN of(RnnCell cell) {
        var config = new Config();
        config.cell = cell;
        return new RNN(config);
    }

    /// Cells on top of each other.
    public static RNN of(RnnCell first, RnnCell second, RnnCell... others) {
        return of(StackedRNNCells.of(Stream.concat(Stream.of(first, second), Stream.of(others)).toArray(RnnCell[]::new)));
    }

    public RNN name(String name)                                { return with((Config c) -> c.name = name); }
    public RNN dtype(String policy)                             { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public RNN returnSequences(boolean returnSequences)         { return with((Config c) -> c.returnSequences = returnSequences); }
    public RNN returnState(boolean returnState)                 { return with((Config c) -> c.returnState = returnState); }
    public RNN goBackwards(boolean goBackwards)                 { return with((Config c) -> c.goBackwards = goBackwards); }
    public RNN zeroOutputForMask(boolean zeroOutputForMask)     { return with((Config c) -> c.zeroOutputForMask = zeroOutputForMask); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    RnnCell makeCell() {
        return Objects.requireNonNull(config().cell, "RNN: expected a cell, got null.");
    }
}
