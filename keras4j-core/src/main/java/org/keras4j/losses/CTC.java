package org.keras4j.losses;

import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
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

    @Override
    protected Value call(Value yTrue, Value yPred) {
        if (yTrue.rank() != 2 || yPred.rank() != 3) {
            throw new ShapeException("CTC", "labels [batch, length] and logits [batch, time, classes]", yTrue.type() + " and " + yPred.type(),
                    "Pad labels with 0.");
        }
        Value labels = LossFunctions.ofClasses(name(), yTrue, yPred);
        return Ops.ctcLoss(labels, yPred, Ops.sum(Ops.cast(Ops.notEqual(labels, 0), DType.INT32), 1), 0);
    }
}
