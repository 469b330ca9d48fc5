package org.keras4j.ops;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.graph.Normalization;
import org.keras4j.engine.graph.Pointwise.Unary.Function;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// `keras.ops.nn`: activations, and what layers and losses share.
abstract sealed class Neural extends Matrices permits Control {
    // Klambauer et al. 2017, Self-Normalizing Neural Networks
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_SCALE = 1.0507009873554805;

    public static Value relu(Value x)         { return unary(Function.RELU, x); }

    /// From 0 to 6.
    public static Value relu6(Value x)        { return clip(x, 0, 6); }
    public static Value sigmoid(Value x)      { return unary(Function.SIGMOID, floating(x)); }

    /// log(1 + eˣ).
    public static Value softplus(Value x)     { return unary(Function.SOFTPLUS, floating(x)); }

    /// log(1 / (1 + e⁻ˣ)), also where the sigmoid rounds to 0.
    public static Value logSigmoid(Value x)   { return negative(softplus(negative(x))); }

    /// x / (1 + |x|).
    public static Value softsign(Value x)     { return divide(x, add(abs(x), 1)); }

    /// x · sigmoid(x), which is also called swish.
    public static Value silu(Value x)         { return multiply(x, sigmoid(x)); }
    public static Value swish(Value x)        { return silu(x); }

    /// x · tanh(log(1 + eˣ)) (Misra 2019).
    public static Value mish(Value x)         { return multiply(x, tanh(softplus(x))); }

    /// `x · Φ(x)`, with the error function.
    public static Value gelu(Value x)         { return multiply(multiply(x, 0.5), add(erf(multiply(x, Math.sqrt(0.5))), 1)); }

    /// GELU, nearly: `x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))` (Hendrycks & Gimpel 2016). Follows `keras.ops.gelu(approximate=True)`.
    public static Value geluApproximate(Value x) {
        Value inner = multiply(add(x, multiply(multiply(square(x), x), 0.044715)), Math.sqrt(2 / Math.PI));
        return multiply(multiply(x, 0.5), add(tanh(inner), 1));
    }

    /// A sixth of x + 3, from 0 to 1.
    public static Value hardSigmoid(Value x)  { return multiply(relu6(add(x, 3)), 1.0 / 6); }

    /// x · [#hardSigmoid], which is also called hard swish (Howard et al. 2019).
    public static Value hardSilu(Value x)     { return multiply(x, hardSigmoid(x)); }
    public static Value hardSwish(Value x)    { return hardSilu(x); }

    /// From −1 to 1.
    public static Value hardTanh(Value x)     { return clip(x, -1, 1); }

    /// x − tanh(x).
    public static Value tanhShrink(Value x)   { return subtract(x, tanh(x)); }

    /// Keras' slope is 0.2.
    public static Value leakyRelu(Value x, double slope) {
        return where(greater(x, 0), x, multiply(x, slope));
    }

    /// `x` where it is positive, `alpha · (eˣ − 1)` below. Keras' alpha is 1.
    public static Value elu(Value x, double alpha) {
        // The exponential of a large positive number, though not chosen, would make the gradient NaN.
        return where(greater(x, 0), x, multiply(expm1(minimum(x, 0)), alpha));
    }

    /// `x` where it is positive, `alpha · (e^(x / alpha) − 1)` below (Barron 2017). Keras' alpha is 1.
    public static Value celu(Value x, double alpha) {
        return where(greater(x, 0), x, multiply(expm1(divide(minimum(x, 0), alpha)), alpha));
    }

    /// An [#elu] that keeps mean 0 and variance 1 (Klambauer et al. 2017): 1.0507 · x, and 1.0507 · 1.6733 · (eˣ − 1) below 0.
    public static Value selu(Value x) {
        return multiply(elu(x, SELU_ALPHA), SELU_SCALE);
    }

    /// Towards 0 by `threshold`; 0 where it is nearer. Keras' threshold is 0.5.
    public static Value softShrink(Value x, double threshold) {
        return subtract(x, clip(x, -threshold, threshold));
    }

    /// `x`, but 0 where it is nearer to 0 than `threshold`. Keras' threshold is 0.5.
    public static Value hardShrink(Value x, double threshold) {
        return where(greater(abs(x), threshold), x, zerosLike(x));
    }

    /// `x` above the threshold, else `value`.
    public static Value threshold(Value x, double threshold, double value) {
        return where(greater(x, threshold), x, fullLike(x, value));
    }

