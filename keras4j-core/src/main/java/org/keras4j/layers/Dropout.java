package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.DTypePolicy;
import org.keras4j.config.RandomSeed;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// While training, sets a share of the numbers to 0 and scales the others so that their sum stays the same on average
/// (Srivastava et al. 2014). Follows `keras.layers.Dropout`.
public final class Dropout extends Layer {
    private final long drawnSeed = RandomSeed.next();

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        double rate = 0.5;
        @Nullable Long seed;
        @Nullable PartialShape noiseShape;
    }

    private Dropout(Config config) {
        super(config);
        if (!(config.rate >= 0 && config.rate <= 1)) {
            throw new IllegalArgumentException(place() + ": expected a rate from 0 to 1, got " + config.rate + ".");
        }
    }

    /// @param rate the share that is set to 0
    public static Dropout of(double rate) {
        var config = new Config();
        config.rate = rate;
        return new Dropout(config);
    }

    public Dropout name(String name)             { return with((Config c) -> c.name = name); }
    public Dropout dtype(String policy)          { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public Dropout seed(long seed)               { return with((Config c) -> c.seed = seed); }

    /// Along axes of size 1 all numbers share one fate; −1 is the size of the input.
    public Dropout noiseShape(long... sizes)     { return with((Config c) -> c.noiseShape = PartialShape.of(sizes)); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected Value call(Call c, Value x) {
        Long seed = config().seed;
        return dropped(c, x, config().rate, seed != null ? seed : drawnSeed, noise(x.shape()));
    }

    /// `x` with its share dropped, if this is training.
    ///
    /// @param noise the shape of what is drawn, which stretches to that of `x`
    static Value dropped(Call c, Value x, double rate, long seed, Shape noise) {
        if (!c.training() || rate == 0) {
            return x;
        }
        if (rate == 1) {
            return Ops.zerosLike(x);
        }
        Value kept = c.bernoulli(seed, 1 - rate, noise);
        return Ops.where(Ops.broadcastTo(kept, x.shape()), Ops.multiply(x, 1 / (1 - rate)), Ops.zerosLike(x));
    }

    private Shape noise(Shape input) {
        PartialShape given = config().noiseShape;
        if (given == null) {
            return input;
        }
        if (given.rank() != input.rank()) {
            throw new ShapeException("noise_shape", "a size for each axis of " + input, given, "Use -1 for the size of the input.");
        }
        return Shape.of(IntStream.range(0, input.rank())
                .mapToLong(axis -> given.size(axis) == PartialShape.UNKNOWN ? input.size(axis) : given.size(axis)).toArray());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
