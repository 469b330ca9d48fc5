package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.config.KerasConfig;
import org.keras4j.config.Key;
import org.keras4j.engine.graph.Normalization.BatchNorm;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Ones;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// Scales each channel to mean 0 and variance 1, then by `gamma` and `beta`: while training with the mean and variance of the batch,
/// of which running means are kept, afterwards with those (Ioffe & Szegedy 2015). A layer that isn't trainable uses the running
/// means always. With a mask of the input's shape but the channels, only what it lets through counts. `synchronized` is
/// accepted, and nothing to do on one machine. Follows `keras.layers.BatchNormalization`.
///
/// | value                                       | shape                                   |
/// |---------------------------------------------|-----------------------------------------|
/// | input, output                               | `[batch, …, channels]`                  |
/// | gamma, beta, moving mean, moving variance   | `[channels]` (the size along `axis`)    |
/// | with `renorm`: moving stddev, renorm mean, renorm stddev | `[channels]`               |
public final class BatchNormalization extends NormalizingLayer<BatchNormalization, BatchNormalization.Config> {
    private @Nullable Variable movingMean;
    private @Nullable Variable movingVariance;
    private @Nullable Renorm renorm;

    /// Keras' keys.
    public static final class Config extends NormalizingLayer.Config {
        @Before("epsilon") int axis = -1;
        @Before("epsilon") double momentum = 0.99;
        @Before("beta_regularizer") Initializer movingMeanInitializer = new Zeros();
        @Before("beta_regularizer") Initializer movingVarianceInitializer = new Ones();
        @Key("synchronized") boolean synchronizedAcrossReplicas = false;
        boolean renorm = false;
        @Nullable RenormClipping renormClipping;
        double renormMomentum = 0.99;
    }

    private BatchNormalization(Config config) {
        super(config);
        if (config.renorm && config.renormClipping == null) {
            config().renormClipping = RenormClipping.NONE;
        }
    }

    public static BatchNormalization create() {
        return new BatchNormalization(new Config());
    }

    /// The axis of the channels: the last (−1) unless said.
    public BatchNormalization axis(int axis)            { return option(c -> c.axis = axis); }

    /// How much of the running means stays at each step, from 0 to 1: 0.99 unless said.
    public BatchNormalization momentum(double momentum) { return option(c -> c.momentum = momentum); }

    /// Whether the batch is scaled as the running means would (Ioffe 2017): for small batches.
    public BatchNormalization renorm(boolean renorm) {
        return option(c -> {
            c.renorm = renorm;
            c.renormClipping = renorm && c.renormClipping == null ? RenormClipping.NONE : c.renormClipping;
        });
    }

    /// Within what bounds `renorm` corrects; none unless said.
    public BatchNormalization renormClipping(RenormClipping clipping) { return option(c -> c.renormClipping = clipping); }

    /// How much of the running means of `renorm` stays at each step, from 0 to 1: 0.99 unless said.
    public BatchNormalization renormMomentum(double momentum)         { return option(c -> c.renormMomentum = momentum); }

    @Override
    protected void build(Type input) {
        Config config = config();
        Shape channels = Shape.of(input.shape().size(input.shape().axis(config.axis)));
        addGammaAndBeta(channels);
        movingMean = addState("moving_mean", channels, config.movingMeanInitializer);
        movingVariance = addState("moving_variance", channels, config.movingVarianceInitializer);
        if (config.renorm) {
            var stddev = new Renorm.RootOf(config.movingVarianceInitializer);
            renorm = new Renorm(addState("moving_stddev", channels, stddev), addState("renorm_mean", channels, config.movingMeanInitializer),
                    addState("renorm_stddev", channels, stddev), config.epsilon, Objects.requireNonNull(config.renormClipping));
        }
    }

    @Override
    protected Value call(Call c, Value x) {
        Value last = Ops.swapaxes(x, config().axis, -1);
        Value mask = c.mask(x);
        Value y = !c.training() || !trainable() ? withRunningMeans(c, last)
                : mask == null ? withMeansOfBatch(c, last)
                : withMeansOfMasked(c, last, mask);
        return Ops.swapaxes(y, config().axis, -1);
    }

