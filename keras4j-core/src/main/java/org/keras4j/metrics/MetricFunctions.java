package org.keras4j.metrics;

import org.keras4j.config.KerasConfig;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.losses.Labels;
import org.keras4j.losses.LossFunctions;
import org.keras4j.ops.Ops;

/// The formulas behind metrics that aren't losses: one value for each sample, `[batch, …]`. Those of losses are in [LossFunctions].
public final class MetricFunctions {
    private MetricFunctions() {}

    /// Where targets and predictions are the same number.
    public static Value accuracy(Value yTrue, Value yPred) {
        return Ops.equal(Ops.cast(yTrue, yPred.dtype()), yPred);
    }

    /// Where a prediction above the threshold meets a target 1, or one up to it a target 0.
    public static Value binaryAccuracy(Value yTrue, Value yPred, double threshold) {
        return Ops.equal(yTrue, Ops.cast(Ops.greater(yPred, threshold), yTrue.dtype() == DType.BOOL ? DType.BOOL : yPred.dtype()));
    }

    /// Where the largest prediction is at the largest target; of equals the first counts.
    public static Value categoricalAccuracy(Value yTrue, Value yPred) {
        return Ops.equal(Ops.argmax(yTrue, -1), Ops.argmax(yPred, -1));
    }

    /// Where the largest prediction is that of the class that the target names.
    public static Value sparseCategoricalAccuracy(Value yTrue, Value yPred) {
        Value matches = Ops.equal(Labels.numbers(yTrue, yPred), Ops.argmax(yPred, -1));
        return matches.rank() > 1 && matches.shape().size(-1) == 1 ? Ops.squeeze(matches, -1) : matches;
    }

    /// Where the class of the largest target is among those of the `k` largest predictions.
    public static Value topKCategoricalAccuracy(Value yTrue, Value yPred, long k) {
        return amongTopK(Ops.argmax(yTrue, -1), yPred, k);
    }

    /// Where the class that the target names is among those of the `k` largest predictions. Its equals don't push it out.
    public static Value sparseTopKCategoricalAccuracy(Value yTrue, Value yPred, long k) {
        return amongTopK(Labels.numbers(Ops.cast(yTrue, DType.INT32), yPred), yPred, k);
    }

    /// A label outside of the classes isn't among them.
    private static Value amongTopK(Value labels, Value yPred, long k) {
        Value own = Ops.oneHot(labels, yPred.shape().size(-1), DType.BOOL);
        Value score = Ops.max(Ops.where(own, yPred, Ops.fullLike(yPred, Double.NEGATIVE_INFINITY)), -1);
        Value ahead = Ops.sum(Ops.cast(Ops.greater(yPred, Ops.expandDims(score, -1)), DType.INT32), -1);
        return Ops.logicalAnd(Ops.less(ahead, k), Ops.any(own, -1));
    }

    /// Where the target is among the first `k` of ids sorted by their score.
    public static Value amongFirst(Value yTrue, Value ids, long k) {
        Value first = Ops.slice(ids, -1, 0, Math.min(k, ids.shape().size(-1)));
        return Ops.any(Ops.equal(Ops.expandDims(Labels.numbers(Ops.cast(yTrue, ids.dtype()), ids), -1), first), -1);
    }

    /// The cosine of the angle between the vectors along `axis`.
    public static Value cosineSimilarity(Value yTrue, Value yPred, int axis) {
        return Ops.negative(LossFunctions.cosineSimilarity(yTrue, yPred, axis));
    }

    /// Pearson's coefficient of the vectors along `axis`; NaN where one is constant.
    public static Value pearsonCorrelation(Value yTrue, Value yPred, int axis) {
        return Ops.mean(Ops.multiply(standardised(yTrue, axis), standardised(yPred, axis)), axis);
    }

    private static Value standardised(Value x, int axis) {
        Value centred = Ops.subtract(x, Ops.meanKeeping(x, axis));
        return Ops.divide(centred, Ops.stdKeeping(centred, axis));
    }

    /// Lin's coefficient of the vectors along `axis`, as Keras 3 computes it: with the products taken around the mean of `yPred`.
    public static Value concordanceCorrelation(Value yTrue, Value yPred, int axis) {
        Value trueMean = Ops.meanKeeping(yTrue, axis);
        Value predictedMean = Ops.meanKeeping(yPred, axis);
        Value products = Ops.multiply(Ops.subtract(yTrue, predictedMean), Ops.subtract(yPred, predictedMean));
        Value variances = Ops.add(Ops.varKeeping(yTrue, axis), Ops.varKeeping(yPred, axis));
        Value scale = Ops.add(Ops.add(variances, Ops.square(Ops.subtract(trueMean, predictedMean))), KerasConfig.EPSILON);
        return Ops.mean(Ops.divide(Ops.multiply(products, 2), scale), axis);
    }
}
