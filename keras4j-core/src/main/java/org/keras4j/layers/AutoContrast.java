package org.keras4j.layers;

import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Stretches each channel of each image over the whole range of values, in training or not; one of a single value stays. Follows
/// `keras.layers.AutoContrast`.
public final class AutoContrast extends ContrastLayer<AutoContrast, ContrastLayer.Config> {
    private AutoContrast(Config config) {
        super(config);
    }

    public static AutoContrast create() {
        return new AutoContrast(new Config());
    }

    @Override
    Value images(Call c, Value images) {
        ValueRange range = config().valueRange;
        Value x = Ops.cast(images, config().dtype.compute());
        Value low = Ops.minKeeping(x, 1, 2);
        Value width = Ops.subtract(Ops.maxKeeping(x, 1, 2), low);
        Value flat = Ops.broadcastTo(Ops.equal(width, 0), x.shape());
        Value shares = Ops.divide(Ops.subtract(x, low), Ops.where(Ops.equal(width, 0), Ops.onesLike(width), width));
        return Ops.where(flat, x, range.clip(ValueRange.UNIT.to(range, shares)));
    }
}
