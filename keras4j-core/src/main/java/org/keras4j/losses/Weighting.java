package org.keras4j.losses;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Ops;

/// How weights and masks count: the one place for the rules of Keras' losses and metrics.
public final class Weighting {
    private Weighting() {}

    /// Sample weights and mask as one array of weights; `null` when there is neither. Where the reduction divides by the number
    /// of values, what a mask leaves counts for more, so that the result is the mean over what it leaves.
    public static @Nullable Value weights(Reduction reduction, @Nullable Value sampleWeight, @Nullable Value mask, DType dtype) {
        Value weights = sampleWeight == null ? null : Ops.cast(sampleWeight, dtype);
        if (mask == null) {
            return weights;
        }
        Value counted = Ops.cast(mask, dtype);
        Value kept = switch (reduction) {
            case SUM_OVER_BATCH_SIZE, MEAN -> Ops.multiply(counted,
                    Ops.divideNoNan(counted.builder().scalar(dtype, mask.shape().elements()), Ops.sum(counted)));
            case SUM, MEAN_WITH_SAMPLE_WEIGHT, NONE -> counted;
        };
        return weights == null ? kept : product(kept, weights);
    }

    static Value reduce(Reduction reduction, Value values, @Nullable Value weights) {
        // A loss that is one number for the whole batch, such as Dice, goes with any weights: as Keras has it, with their mean.
        if (weights != null && values.rank() > 0 && weights.rank() > values.rank() && weights.shape().elements() != weights.shape().slice(0, values.rank()).elements()) {
            throw new ShapeException("weights", "one for each value " + values.shape() + " of the loss, or for each sample", weights.shape(),
                    "What a loss makes has an axis less than the predictions.");
        }
        Value weighted = weights == null ? values : product(values, weights);
        return switch (reduction) {
            case NONE -> weighted;
            case SUM -> Ops.sum(weighted);
            case SUM_OVER_BATCH_SIZE, MEAN -> Ops.mean(weighted);
            case MEAN_WITH_SAMPLE_WEIGHT -> weights == null ? Ops.mean(weighted) : Ops.divideNoNan(Ops.sum(weighted), Ops.sum(weights));
        };
    }

    /// With axes of size 1 behind the one of lower rank.
    private static Value product(Value a, Value b) {
        return Ops.multiply(Ranks.leading(a, b), Ranks.leading(b, a));
    }
}
