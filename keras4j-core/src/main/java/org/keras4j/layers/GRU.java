package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.Gru;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// A gated recurrent unit over time: see [GRUCell] for what it computes, [RecurrentLayer] for shapes and masks. Follows
/// `keras.layers.GRU`.
public final class GRU extends CellLayer implements CellLayerOptions<GRU>, GateOptions<GRU> {

    /// Keras' keys.
    public static final class Config extends GateConfig {
        @Before("activation") @Within(from = 1) int units = 0;
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

    /// @param units numbers in the state, which are also the output
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

    /// By one product for the inputs of all times and the engine's op, where that does the same. With a mask it must start at zeros, so that
    /// the h that stays is the output before.
    @Override
    Unrolled unrolled(Call c, Value x, @Nullable Value mask, List<Value> states) {
        var cell = (GRUCell) cell();
        if (!cell.isPlain(c) || mask != null && config().stateful) {
            return super.unrolled(c, x, mask, states);
        }
        Unrolled.Rehearsal.of(c, cell, x, states);           // builds the cell, or sees that the input suits it
        Value z = cell.fromInputs(c, x);
        var inputs = new ArrayList<>(List.of(z, Ops.cast(states.getFirst(), z.dtype()), cell.recurrentKernel(c), cell.innerBias(c)));
        if (mask != null) {
            inputs.add(mask);
        }
        Value hs = c.builder().applyAll(new Gru(mask != null, config().goBackwards), inputs).getFirst();
        return new Unrolled(hs, List.of(last(hs)));
    }
}