    /// (x + √(x² + b)) / 2. Keras' b is 4.
    public static Value squareplus(Value x, double b) {
        return multiply(add(x, sqrt(add(square(x), b))), 0.5);
    }

    /// 0 up to −1, (x + 1)² / 4 to 1, then `x`.
    public static Value sparsePlus(Value x) {
        return where(less(x, 1), multiply(square(relu(add(x, 1))), 0.25), x);
    }

    /// 0 up to −1, (x + 1) / 2 to 1, then 1.
    public static Value sparseSigmoid(Value x) {
        return clip(multiply(add(x, 1), 0.5), 0, 1);
    }

    /// One half along an axis, times the sigmoid of the other (Dauphin et al. 2017).
    public static Value glu(Value x, int axis) {
        List<Value> halves = split(x, 2, axis);
        return multiply(halves.get(0), sigmoid(halves.get(1)));
    }

    /// Martins & Astudillo 2016, without sorting: an element is in the support if 1 + k · z > the sum of the k elements ≥ z.
    /// Keras 3 then adds up all those sums where the paper takes the last one; what it gives is what models were trained with.
    public static Value sparsemax(Value x) {
        Value above = cast(greaterEqual(expandDims(x, -2), expandDims(x, -1)), x.dtype());
        Value count = sum(above, -1);
        Value sum = sum(multiply(above, expandDims(x, -2)), -1);
        Value support = stopGradient(cast(greater(add(multiply(count, x), 1), sum), x.dtype()));
        Value threshold = divide(subtract(sumKeeping(multiply(support, sum), -1), 1), sumKeeping(support, -1));
        return relu(subtract(x, threshold));
    }

    // ---- along axes ------------------------------------------------------------------------------------------------

    /// eˣ over the sum of all along the last axis.
    public static Value softmax(Value x)      { return x.builder().softmax(floating(x)); }

    /// The logarithm of that, also where it rounds to 0.
    public static Value logSoftmax(Value x)   { return x.builder().logSoftmax(floating(x)); }

    /// Along another axis.
    public static Value softmax(Value x, int axis) {
        return last(x, axis, Neural::softmax);
    }

    /// Along another axis.
    public static Value logSoftmax(Value x, int axis) {
        return last(x, axis, Neural::logSoftmax);
    }

    /// `function` with `axis` moved to the end and back.
    private static Value last(Value x, int axis, UnaryOperator<Value> function) {
        return swapaxes(function.apply(swapaxes(x, axis, -1)), axis, -1);
    }

    /// Scaled to length 1 along the axis, but by no more than 10⁷: Keras' `normalize(x, axis)`.
    public static Value normalize(Value x, int axis)          { return normalize(x, KerasConfig.EPSILON, axis); }

    /// Scaled to length 1 along the axes (all where none is named), but by no more than `1 / shortest`.
    public static Value normalize(Value x, double shortest, int... axes) {
        // Not the smaller of the root and 1 / shortest: the root's gradient at 0 would be NaN though it isn't chosen.
        return multiply(x, rsqrt(maximum(sumKeeping(square(floating(x)), axes), shortest * shortest)));
    }

    /// `x / √(mean x² + 10⁻⁷)` along the axis.
    public static Value rmsNormalization(Value x, int axis)   { return rmsNormalization(x, KerasConfig.EPSILON, axis); }

    /// `x / √(mean x² + ε)` along the axes, all where none is named.
    public static Value rmsNormalization(Value x, double epsilon, int... axes) {
        return multiply(x, rsqrt(add(meanKeeping(square(x), axes), epsilon)));
    }

    /// To mean 0 and variance 1 along the axis, with Keras' ε of 10⁻⁷.
    public static Value layerNormalization(Value x, int axis) { return layerNormalization(x, KerasConfig.EPSILON, axis); }

    /// To mean 0 and variance 1 along the axes, all where none is named.
    public static Value layerNormalization(Value x, double epsilon, int... axes) {
        return multiply(subtract(x, meanKeeping(x, axes)), rsqrt(add(varKeeping(x, axes), epsilon)));
    }

