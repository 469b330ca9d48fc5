package org.keras4j.losses;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Normalization;
import org.keras4j.engine.graph.Pointwise.Cast;
import org.keras4j.engine.graph.Pointwise.Unary;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
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

    /// The mean of `(yTrue − yPred)²`.
    public static Value meanSquaredError(Value yTrue, Value yPred) {
        return Ops.mean(Ops.square(Ops.subtract(yTrue, yPred)), -1);
    }

    /// The mean of `|yTrue − yPred|`.
    public static Value meanAbsoluteError(Value yTrue, Value yPred) {
        return Ops.mean(Ops.abs(Ops.subtract(yTrue, yPred)), -1);
    }

    /// A hundred times the mean of `|yTrue − yPred| / max(|yTrue|, 1e-7)`.
    public static Value meanAbsolutePercentageError(Value yTrue, Value yPred) {
        Value size = Ops.maximum(Ops.abs(yTrue), EPSILON);
        return Ops.multiply(Ops.mean(Ops.abs(Ops.divide(Ops.subtract(yTrue, yPred), size)), -1), 100);
    }

    /// The mean of `(log(1 + yTrue) − log(1 + yPred))²`, both held to 1e-7 or more.
    public static Value meanSquaredLogarithmicError(Value yTrue, Value yPred) {
        return Ops.mean(Ops.square(Ops.subtract(logOfNext(yPred), logOfNext(yTrue))), -1);
    }

    private static Value logOfNext(Value x) {
        return Ops.log(Ops.add(Ops.maximum(x, EPSILON), 1));
    }

    /// Minus the cosine of the angle between the vectors along `axis`.
    public static Value cosineSimilarity(Value yTrue, Value yPred, int axis) {
        return Ops.negative(Ops.sum(Ops.multiply(Ops.normalize(yTrue, EPSILON, axis), Ops.normalize(yPred, EPSILON, axis)), axis));
    }

    /// @param delta where the parabola becomes a line
    public static Value huber(Value yTrue, Value yPred, double delta) {
        Value error = Ops.subtract(yPred, yTrue);
        Value size = Ops.abs(error);
        return Ops.mean(Ops.where(Ops.lessEqual(size, delta), Ops.multiply(Ops.square(error), 0.5),
                Ops.subtract(Ops.multiply(size, delta), 0.5 * delta * delta)), -1);
    }

    /// The mean of `log(cosh(yPred − yTrue))`: the square of small errors, the size of large ones.
    public static Value logCosh(Value yTrue, Value yPred) {
        Value error = Ops.subtract(yPred, yTrue);
        return Ops.mean(Ops.subtract(Ops.add(error, Ops.softplus(Ops.multiply(error, -2))), Math.log(2)), -1);
    }

    /// The mean of `yPred − yTrue · log(yPred + 1e-7)`.
    public static Value poisson(Value yTrue, Value yPred) {
        return Ops.mean(Ops.subtract(yPred, Ops.multiply(yTrue, Ops.log(Ops.add(yPred, EPSILON)))), -1);
    }

    /// The sum of `yTrue · log(yTrue / yPred)`, both held to 1e-7 to 1.
    public static Value klDivergence(Value yTrue, Value yPred) {
        Value p = Ops.clip(yTrue, EPSILON, 1);
        return Ops.sum(Ops.multiply(p, Ops.log(Ops.divide(p, Ops.clip(yPred, EPSILON, 1)))), -1);
    }

    // ---- margins ---------------------------------------------------------------------------------------------------

    /// The mean of `max(1 − yTrue · yPred, 0)`, for targets −1 and 1; targets that are all 0 or 1 are taken for these.
    public static Value hinge(Value yTrue, Value yPred) {
        return Ops.mean(margin(yTrue, yPred), -1);
    }

    /// The mean of the square of what [#hinge] takes the mean of.
    public static Value squaredHinge(Value yTrue, Value yPred) {
        return Ops.mean(Ops.square(margin(yTrue, yPred)), -1);
    }

    private static Value margin(Value yTrue, Value yPred) {
        Value binary = Ops.all(Ops.logicalOr(Ops.equal(yTrue, 0), Ops.equal(yTrue, 1)));
        Value signs = Ops.where(binary, Ops.subtract(Ops.multiply(yTrue, 2), 1), yTrue);
        return Ops.maximum(Ops.subtract(1, Ops.multiply(signs, yPred)), 0);
    }

    /// `max(largest prediction of a wrong class − that of the right one + 1, 0)`, for one-hot targets.
    public static Value categoricalHinge(Value yTrue, Value yPred) {
        Value right = Ops.sum(Ops.multiply(yTrue, yPred), -1);
        Value wrong = Ops.max(Ops.multiply(Ops.subtract(1, yTrue), yPred), -1);
        return Ops.maximum(Ops.add(Ops.subtract(wrong, right), 1), 0);
    }

    // ---- areas -----------------------------------------------------------------------------------------------------

    /// @param axes along which areas are summed; all when none is named
    public static Value dice(Value yTrue, Value yPred, int... axes) {
        Value overlap = Ops.multiply(Ops.sum(Ops.multiply(yTrue, yPred), axes), 2);
        return Ops.subtract(1, Ops.divide(overlap, Ops.add(Ops.add(Ops.sum(yTrue, axes), Ops.sum(yPred, axes)), EPSILON)));
    }

    /// @param axes along which areas are summed; all when none is named
    public static Value tversky(Value yTrue, Value yPred, double alpha, double beta, int... axes) {
        Value overlap = Ops.sum(Ops.multiply(yTrue, yPred), axes);
        Value missed = Ops.multiply(Ops.sum(Ops.multiply(yTrue, Ops.subtract(1, yPred)), axes), alpha);
        Value tooMuch = Ops.multiply(Ops.sum(Ops.multiply(Ops.subtract(1, yTrue), yPred), axes), beta);
        return Ops.subtract(1, Ops.divide(overlap, Ops.add(Ops.add(overlap, Ops.add(missed, tooMuch)), EPSILON)));
    }

    // ---- cross-entropies -------------------------------------------------------------------------------------------

    /// A formula over the last axis, applied along another one.
    public static Value atLast(int axis, Value yTrue, Value yPred, Losses.Function formula) {
        if (yPred.shape().axis(axis) == yPred.rank() - 1) {
            return formula.apply(yTrue, yPred);
        }
        return formula.apply(Ops.moveaxis(yTrue, axis, -1), Ops.moveaxis(yPred, axis, -1));
    }

    /// Labels moved towards ½.
    ///
    /// @param smoothing how far: 0 to 1
    public static Value smoothedToHalf(Value labels, double smoothing) {
        return smoothed(labels, smoothing, 0.5);
    }

    /// Labels moved towards one in as many as there are classes. Keras counts these along the last axis, even where they lie along another one.
    ///
    /// @param smoothing how far: 0 to 1
    public static Value smoothedToAll(Value labels, double smoothing) {
        return smoothed(labels, smoothing, 1.0 / labels.shape().size(-1));
    }

    private static Value smoothed(Value labels, double smoothing, double towards) {
        return smoothing == 0 ? labels : Ops.add(Ops.multiply(labels, 1 - smoothing), smoothing * towards);
    }

    /// The mean of `−log p` of each answer, yes or no.
    ///
    /// @throws ShapeException when targets and predictions differ in shape
    public static Value binaryCrossentropy(Value yTrue, Value yPred, Predictions predictions) {
        return Ops.mean(ofEach(yTrue, yPred, predictions), -1);
    }

    /// @param alpha how much ones count, zeros then counting `1 − alpha`
    public static Value binaryFocalCrossentropy(Value yTrue, Value yPred, Predictions predictions, double gamma, OptionalDouble alpha) {
        Value p = predictions == Predictions.LOGITS ? Ops.sigmoid(yPred) : yPred;
        Value right = Ops.add(Ops.multiply(yTrue, p), Ops.multiply(Ops.subtract(1, yTrue), Ops.subtract(1, p)));
        Value focal = Ops.multiply(Ops.power(Ops.subtract(1, right), gamma), ofEach(yTrue, yPred, predictions));
        if (alpha.isPresent()) {
            double ones = alpha.getAsDouble();
            focal = Ops.multiply(focal, Ops.add(Ops.multiply(yTrue, 2 * ones - 1), 1 - ones));
        }
        return Ops.mean(focal, -1);
    }

    /// As in Keras: to stretch labels along the classes is seldom what is meant.
    private static void requireAlike(String loss, Value yTrue, Value yPred, String fix) {
        if (!yTrue.shape().equals(yPred.shape())) {
            throw new ShapeException(loss, "targets of the shape of the predictions, " + yPred.shape(), yTrue.type(), fix);
        }
    }

    /// The cross-entropy of each question by itself.
    private static Value ofEach(Value labels, Value yPred, Predictions predictions) {
        requireAlike("binary_crossentropy", labels, yPred, "It takes a 0 or 1 for each; numbers of classes go with sparse_categorical_crossentropy.");
        return logits(yPred, predictions, node -> node.op() instanceof Unary(Unary.Function function) && function == Unary.Function.SIGMOID)
                .map(x -> Ops.subtract(Ops.softplus(x), Ops.multiply(x, labels)))
                .orElseGet(() -> {
                    Value p = Ops.clip(yPred, EPSILON, 1 - EPSILON);
                    return Ops.negative(Ops.add(Ops.multiply(labels, Ops.log(p)),
                            Ops.multiply(Ops.subtract(1, labels), Ops.log(Ops.subtract(1, p)))));
                });
    }

    /// `−Σ yTrue · log p` over the classes, which stand along the last axis.
    ///
    /// @throws ShapeException when targets and predictions differ in shape
    public static Value categoricalCrossentropy(Value yTrue, Value yPred, Predictions predictions) {
        requireAlike("categorical_crossentropy", yTrue, yPred, "Numbers of classes go with sparse_categorical_crossentropy; or make vectors of them by Targets.toCategorical.");
        Value logarithms = logits(yPred, predictions, LossFunctions::isSoftmax).map(Ops::logSoftmax)
                .orElseGet(() -> Ops.log(Ops.clip(Ops.divide(yPred, Ops.sumKeeping(yPred, -1)), EPSILON, 1 - EPSILON)));
        return Ops.negative(Ops.sum(Ops.multiply(yTrue, logarithms), -1));
    }

    /// @param alpha `[]`, or one for each class
    public static Value categoricalFocalCrossentropy(Value yTrue, Value yPred, Predictions predictions, Value alpha, double gamma) {
        Value p = predictions == Predictions.LOGITS ? Ops.softmax(yPred) : yPred;
        Value kept = Ops.clip(Ops.divide(p, Ops.sumKeeping(p, -1)), EPSILON, 1 - EPSILON);
        Value weights = Ops.multiply(Ops.power(Ops.subtract(1, kept), gamma), Ops.negative(alpha));
        return Ops.sum(Ops.multiply(weights, Ops.multiply(yTrue, Ops.log(kept))), -1);
    }

    /// Numbers of classes looked up among them, so that one outside is an error of the run, which says that they are labels of that loss.
    static Value ofClasses(String loss, Value labels, Value yPred) {
        return yPred.builder().scoped("labels of " + loss, () -> Ops.take(Ops.arange(yPred, yPred.shape().size(-1), DType.INT32), labels));
    }

    /// @param yTrue numbers of classes, int32 `[batch, …]`
    public static Value categoricalGeneralizedCrossEntropy(Value yTrue, Value yPred, double q) {
        Value labels = ofClasses("categorical_generalized_cross_entropy", yTrue, yPred);
        Value p = Ops.sum(Ops.multiply(yPred, Ops.oneHot(labels, yPred.shape().size(-1), yPred.dtype())), -1);
        return Ops.multiply(Ops.subtract(1, Ops.power(p, q)), 1 / q);
    }

    /// @param yTrue numbers of classes, int32 `[batch, …]`
    /// @param ignored what has this label has a loss of 0; it need not be a class
    public static Value sparseCategoricalCrossentropy(Value yTrue, Value yPred, Predictions predictions, @Nullable Integer ignored) {
        Value logits = logits(yPred, predictions, LossFunctions::isSoftmax).map(LossFunctions::unwidened)
                .orElseGet(() -> Ops.log(Ops.clip(yPred, EPSILON, 1 - EPSILON)));
        if (ignored == null) {
            return Ops.sparseCrossEntropy(logits, yTrue);
        }
        Value counted = Ops.notEqual(yTrue, ignored);
        Value values = Ops.sparseCrossEntropy(logits, Ops.where(counted, yTrue, Ops.zerosLike(yTrue)));
        return Ops.where(counted, values, Ops.zerosLike(values));
    }

    private static boolean isSoftmax(Node node) {
        return node.op() instanceof Normalization.Softmax;
    }

    /// What is the same in fewer bits: half of the memory to read.
    private static Value unwidened(Value x) {
        Node node = Ops.producer(x);
        return node.op() instanceof Cast && node.input(0).dtype().isFloating() && node.input(0).dtype().bytes() < x.dtype().bytes() ? node.input(0) : x;
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
