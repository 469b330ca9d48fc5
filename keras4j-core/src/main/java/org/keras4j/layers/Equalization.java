package org.keras4j.layers;

import org.keras4j.config.Before;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Makes each value of a channel as frequent as the others while training, over all images of the batch: a pixel becomes the share of those
/// that are no brighter. Follows `keras.layers.Equalization`.
public final class Equalization extends ContrastLayer<Equalization, Equalization.Config> {
    /// Keras' keys.
    public static final class Config extends ContrastLayer.Config {
        @Before("value_range") int bins = 256;
    }

    private Equalization(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        require(config().bins >= 2, "bins", "2 or more", config().bins);
    }

    public static Equalization create() {
        return new Equalization(new Config());
    }

    /// How many values are told apart; 256 unless said.
    public Equalization bins(int bins) { return option(c -> c.bins = bins); }

    @Override
    Value images(Call c, Value images) {
        Value x = Ops.cast(images, config().dtype.compute());
        return c.training() ? Ops.cast(equalized(Ops.cast(x, DType.FLOAT32)), x.dtype()) : x;
    }

    private Value equalized(Value images) {
        ValueRange range = config().valueRange;
        long bins = config().bins;
        long channels = images.shape().size(3);
        Value x = range.to(ValueRange.BYTES, images);
        Value first = Ops.multiply(images.builder().iota(3, new Type(DType.INT32, images.shape())), bins);      // of the channel's bins
        Value counted = Ops.add(first, bin(Ops.divide(Ops.multiply(x, bins - 1), 255)));
        Value upTo = Ops.cumsum(counts(counted, channels, bins), 1);
        Value darkest = Ops.minKeeping(Ops.where(Ops.greater(upTo, 0), upTo, Ops.fullLike(upTo, Double.POSITIVE_INFINITY)), 1);
        Value others = Ops.subtract(Ops.maxKeeping(upTo, 1), darkest);
        Value table = Ops.round(Ops.divide(Ops.multiply(Ops.subtract(upTo, darkest), 255), Ops.maximum(others, 1)));
        Value looked = Ops.take(Ops.ravel(ValueRange.BYTES.clip(table)), Ops.add(first, bin(Ops.multiply(Ops.divide(x, 255), bins - 1))));
        Value single = Ops.broadcastTo(Ops.equal(Ops.reshape(others, Shape.of(1, 1, 1, channels)), 0), x.shape());
        return ValueRange.BYTES.to(range, Ops.where(single, x, looked));
    }

    private Value bin(Value place) {
        return Ops.cast(Ops.clip(place, 0, config().bins - 1), DType.INT32);
    }
}