    /// To the mean and variance of each channel along `axis`, vectors of its size, then by `scale` and `offset`.
    public static Value batchNormalization(Value x, Value mean, Value variance, int axis, Value offset, Value scale, double epsilon) {
        Shape beside = Shape.of(LongStream.range(0, x.rank()).map(i -> i == x.shape().axis(axis) ? x.shape().size(axis) : 1).toArray());
        Value factor = multiply(rsqrt(add(variance, epsilon)), scale);
        Value shift = subtract(offset, multiply(mean, factor));
        return add(multiply(x, reshape(factor, beside)), reshape(shift, beside));
    }

    /// What heads attend to: queries `[batch, t, heads, size]` and keys and values `[batch, s, heads, size]` give `[batch, t, heads, size]`
    /// (Vaswani et al. 2017). Keras' scale is 1 / √size.
    public static Value dotProductAttention(Value query, Value key, Value value, double scale) {
        return attended(multiply(einsum("btnh,bsnh->bnts", query, key), scale), value);
    }

    /// Scaled dot-product attention, as [#dotProductAttention(Value, Value, Value, double)], to those keys alone that a mask shows.
    ///
    /// @param mask bool, stretches to `[batch, heads, t, s]`
    public static Value dotProductAttention(Value query, Value key, Value value, Value mask, double scale) {
        Value scores = multiply(einsum("btnh,bsnh->bnts", query, key), scale);
        return attended(where(mask, scores, fullLike(scores, scores.dtype() == DType.FLOAT16 ? -3e4 : -1e9)), value);
    }

    private static Value attended(Value scores, Value value) {
        return einsum("bnts,bsnh->btnh", softmax(scores), value);
    }

    // ---- losses ----------------------------------------------------------------------------------------------------

    /// `−t · log p − (1 − t) · log(1 − p)` for each target and probability, which is held within 10⁻⁷ of 0 and 1.
    public static Value binaryCrossentropy(Value target, Value probability) {
        Value p = clip(probability, KerasConfig.EPSILON, 1 - KerasConfig.EPSILON);
        return negative(add(multiply(target, log(p)), multiply(subtract(1, target), log(subtract(1, p)))));
    }

    /// The binary cross-entropy of the logit of a probability, element by element: `−t · log σ(x) − (1 − t) · log(1 − σ(x))`.
    public static Value binaryCrossentropyOfLogits(Value target, Value logit) {
        return add(subtract(relu(logit), multiply(logit, target)), softplus(negative(abs(logit))));
    }

    /// `−Σ t · log p` along the last axis, of probabilities that are scaled to a sum of 1 and held within 10⁻⁷ of 0 and 1.
    public static Value categoricalCrossentropy(Value target, Value probabilities) {
        Value p = clip(divide(probabilities, sumKeeping(probabilities, -1)), KerasConfig.EPSILON, 1 - KerasConfig.EPSILON);
        return negative(sum(multiply(target, log(p)), -1));
    }

    /// The categorical cross-entropy of logits along the last axis: `−Σ t · log softmax(x)`.
    public static Value categoricalCrossentropyOfLogits(Value target, Value logits) {
        return negative(sum(multiply(target, logSoftmax(logits)), -1));
    }

    /// [#categoricalCrossentropy] for a class in place of a distribution: integers without the last axis.
    public static Value sparseCategoricalCrossentropy(Value target, Value probabilities) {
        return categoricalCrossentropy(oneHot(target, probabilities.shape().size(-1), floating(probabilities).dtype()), probabilities);
    }

    /// The categorical cross-entropy of logits for class numbers: `−log softmax(x)` at the class. In the type of the logits; [#sparseCrossEntropy] leaves it wide.
    public static Value sparseCategoricalCrossentropyOfLogits(Value target, Value logits) {
        return cast(sparseCrossEntropy(logits, target), floating(logits).dtype());
    }

    /// `−log softmax(logits)[label]` for logits `[…, classes]` and integer labels `[…]`: `[…]`, float32 for logits of 16 bits.
    public static Value sparseCrossEntropy(Value logits, Value labels) {
        return logits.builder().apply(new Normalization.SparseCrossEntropy(), floating(logits), cast(labels, DType.INT32));
    }

    /// How near `b` is to `a`, in decibels (the peak signal-to-noise ratio): 10 · log₁₀(largest² / mean square of the difference) over all
    /// elements, a scalar; ∞ where they are one.
    ///
    /// @param largest the largest value that there may be: 1, or 255
    public static Value psnr(Value a, Value b, double largest) {
        Value error = mean(square(subtract(a, b)));
        return multiply(log10(divide(largest * largest, error)), 10);
    }

