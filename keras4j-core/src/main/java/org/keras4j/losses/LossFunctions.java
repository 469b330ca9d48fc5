package org.keras4j.losses;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Normalization;
import org.keras4j.engine.graph.Pointwise.Cast;
import org.keras4j.engine.graph.Pointwise.Unary;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The formulas behind losses and the metrics of the same names: `[batch, …, last]` to `[batch, …]`, floating inputs of one rank.
///
/// Behind a softmax or sigmoid the logits are taken, as in TensorFlow: no logarithm of a rounded probability, and a gradient that
/// doesn't vanish where the model is sure and wrong. Other probabilities are held off 0 and 1 by 1e-7.
public final class LossFunctions {
    /// What predictions are.
    public enum Predictions { PROBABILITIES, LOGITS }

    private static final double EPSILON = KerasConfig.EPSILON;

    private LossFunctions() {}

    public static Value meanSquaredError(Value yTrue, Value yPred) {
        return Ops.mean(Ops.square(Ops.subtract(yTrue, yPred)), -1);
    }

    public static Value meanAbsoluteError(Value yTrue, Value yPred) {
        return Ops.mean(Ops.abs(Ops.subtract(yTrue, yPred)), -1);
    }

    /// @param smoothing how far labels are moved towards ½: 0 to 1
    public static Value binaryCrossentropy(Value yTrue, Value yPred, Predictions predictions, double smoothing) {
        Value labels = smoothing == 0 ? yTrue : Ops.add(Ops.multiply(yTrue, 1 - smoothing), 0.5 * smoothing);
        return Ops.mean(logits(yPred, predictions, node -> node.op() instanceof Unary(Unary.Function function) && function == Unary.Function.SIGMOID)
                .map(x -> Ops.subtract(Ops.softplus(x), Ops.multiply(x, labels)))
                .orElseGet(() -> {
                    Value p = Ops.clip(yPred, EPSILON, 1 - EPSILON);
                    return Ops.negative(Ops.add(Ops.multiply(labels, Ops.log(p)),
                            Ops.multiply(Ops.subtract(1, labels), Ops.log(Ops.subtract(1, p)))));
                }), -1);
    }

    /// @param smoothing how far labels are moved towards one in as many as there are classes: 0 to 1
    public static Value categoricalCrossentropy(Value yTrue, Value yPred, Predictions predictions, double smoothing) {
        Value labels = smoothing == 0 ? yTrue : Ops.add(Ops.multiply(yTrue, 1 - smoothing), smoothing / yTrue.shape().size(-1));
        Value logarithms = logits(yPred, predictions, LossFunctions::isSoftmax).map(Ops::logSoftmax)
                .orElseGet(() -> Ops.log(Ops.clip(Ops.divide(yPred, Ops.sumKeeping(yPred, -1)), EPSILON, 1 - EPSILON)));
        return Ops.negative(Ops.sum(Ops.multiply(labels, logarithms), -1));
    }

    /// @param yTrue numbers of classes, int32 `[batch, …]`
    public static Value sparseCategoricalCrossentropy(Value yTrue, Value yPred, Predictions predictions) {
        Value logits = logits(yPred, predictions, LossFunctions::isSoftmax)
                .orElseGet(() -> Ops.log(Ops.clip(yPred, EPSILON, 1 - EPSILON)));
        return Ops.sparseCrossEntropy(logits, yTrue);
    }

    private static boolean isSoftmax(Node node) {
        return node.op() instanceof Normalization.Softmax;
    }

    /// The logits: the predictions themselves, or what stands behind an activation, through casts.
    private static Optional<Value> logits(Value yPred, Predictions predictions, Predicate<Node> activation) {
        if (predictions == Predictions.LOGITS) {
            return Optional.of(yPred);
        }
        Node node = Ops.producer(yPred);
        while (node.op() instanceof Cast && node.input(0).dtype().isFloating()) {
            node = Ops.producer(node.input(0));
        }
        return activation.test(node) ? Optional.of(Ops.cast(node.input(0), yPred.dtype())) : Optional.empty();
    }
}
