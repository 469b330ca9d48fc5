package org.keras4j.losses;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Ops;

/// Brings embeddings of one class together and those of others apart, the harder the further off a pair is (Sun et al. 2020).
/// Follows `keras.losses.Circle`.
///
/// | value  | shape                                     |
/// |--------|-------------------------------------------|
/// | yTrue  | `[batch]` or `[batch, 1]`: the class      |
/// | yPred  | `[batch, features]`, rows of length 1     |
///
/// Samples whose loss is 0, as that of one alone in its class, don't count in the mean.
public final class Circle extends Loss {
    public static final class Config extends LossConfig {
        public double gamma = 80;
        public double margin = 0.4;
        public boolean removeDiagonal = true;
    }

    private Circle(Config config) {
        super(config);
    }

    public static Circle create() {
        return new Circle(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// The scale of similarities: 80 unless said.
    public Circle gamma(double gamma)   { return with((Config c) -> c.gamma = gamma); }

    /// By how much those of one class must be nearer than others, from 0 to 1: 0.4 unless said.
    public Circle margin(double margin) { return with((Config c) -> c.margin = margin); }

    /// Whether a sample isn't paired with itself.
    public Circle removeDiagonal(boolean removeDiagonal) { return with((Config c) -> c.removeDiagonal = removeDiagonal); }

    @Override
    protected DType targetType(DType predictions) {
        return DType.INT32;
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        Config c = config();
        GraphBuilder g = yPred.builder();
        Value labels = Ops.reshape(yTrue, yTrue.shape().elements(), 1);
        long samples = labels.shape().size(0);
        Value same = Ops.equal(labels, Ops.transpose(labels));
        Value other = Ops.logicalNot(same);
        if (c.removeDiagonal) {
            Type square = Type.of(DType.INT32, samples, samples);
            same = Ops.logicalAnd(same, g.notEqual(g.iota(0, square), g.iota(1, square)));
        }
        Value distances = Ops.maximum(Ops.subtract(1, Ops.matmul(yPred, Ops.transpose(yPred))), 0);
        Value near = Ops.multiply(Ops.multiply(Ops.add(distances, c.margin), Ops.subtract(c.margin, distances)), -c.gamma);
        Value far = Ops.multiply(Ops.multiply(Ops.maximum(Ops.subtract(1 + c.margin, distances), 0), Ops.subtract(1 - c.margin, distances)), c.gamma);
        Value both = Ops.logicalAnd(Ops.any(same, 1), Ops.any(other, 1));
        Value loss = Ops.softplus(Ops.add(logOfSum(near, same), logOfSum(far, other)));
        return Ops.where(both, loss, Ops.zerosLike(loss));
    }

    /// log Σ eˣ over those of a row that count; where none does, something finite, so that no NaN flows back.
    private static Value logOfSum(Value x, Value counted) {
        Value largest = Ops.stopGradient(Ops.maxKeeping(Ops.where(counted, x, Ops.fullLike(x, -1e30)), 1));
        Value safe = Ops.where(counted, Ops.subtract(x, largest), Ops.zerosLike(x));
        Value sum = Ops.sum(Ops.where(counted, Ops.exp(safe), Ops.zerosLike(x)), 1);
        Value none = Ops.equal(sum, 0);
        return Ops.where(none, Ops.zerosLike(sum), Ops.add(Ops.log(Ops.where(none, Ops.onesLike(sum), sum)), Ops.squeeze(largest, 1)));
    }

    @Override
    protected @Nullable Value valid(Value yTrue, Value yPred, Value values) {
        return Ops.greater(values, 0);
    }
}
