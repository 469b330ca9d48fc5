package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The mean of each channel over the sequence. Follows `keras.layers.GlobalAveragePooling1D`.
/// Steps that a mask leaves out don't count.
///
/// | value  | shape                                                        |
/// |--------|--------------------------------------------------------------|
/// | input  | `[batch, steps, channels]`                                   |
/// | output | `[batch, channels]`, or `[batch, 1, channels]` with keepdims |
public final class GlobalAveragePooling1D extends GlobalPooling<GlobalAveragePooling1D> {
    private GlobalAveragePooling1D(Config config) {
        super(config, 1);
    }

    public static GlobalAveragePooling1D create() {
        return new GlobalAveragePooling1D(new Config());
    }

    @Override
    Value pool(Value x, int... axes) {
        return Ops.mean(x, axes);
    }

    @Override
    Value pool(Call c, Value x, int... axes) {
        Value mask = c.mask(x);
        if (mask == null) {
            return pool(x, axes);
        }
        Value counts = Ops.reshape(mask, mask.shape().insert(config().dataFormat == DataFormat.CHANNELS_LAST ? 2 : 1, 1));
        return Ops.divide(Ops.sum(Ops.where(counts, x, Ops.zerosLike(x)), axes), Ops.sum(Ops.cast(counts, x.dtype()), axes));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    /// The steps are gone, and so is their mask.
    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        return Collections.singletonList(null);
    }
}
