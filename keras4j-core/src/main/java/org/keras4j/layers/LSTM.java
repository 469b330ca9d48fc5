package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.Recurrent.Lstm;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// A long short-term memory over time: see [LSTMCell] for what it computes, [RecurrentLayer] for shapes and masks. Follows
/// `keras.layers.LSTM`; its states are h and c.
public final class LSTM extends CellLayer implements CellLayerOptions<LSTM>, GateOptions<LSTM> {

    /// Keras' keys.
    public static final class Config extends ForgetConfig {
        @Before("activation") @Within(from = 1) int units = 0;

        /// The cell has them in another order.
        @Override
        public SequencedMap<String, @Nullable Object> toKeras() {
            var map = super.toKeras();
            if (!ofCell) {
                return map;
            }
            Object forgets = map.remove("unit_forget_bias");
            var ordered = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((key, value) -> {
                ordered.put(key, value);
                if (key.equals("use_bias")) {
                    ordered.put("unit_forget_bias", forgets);
                }
            });
            return ordered;
        }
    }

    private LSTM(Config config) {
        super(config);
    }

    static Config config(int units) {
        var config = new Config();
        config.units = units;
        return config;
    }

    /// @param units numbers in each of the two states; h is also the output
    public static LSTM of(int units) {
        return new LSTM(config(units));
    }

    /// Whether the bias of the forget gate begins as 1, so that at first nothing is forgotten (Jozefowicz et al. 2015); it does unless said otherwise.
    public LSTM unitForgetBias(boolean unitForgetBias) { return with((Config c) -> c.unitForgetBias = unitForgetBias); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    WeightedCell newCell() {
        return new LSTMCell(config());
    }

    /// By one product for the inputs of all times and the engine's op, where that does the same. With a mask it must start at zeros, so that
    /// the h that stays is the output before.
    @Override
    Unrolled unrolled(Call c, Value x, @Nullable Value mask, List<Value> states) {
        var cell = (LSTMCell) cell();
        if (!cell.isPlain(c) || mask != null && config().stateful) {
            return super.unrolled(c, x, mask, states);
        }
        Unrolled.Rehearsal.of(c, cell, x, states);           // builds the cell, or sees that the input suits it
        Value z = cell.projected(c, x);
        var inputs = new ArrayList<>(List.of(z, Ops.cast(states.get(0), z.dtype()), Ops.cast(states.get(1), z.dtype()),
                cell.recurrentKernel(c)));
        if (mask != null) {
            inputs.add(mask);
        }
        List<Value> results = c.builder().applyAll(new Lstm(mask != null, config().goBackwards), inputs);
        return new Unrolled(results.get(0), List.of(last(results.get(0)), last(results.get(1))));
    }
}
