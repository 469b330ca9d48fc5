package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.config.KerasSerializable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Adds to the vector of each place waves that say which place it is, for attention doesn't know the order; the vectors are scaled by √size first
/// (Vaswani et al. 2017, sections 3.4 and 3.5). A layer of the application's own, without weights.
///
/// | value  | shape                    |
/// |--------|--------------------------|
/// | input  | `[batch, places, size]`  |
/// | output | as the input             |
@KerasSerializable(inPackage = "keras4j", name = "Places")
final class Places extends Layer {
    private static final double LONGEST = 10_000;

    Places(LayerConfig config) {
        super(config);
    }

    static Places create() {
        return new Places(new LayerConfig());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Value call(Call c, Value x) {
        long size = x.shape().size(-1);
        var waves = NDArray.generate(DType.FLOAT32, x.shape().slice(1, 3), i -> wave(i / size, i % size, size));
        return Ops.add(Ops.multiply(x, Math.sqrt(size)), Ops.cast(Ops.constant(x, waves), x.dtype()));
    }

    private static double wave(long place, long number, long size) {
        double angle = place / Math.pow(LONGEST, (number - number % 2) / (double) size);
        return number % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
    }
}