    private Value withRunningMeans(Call c, Value x) {
        return normalized(c, x, c.readExactly(movingMean), c.readExactly(movingVariance));
    }

    private Value withMeansOfBatch(Call c, Value x) {
        if (renorm != null) {
            Value wide = Ops.cast(x, wide(x));
            int[] rows = IntStream.range(0, x.rank() - 1).toArray();
            Value mean = Ops.mean(wide, rows);
            return renormalized(c, x, mean, Ops.mean(Ops.square(Ops.subtract(wide, mean)), rows));
        }
        Type statistics = Type.of(wide(x), x.shape().size(-1));
        List<Value> results = c.builder().applyAll(new BatchNorm(config().epsilon), List.of(x, gamma(c, statistics), beta(c, statistics)));
        move(c, results.get(1), results.get(2));
        return results.get(0);
    }

    /// Only the elements count that the mask lets through.
    private Value withMeansOfMasked(Call c, Value x, Value mask) {
        DType wide = wide(x);
        Value weights = Ops.reshape(Ops.cast(mask, wide), mask.shape().concat(Shape.of(ones(x.rank() - mask.rank()))));
        Value shown = Ops.broadcastTo(weights, x.shape().with(-1, 1));
        int[] rows = IntStream.range(0, x.rank() - 1).toArray();
        Value count = Ops.add(Ops.sum(shown, rows), KerasConfig.EPSILON);
        Value wideX = Ops.cast(x, wide);
        Value mean = Ops.divide(Ops.sum(Ops.multiply(wideX, shown), rows), count);
        Value variance = Ops.divide(Ops.sum(Ops.multiply(Ops.square(Ops.subtract(wideX, mean)), shown), rows), count);
        if (renorm != null) {
            return renormalized(c, x, mean, variance);
        }
        move(c, mean, variance);
        return normalized(c, x, mean, variance);
    }

    private Value renormalized(Call c, Value x, Value mean, Value variance) {
        Renorm renorm = Objects.requireNonNull(this.renorm);
        Renorm.Correction correction = renorm.correction(c, mean, variance);
        renorm.move(c, mean, variance, config().renormMomentum, config().momentum, movingMean, movingVariance);
        return normalized(c, x, mean, variance, correction);
    }

    private static long[] ones(int count) {
        var ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private void move(Call c, Value mean, Value variance) {
        double momentum = config().momentum;
        c.update(movingMean, Ops.add(Ops.multiply(c.readExactly(movingMean), momentum), Ops.multiply(mean, 1 - momentum)));
        c.update(movingVariance, Ops.add(Ops.multiply(c.readExactly(movingVariance), momentum), Ops.multiply(variance, 1 - momentum)));
    }

    /// `x · scale + shift` for each channel, so that what depends on weights alone can be computed once.
    private Value normalized(Call c, Value x, Value mean, Value variance) {
        return normalized(c, x, mean, variance, null);
    }

    /// @param correction what x is scaled and moved by before `gamma` and `beta`, if by anything
    private Value normalized(Call c, Value x, Value mean, Value variance, Renorm.@Nullable Correction correction) {
        DType wide = wide(x);
        Value inverse = Ops.rsqrt(Ops.add(Ops.cast(variance, wide), config().epsilon));
        Value scale = correction == null ? inverse : Ops.multiply(inverse, correction.factor());
        Value shift = Ops.negative(Ops.multiply(Ops.cast(mean, wide), scale));
        if (correction != null) {
            shift = Ops.add(shift, correction.offset());
        }
        if (gamma != null) {
            scale = Ops.multiply(scale, c.readExactly(gamma));
            shift = Ops.multiply(shift, c.readExactly(gamma));
        }
        if (beta != null) {
            shift = Ops.add(shift, c.readExactly(beta));
        }
        return Ops.cast(Ops.add(Ops.multiply(Ops.cast(x, wide), scale), shift), x.dtype());
    }
}