    /// −log of the probability `[batch]` that the steps, with repetitions and blanks taken out, spell the labels; ∞ where they are too few: `keras.ops.ctc_loss` (Graves et al. 2006).
    ///
    /// @param target labels `[batch, length]`
    /// @param output logits `[batch, time, classes]`
    /// @param targetLength how many labels count `[batch]`
    /// @param outputLength how many steps count `[batch]`
    /// @param blank the class that is no label: `mask_index`
    public static Value ctcLoss(Value target, Value output, Value targetLength, Value outputLength, long blank) {
        requireCtc("ctcLoss", output, outputLength, blank);
        return Ctc.loss(cast(target, DType.INT32), floating(output), cast(targetLength, DType.INT32), cast(outputLength, DType.INT32), blank);
    }

    /// The same where all steps count.
    public static Value ctcLoss(Value target, Value output, Value targetLength, long blank) {
        requireCtc("ctcLoss", output, targetLength, blank);
        return Ctc.loss(cast(target, DType.INT32), floating(output), cast(targetLength, DType.INT32), null, blank);
    }

    private static void requireCtc(String function, Value outputs, Value lengths, long blank) {
        if (outputs.rank() != 3 || lengths.rank() != 1 || blank < 0 || blank >= outputs.shape().size(2)) {
            throw new ShapeException(function, "outputs [batch, time, classes], lengths [batch] and one of the classes",
                    outputs.type() + ", " + lengths.type() + " and " + blank, "Add the axis that is missing.");
        }
    }

    /// What CTC makes of a label that follows itself with no blank between: one, or as many.
    public enum Repeats { MERGED, KEPT }

    /// @param labels `[1, batch, time]`, int32, and −1 behind them; `scores` `[batch, 1]`, minus the sum of the largest outputs
    public record Decoded(Value labels, Value scores) {}

    /// The labels of which each step's output is most certain, without blanks: `strategy="greedy"` of `keras.ops.ctc_decode` (Graves et
    /// al. 2006). The other strategy is `CtcBeamSearch`, for arrays.
    ///
    /// @param inputs `[batch, time, classes]`
    /// @param lengths `[batch]`, how many steps count
    /// @param blank the class that is no label
    public static Decoded ctcDecode(Value inputs, Value lengths, long blank, Repeats repeats) {
        requireCtc("ctcDecode", inputs, lengths, blank);
        long time = inputs.shape().size(1);
        Value best = argmax(inputs, 2);
        Value step = inputs.builder().iota(1, best.type());
        Value beyond = greaterEqual(step, expandDims(cast(lengths, DType.INT32), 1));
        Value labels = where(beyond, fullLike(best, blank), best);
        Value before = concatenate(List.of(fullLike(slice(labels, 1, 0, 1), -1), slice(labels, 1, 0, time - 1)), 1);
        Value kept = repeats == Repeats.KEPT ? notEqual(labels, blank) : logicalAnd(notEqual(labels, blank), notEqual(labels, before));
        Value order = argsort(where(kept, step, fullLike(step, time)), 1);
        Value found = takeAlongAxis(where(kept, labels, fullLike(labels, -1)), order, 1);
        Value largest = max(floating(inputs), 2);
        return new Decoded(expandDims(found, 0), negative(sumKeeping(where(beyond, zerosLike(largest), largest), 1)));
    }

    // ---- images ----------------------------------------------------------------------------------------------------

    /// Blocks of channels of `[batch, rows, columns, channels]` as `block` × `block` pixels.
    public static Value depthToSpace(Value x, long block) {
        Shape s = x.shape();
        long depth = s.size(3) / (block * block);
        Value parts = reshape(x, Shape.of(s.size(0), s.size(1), s.size(2), block, block, depth));
        return reshape(transpose(parts, 0, 1, 3, 2, 4, 5), Shape.of(s.size(0), s.size(1) * block, s.size(2) * block, depth));
    }

    /// Pixels of `block` × `block` as channels.
    public static Value spaceToDepth(Value x, long block) {
        Shape s = x.shape();
        Value parts = reshape(x, Shape.of(s.size(0), s.size(1) / block, block, s.size(2) / block, block, s.size(3)));
        return reshape(transpose(parts, 0, 1, 3, 2, 4, 5), Shape.of(s.size(0), s.size(1) / block, s.size(2) / block, block * block * s.size(3)));
    }
}
