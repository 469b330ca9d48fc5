package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.losses.Ranks;
import org.keras4j.ops.Ops;

/// How a batch of predictions meets its targets at several thresholds: the weighted counts of what is right and wrong.
///
/// @param truePositives for each threshold: `[thresholds]`, or `[thresholds, labels]`
/// @param falsePositives the same
/// @param positives of all thresholds: `[]`, or `[labels]`
/// @param negatives the same
record Confusion(Value truePositives, Value falsePositives, Value positives, Value negatives) {
    /// What stands for no threshold at all.
    static final double LOWEST = -1e10;

    /// Whether all labels are counted together or each by itself.
    enum Counting { TOGETHER, BY_LABEL }

    /// Targets, predictions and weights of one shape.
    ///
    /// @param labels 1 or 0, float32
    record Cases(Value labels, Value predictions, Value weights) {
        static Cases of(Value yTrue, Value yPred, @Nullable Value sampleWeight) {
            Value predictions = Ops.cast(yPred, DType.FLOAT32);
            Value labels = Ops.cast(Ranks.like(Ops.cast(yTrue, DType.BOOL), predictions), DType.FLOAT32);
            Value weights = sampleWeight == null ? Ops.onesLike(predictions)
                    : Ops.broadcastTo(Ranks.leading(Ranks.like(Ops.cast(sampleWeight, DType.FLOAT32), predictions), predictions), predictions.shape());
            return new Cases(labels, predictions, weights);
        }

        /// Only the `k` largest predictions of each row remain.
        Cases top(int k) {
            long classes = predictions.shape().size(-1);
            Value chosen = Ops.any(Ops.oneHot(Ops.topK(predictions, Math.min(k, classes)).indices(), classes, DType.BOOL), -2);
            return new Cases(labels, Ops.where(chosen, predictions, Ops.fullLike(predictions, LOWEST)), weights);
        }

        Cases ofClass(int id) {
            return new Cases(column(labels, id), column(predictions, id), column(weights, id));
        }

        private static Value column(Value x, int id) {
            if (x.rank() < 2 || id < 0 || id >= x.shape().size(-1)) {
                throw new IllegalArgumentException("class_id: expected one of the classes of [batch, …, classes], got " + id + " for " + x.type() + ".");
            }
            return Ops.slice(x, -1, id, id + 1);
        }

        /// With another weight for each label.
        Cases weighing(List<Double> labelWeights) {
            var factors = NDArray.of(labelWeights.stream().mapToDouble(Double::doubleValue).toArray()).cast(DType.FLOAT32);
            return new Cases(labels, predictions, Ops.multiply(weights, Ops.constant(weights, factors)));
        }

        private Cases shaped(Shape shape) {
            return new Cases(Ops.reshape(labels, shape), Ops.reshape(predictions, shape), Ops.reshape(weights, shape));
        }
    }

    static Confusion of(Cases cases, List<Double> thresholds, Counting counting) {
        long labels = counting == Counting.BY_LABEL ? cases.predictions.shape().size(-1) : 1;
        Cases table = cases.shaped(Shape.of(cases.predictions.shape().elements() / Math.max(1, labels), labels));
        Value ones = Ops.multiply(table.labels, table.weights);
        Value zeros = Ops.multiply(Ops.subtract(1, table.labels), table.weights);
        Value predicted = Thresholds.areEven(thresholds) ? byBuckets(table.predictions, ones, zeros, thresholds)
                : byComparing(table.predictions, ones, zeros, thresholds);
        return new Confusion(part(predicted, 0, counting), part(predicted, 1, counting),
                counting == Counting.BY_LABEL ? Ops.sum(ones, 0) : Ops.sum(ones), counting == Counting.BY_LABEL ? Ops.sum(zeros, 0) : Ops.sum(zeros));
    }

    /// One of the last two of `[thresholds, labels, 2]`.
    private static Value part(Value predicted, int which, Counting counting) {
        Value chosen = Ops.take(predicted, which, -1);
        return counting == Counting.BY_LABEL ? chosen : Ops.squeeze(chosen, -1);
    }

    /// Above each threshold, by looking at all: `[thresholds, labels, 2]`.
    private static Value byComparing(Value predictions, Value ones, Value zeros, List<Double> thresholds) {
        var limits = NDArray.of(thresholds.stream().mapToDouble(Double::doubleValue).toArray()).cast(DType.FLOAT32).reshape(thresholds.size(), 1, 1);
        Value above = Ops.cast(Ops.greater(Ops.expandDims(predictions, 0), Ops.constant(predictions, limits)), DType.FLOAT32);
        return Ops.stack(List.of(Ops.sum(Ops.multiply(above, ones), 1), Ops.sum(Ops.multiply(above, zeros), 1)), -1);
    }

    /// Each prediction goes to the bucket between two thresholds; above a threshold is what lies in its bucket and those behind.
    private static Value byBuckets(Value predictions, Value ones, Value zeros, List<Double> thresholds) {
        int count = thresholds.size();
        long labels = predictions.shape().size(1);
        Value place = Ops.subtract(Ops.ceil(Ops.multiply(Ops.clip(predictions, 0, 1), count - 1)), 1);
        // Only a first threshold below 0 is exceeded by a prediction of 0.
        Value counted = Ops.cast(Ops.greaterEqual(place, thresholds.getFirst() < 0 ? -1 : 0), DType.FLOAT32);
        Value bucket = Ops.clip(Ops.cast(Ops.maximum(place, 0), DType.INT32), 0, count - 1);
        Value row = Ops.add(Ops.multiply(bucket, labels), Ops.arange(bucket, labels, DType.INT32));
        Value amounts = Ops.stack(List.of(Ops.multiply(ones, counted), Ops.multiply(zeros, counted)), -1);
        Value buckets = Ops.segmentSum(amounts, row, count * labels);
        NDArray fromHere = NDArray.generate(DType.FLOAT32, Shape.of(count, count), i -> i % count >= i / count ? 1 : 0);
        Value sums = Ops.matmul(Ops.constant(buckets, fromHere), Ops.reshape(buckets, count, labels * 2));
        return Ops.reshape(sums, count, labels, 2);
    }

    Value of(Outcome outcome) {
        return switch (outcome) {
            case TRUE_POSITIVES -> truePositives;
            case FALSE_POSITIVES -> falsePositives;
            case TRUE_NEGATIVES -> Ops.subtract(negatives, falsePositives);
            case FALSE_NEGATIVES -> Ops.subtract(positives, truePositives);
        };
    }
}
