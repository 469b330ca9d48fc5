package org.keras4j.losses;

import module java.base;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// Connectionist temporal classification: −log of the probability that the steps, with repetitions and blanks taken out, spell the
/// labels (Graves et al. 2006). Follows `keras.losses.CTC`.
///
/// | value  | shape                                                             |
/// |--------|-------------------------------------------------------------------|
/// | yTrue  | `[batch, length]`: labels from 1 on; 0, the blank, fills up (not −1) |
/// | yPred  | `[batch, time, classes]`: logits, class 0 being the blank         |
/// | values | `[batch]`; ∞ where the steps are too few for the labels           |
public final class CTC extends Loss {
    /// The logarithm of what can't be: its sums over time stay finite, so that no NaN flows back.
    private static final double NEVER = -1e30;

    private CTC(LossConfig config) {
        super(config);
    }

    public static CTC create() {
        return new CTC(new LossConfig());
    }

    @Override
    protected DType targetType(DType predictions) {
        return DType.INT32;
    }

    /// The forward variables of section 4.1 in logarithms, over labels with blanks between and around.
    @Override
    protected Value call(Value yTrue, Value yPred) {
        if (yTrue.rank() != 2 || yPred.rank() != 3) {
            throw new ShapeException("CTC", "labels [batch, length] and logits [batch, time, classes]", yTrue.type() + " and " + yPred.type(),
                    "Pad labels with 0.");
        }
        GraphBuilder g = yPred.builder();
        long batch = yTrue.shape().size(0);
        long classes = yPred.shape().size(2);
        Value labels = LossFunctions.ofClasses(name(), yTrue, yPred);
        Value spelled = spelled(labels);                                            // (batch, states)
        long states = spelled.shape().size(1);
        Value hot = Ops.oneHot(spelled, classes, yPred.dtype());                    // (batch, states, classes)
        Value emitted = Ops.matmul(Ops.logSoftmax(yPred), Ops.transpose(hot, 0, 2, 1));
        Value steps = Ops.transpose(emitted, 1, 0, 2);                              // (time, batch, states)
        Value position = g.iota(1, Type.of(DType.INT32, batch, states));
        Value start = Ops.where(Ops.equal(position, 0), g.fill(0, emitted.type().with(Shape.of(batch, states))),
                g.fill(NEVER, emitted.type().with(Shape.of(batch, states))));

        Value last = g.scan(List.of(start), List.of(steps), List.of(maySkip(spelled)), false, (_, state, slices, constants) -> {
            Value alpha = state.getFirst();
            Value skipping = Ops.where(constants.getFirst(), shifted(alpha, 2, NEVER), Ops.fullLike(alpha, NEVER));
            Value arriving = Ops.logsumexp(Ops.stack(List.of(alpha, shifted(alpha, 1, NEVER), skipping), 0), 0);
            return List.of(Ops.add(arriving, slices.getFirst()));
        }).getFirst();

        Value end = Ops.multiply(Ops.expandDims(Ops.sum(Ops.cast(Ops.notEqual(labels, 0), DType.INT32), 1), 1), 2);
        Value ending = Ops.logicalOr(Ops.equal(position, end), Ops.equal(position, Ops.subtract(end, 1)));
        Value loss = Ops.negative(Ops.logsumexp(Ops.where(ending, last, Ops.fullLike(last, NEVER)), 1));
        return Ops.where(Ops.greater(loss, -NEVER / 2), Ops.fullLike(loss, Double.POSITIVE_INFINITY), loss);
    }

    /// `a b` as `_ a _ b _`.
    private static Value spelled(Value labels) {
        Value apart = Ops.stack(List.of(Ops.zerosLike(labels), labels), 2);
        Value flat = Ops.reshape(apart, labels.shape().size(0), 2 * labels.shape().size(1));
        return Ops.pad(flat, new long[] {0, 0}, new long[] {0, 1});
    }

    /// Whether the blank before may be left out: before a label that isn't the one before it.
    private static Value maySkip(Value spelled) {
        return Ops.logicalAnd(Ops.notEqual(spelled, 0), Ops.notEqual(spelled, shifted(spelled, 2, 0)));
    }

    /// What stood `by` places further left.
    private static Value shifted(Value x, long by, double filler) {
        long width = x.shape().size(1);
        long kept = Math.max(0, width - by);
        return Ops.pad(Ops.slice(x, 1, 0, kept), new long[] {0, width - kept}, new long[] {0, 0}, filler);
    }
}
