package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The mean over classes of intersection over union: of what is and is predicted to be of a class, what is both. It counts in a
/// confusion matrix `[target, prediction]` of whole numbers; classes that occur nowhere don't count, nor do labels outside of them.
abstract class OverlapMetric extends Metric {
    private static final String MATRIX = "total_confusion_matrix";

    /// How classes stand in targets or predictions.
    enum Form {
        /// The number of the class.
        SPARSE,
        /// A number for each class, of which the largest wins.
        BY_CLASS;

        static Form of(boolean sparse) {
            return sparse ? SPARSE : BY_CLASS;
        }
    }

    /// @param targets the classes that the mean is taken over
    /// @param ignored targets of this class count for nothing
    record Question(int classes, List<Integer> targets, @Nullable Integer ignored, Form yTrue, Form yPred, int axis) {
        Question {
            if (!targets.stream().allMatch(target -> 0 <= target && target < classes)) {
                throw new IllegalArgumentException("target_class_ids: expected classes from 0 to " + (classes - 1) + ", got " + targets + ".");
            }
        }
    }

    OverlapMetric(MetricConfig config) {
        super(config);
    }

    abstract Question question();

    /// What of the predictions is looked at.
    Value predicted(Value yPred) {
        return yPred;
    }

    @Override
    public final Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    public final void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
        Question q = question();
        Value targets = numbers(yTrue, q.yTrue, q.axis);
        Value predictions = numbers(predicted(yPred), q.yPred, q.axis);
        Value counted = Ops.logicalAnd(inside(targets, q.classes), inside(predictions, q.classes));
        if (q.ignored != null) {
            counted = Ops.logicalAnd(counted, Ops.notEqual(targets, q.ignored));
        }
        DType type = config().dtype.startsWith("float") ? DType.FLOAT32 : DType.INT32;
        Value whole = sampleWeight == null ? Ops.cast(Ops.onesLike(targets), type) : Ops.cast(flat(sampleWeight, targets), type);
        Value zero = Ops.zerosLike(targets);
        Value cell = Ops.add(Ops.multiply(Ops.where(counted, targets, zero), q.classes), Ops.where(counted, predictions, zero));
        Value cells = Ops.segmentSum(Ops.where(counted, whole, Ops.zerosLike(whole)), cell, (long) q.classes * q.classes);
        accumulate(c, MATRIX, Ops.reshape(cells, q.classes, q.classes));
    }

    private static Value numbers(Value x, Form form, int axis) {
        return Ops.reshape(Ops.cast(form == Form.SPARSE ? x : Ops.argmax(x, axis), DType.INT32), -1);
    }

    private static Value inside(Value classes, int count) {
        return Ops.logicalAnd(Ops.greaterEqual(classes, 0), Ops.less(classes, count));
    }

    /// A weight for each of the classes in a row.
    private static Value flat(Value weights, Value targets) {
        if (weights.shape().elements() == targets.shape().elements()) {
            return Ops.reshape(weights, -1);
        }
        long inside = targets.shape().elements() / Math.max(1, weights.shape().elements());
        Value column = Ops.reshape(weights, -1, 1);
        return Ops.reshape(Ops.broadcastTo(column, column.shape().with(1, inside)), -1);
    }

    @Override
    public final double result() {
        Question q = question();
        NDArray matrix = sum(MATRIX);
        if (matrix.shape().isScalar()) {
            return 0;
        }
        double sum = 0;
        int occurring = 0;
        for (int target : q.targets) {
            double row = 0;
            double column = 0;
            for (int other = 0; other < q.classes; other++) {
                row += matrix.get(target, other);
                column += matrix.get(other, target);
            }
            double both = matrix.get(target, target);
            double either = row + column - both;
            if (either > 1e-9) {
                occurring++;
                sum += both / (either + KerasConfig.EPSILON);
            }
        }
        return sum / (occurring + KerasConfig.EPSILON);
    }

    /// Keras writes the keys of each of these in an order of its own.
    static SequencedMap<String, @Nullable Object> inOrder(SequencedMap<String, @Nullable Object> config, String... first) {
        var ordered = new LinkedHashMap<String, @Nullable Object>();
        Stream.of(first).forEach(key -> ordered.put(key, config.get(key)));
        config.forEach(ordered::putIfAbsent);
        return ordered;
    }
}
