package org.keras4j.ops;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// The forward variables of connectionist temporal classification, in logarithms, over labels with blanks between and around (Graves et al. 2006, section 4.1).
final class Ctc {
    /// The logarithm of what can't be: its sums over time stay finite, so that no NaN flows back.
    private static final double NEVER = -1e30;

    private Ctc() {}

    /// @param target `[batch, length]`, int32
    /// @param output logits `[batch, time, classes]`
    /// @param lengths of the targets `[batch]`; what is behind them doesn't count
    /// @param times how many steps of the outputs count `[batch]`; all if `null`
    /// @return −log of the probability `[batch]`; ∞ where the steps are too few for the labels
    static Value loss(Value target, Value output, Value lengths, @Nullable Value times, long blank) {
        GraphBuilder g = output.builder();
        long batch = output.shape().size(0);
        Value place = g.iota(1, target.type());
        Value labels = Ops.where(Ops.less(place, Ops.expandDims(lengths, 1)), target, Ops.fullLike(target, blank));
        Value spelled = spelled(labels, blank);                                     // (batch, states)
        long states = spelled.shape().size(1);
        Value hot = Ops.oneHot(spelled, output.shape().size(2), output.dtype());    // (batch, states, classes)
        Value emitted = Ops.matmul(Ops.logSoftmax(output), Ops.transpose(hot, 0, 2, 1));
        var sequences = new ArrayList<>(List.of(Ops.transpose(emitted, 1, 0, 2)));  // (time, batch, states)
        if (times != null) {
            long steps = output.shape().size(1);
            sequences.add(Ops.less(g.iota(0, Type.of(DType.INT32, steps, batch, 1)), Ops.reshape(times, 1, batch, 1)));
        }
        Value position = g.iota(1, Type.of(DType.INT32, batch, states));
        Type state = emitted.type().with(Shape.of(batch, states));
        Value start = Ops.where(Ops.equal(position, 0), g.fill(0, state), g.fill(NEVER, state));

        Value last = g.scan(List.of(start), sequences, List.of(maySkip(spelled, blank)), false, (_, before, slices, constants) -> {
            Value alpha = before.getFirst();
            Value skipping = Ops.where(constants.getFirst(), shifted(alpha, 2, NEVER), Ops.fullLike(alpha, NEVER));
            Value arriving = Ops.logsumexp(Ops.stack(List.of(alpha, shifted(alpha, 1, NEVER), skipping), 0), 0);
            Value after = Ops.add(arriving, slices.getFirst());
            return List.of(slices.size() == 1 ? after : Ops.where(slices.get(1), after, alpha));
        }).getFirst();

        Value end = Ops.multiply(Ops.expandDims(lengths, 1), 2);
        Value ending = Ops.logicalOr(Ops.equal(position, end), Ops.equal(position, Ops.subtract(end, 1)));
        Value loss = Ops.negative(Ops.logsumexp(Ops.where(ending, last, Ops.fullLike(last, NEVER)), 1));
        return Ops.where(Ops.greater(loss, -NEVER / 2), Ops.fullLike(loss, Double.POSITIVE_INFINITY), loss);
    }

    /// `a b` as `_ a _ b _`.
    private static Value spelled(Value labels, long blank) {
        Value apart = Ops.stack(List.of(Ops.fullLike(labels, blank), labels), 2);
        Value flat = Ops.reshape(apart, labels.shape().size(0), 2 * labels.shape().size(1));
        return Ops.pad(flat, new long[] {0, 0}, new long[] {0, 1}, blank);
    }

    /// Whether the blank before may be left out: before a label that isn't the one before it.
    private static Value maySkip(Value spelled, long blank) {
        return Ops.logicalAnd(Ops.notEqual(spelled, blank), Ops.notEqual(spelled, shifted(spelled, 2, blank)));
    }

    /// What stood `by` places further left.
    private static Value shifted(Value x, long by, double filler) {
        long width = x.shape().size(1);
        long kept = Math.max(0, width - by);
        return Ops.pad(Ops.slice(x, 1, 0, kept), new long[] {0, width - kept}, new long[] {0, 0}, filler);
    }
}
