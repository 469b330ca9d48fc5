package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Random numbers, by the names of `keras.random`: layers draw them from their [Call]. What is drawn is a function of the seed, the step of training, and how often the
/// trace has drawn with that seed: the same on every machine, and never the same twice in a training run.
public final class RandomOps {
    private RandomOps() {}

    /// From `low` (inclusive) to `high` (exclusive).
    public static Value uniform(Call c, long seed, Shape shape, double low, double high, DType type) {
        return Ops.add(Ops.multiply(c.uniform(seed, shape, type), high - low), low);
    }

    /// Normal numbers of this mean and standard deviation.
    public static Value normal(Call c, long seed, Shape shape, double mean, double stddev, DType type) {
        return Ops.add(Ops.multiply(c.normal(seed, shape, type), stddev), mean);
    }

    /// Normal numbers no further than two standard deviations from the mean: what a uniform number is the share of.
    public static Value truncatedNormal(Call c, long seed, Shape shape, double mean, double stddev, DType type) {
        double within = 0.9544997361036416;                              // erf(√2): the share of what isn't cut off
        Value share = uniform(c, seed, shape, -within, within, wide(type));
        return Ops.cast(Ops.add(Ops.multiply(Ops.erfinv(share), stddev * Math.sqrt(2)), mean), type);
    }

    /// Whole numbers from `low` (inclusive) to `high` (exclusive), int32, of which there are at most 2²⁴.
    public static Value randint(Call c, long seed, Shape shape, long low, long high) {
        if (high <= low || high - low > 1 << 24) {
            throw new IllegalArgumentException("randint: expected a range of 1 to 2^24 numbers, got " + low + " to " + high + ".");
        }
        Value share = Ops.floor(Ops.multiply(c.uniform(seed, shape, DType.FLOAT64), high - low));
        return Ops.add(Ops.cast(share, DType.INT32), low);
    }

    /// True with this probability.
    public static Value bernoulli(Call c, long seed, Shape shape, double probability) {
        return c.bernoulli(seed, probability, shape);
    }

    /// For each row of logits `[batch, classes]` so many classes, int32 `[batch, samples]`: the largest logit with the noise of
    /// Gumbel added.
    public static Value categorical(Call c, long seed, Value logits, long samples) {
        Shape shape = Shape.of(logits.shape().size(0), samples, logits.shape().size(1));
        return Ops.argmax(Ops.add(Ops.expandDims(Ops.floating(logits), 1), gumbel(c, seed, shape, Ops.floating(logits).dtype())), -1);
    }

    private static Value gumbel(Call c, long seed, Shape shape, DType type) {
        return Ops.negative(Ops.log(exponential(c, seed, shape, type)));
    }

    private static Value exponential(Call c, long seed, Shape shape, DType type) {
        return Ops.negative(Ops.log(Ops.subtract(1, c.uniform(seed, shape, type))));
    }

    /// How many of `counts` tries succeed, each with this probability: tried one by one, up to the most that `most` says.
    public static Value binomial(Call c, long seed, Value counts, Value probabilities, long most) {
        Shape shape = Shape.broadcast(counts.shape(), probabilities.shape());
        DType type = Ops.floating(probabilities).dtype();
        Shape tries = shape.insert(0, most);
        Value succeed = Ops.less(c.uniform(seed, tries, type), Ops.broadcastTo(probabilities, shape));
        Value counted = Ops.less(c.builder().iota(0, new Type(type, tries)), Ops.broadcastTo(Ops.cast(counts, type), shape));
        return Ops.sum(Ops.cast(Ops.logicalAnd(succeed, counted), type), 0);
    }

    /// Of a gamma distribution with this shape parameter and scale 1, by rejection (Marsaglia & Tsang 2000): of `TRIES` candidates
    /// the first that is accepted. One in 10¹⁰ is none of them, and the mode then.
    public static Value gamma(Call c, long seed, Value alpha, Shape shape) {
        return Ops.cast(Ops.exp(logGamma(c, seed, alpha, shape)), Ops.floating(alpha).dtype());
    }

    private static final int TRIES = 8;

    /// With a small shape parameter most numbers are less than a float can say: their logarithms can be compared.
    private static Value logGamma(Call c, long seed, Value alpha, Shape shape) {
        DType type = wide(Ops.floating(alpha).dtype());
        Value a = Ops.broadcastTo(Ops.cast(alpha, type), shape);
        Value below = Ops.less(a, 1);
        Value d = Ops.subtract(Ops.where(below, Ops.add(a, 1), a), 1.0 / 3);
        Value scale = Ops.rsqrt(Ops.multiply(d, 9));
        Shape tries = shape.insert(0, TRIES);
        Value x = c.normal(seed, tries, type);
        Value v = Ops.power(Ops.relu(Ops.add(Ops.multiply(x, scale), 1)), 3);
        Value positive = Ops.greater(v, 0);
        Value logV = Ops.log(Ops.where(positive, v, Ops.onesLike(v)));
        Value bound = Ops.add(Ops.multiply(Ops.square(x), 0.5), Ops.multiply(Ops.add(Ops.subtract(1, v), logV), d));
        Value accepted = Ops.logicalAnd(positive, Ops.less(Ops.negative(exponential(c, seed, tries, type)), bound));
        Value first = Ops.expandDims(Ops.argmax(Ops.cast(accepted, DType.INT32), 0), 0);
        Value chosen = Ops.squeeze(Ops.takeAlongAxis(Ops.where(accepted, logV, Ops.zerosLike(v)), first, 0), 0);
        Value boost = Ops.divide(Ops.negative(exponential(c, seed, shape, type)), a);
        return Ops.add(Ops.add(Ops.log(d), chosen), Ops.where(below, boost, Ops.zerosLike(boost)));
    }

    /// Of a beta distribution.
    public static Value beta(Call c, long seed, Value alpha, Value beta, Shape shape) {
        Value ratio = Ops.subtract(logGamma(c, seed, alpha, shape), logGamma(c, seed, beta, shape));
        return Ops.cast(Ops.sigmoid(ratio), Ops.floating(alpha).dtype());
    }

    /// Shares that sum to 1 along the last axis, of a Dirichlet distribution with this parameter for each of them.
    public static Value dirichlet(Call c, long seed, Value alpha, Shape shape) {
        return Ops.cast(Ops.softmax(logGamma(c, seed, alpha, shape)), Ops.floating(alpha).dtype());
    }

    /// Slices along an axis in another order.
    public static Value shuffle(Call c, long seed, Value x, int axis) {
        return Ops.take(x, Ops.argsort(c.uniform(seed, Shape.of(x.shape().size(axis)), DType.FLOAT64), 0), axis);
    }

    /// A share of the numbers 0, the others scaled up so that their sum stays the same on average.
    public static Value dropout(Call c, long seed, Value x, double rate) {
        if (rate == 1) {
            return Ops.zerosLike(x);
        }
        Value kept = c.bernoulli(seed, 1 - rate, x.shape());
        return Ops.where(kept, Ops.multiply(x, 1 / (1 - rate)), Ops.zerosLike(x));
    }

    private static DType wide(DType type) {
        return type.bytes() < 4 ? DType.FLOAT32 : type;
    }
}
