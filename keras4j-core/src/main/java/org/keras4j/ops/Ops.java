package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Contraction;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Normalization;
import org.keras4j.engine.graph.Pointwise.Unary.Function;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Functions of values, by the names of `keras.ops`. Operands stretch as in NumPy; of two element types the wider floating one
/// wins, and a Java number takes the type of its partner (float32 for a fraction and an integer). Axes may be negative.
public final class Ops {
    private Ops() {}

    // ---- two operands ----------------------------------------------------------------------------------------------

    private interface Join {
        Value of(GraphBuilder g, Value a, Value b);
    }

    private static Value join(Value a, Value b, Join join) {
        GraphBuilder g = a.builder();
        DType type = promote(a.dtype(), b.dtype());
        return join.of(g, g.cast(a, type), g.cast(b, type));
    }

    private static Value join(Value a, double b, Join join) {
        GraphBuilder g = a.builder();
        Value left = a.dtype().isFloating() || a.dtype().isInteger() && b == Math.rint(b) ? a : g.cast(a, DType.FLOAT32);
        return join.of(g, left, g.fillLike(b, left));
    }

    /// The type in which values of these two types are combined: as in Keras a floating type wins over an integer one, the wider
    /// wins, and bfloat16 with float16 gives float32.
    public static DType promote(DType a, DType b) {
        if (a == b) {
            return a;
        }
        if (a.isFloating() != b.isFloating()) {
            return a.isFloating() ? a : b;
        }
        if (a == DType.BOOL || b == DType.BOOL) {
            return a == DType.BOOL ? b : a;
        }
        if (a.bytes() == b.bytes()) {
            return a.isFloating() ? DType.FLOAT32 : DType.INT32;        // bfloat16 and float16, int8 and uint8
        }
        return a.bytes() > b.bytes() ? a : b;
    }

    public static Value add(Value a, Value b)           { return join(a, b, GraphBuilder::add); }
    public static Value add(Value a, double b)          { return join(a, b, GraphBuilder::add); }
    public static Value subtract(Value a, Value b)      { return join(a, b, GraphBuilder::subtract); }
    public static Value subtract(Value a, double b)     { return join(a, b, GraphBuilder::subtract); }
    public static Value subtract(double a, Value b)     { return join(b, a, (g, y, x) -> g.subtract(x, y)); }
    public static Value multiply(Value a, Value b)      { return join(a, b, GraphBuilder::multiply); }
    public static Value multiply(Value a, double b)     { return join(a, b, GraphBuilder::multiply); }
    public static Value maximum(Value a, Value b)       { return join(a, b, GraphBuilder::maximum); }
    public static Value maximum(Value a, double b)      { return join(a, b, GraphBuilder::maximum); }
    public static Value minimum(Value a, Value b)       { return join(a, b, GraphBuilder::minimum); }
    public static Value minimum(Value a, double b)      { return join(a, b, GraphBuilder::minimum); }
    public static Value power(Value a, Value b)         { return join(a, b, GraphBuilder::power); }
    public static Value power(Value a, double b)        { return join(a, b, GraphBuilder::power); }
    public static Value mod(Value a, Value b)           { return join(a, b, GraphBuilder::remainder); }
    public static Value equal(Value a, Value b)         { return join(a, b, GraphBuilder::equal); }
    public static Value equal(Value a, double b)        { return join(a, b, GraphBuilder::equal); }
    public static Value notEqual(Value a, Value b)      { return join(a, b, GraphBuilder::notEqual); }
    public static Value notEqual(Value a, double b)     { return join(a, b, GraphBuilder::notEqual); }
    public static Value less(Value a, Value b)          { return join(a, b, GraphBuilder::less); }
    public static Value less(Value a, double b)         { return join(a, b, GraphBuilder::less); }
    public static Value lessEqual(Value a, Value b)     { return join(a, b, GraphBuilder::lessEqual); }
    public static Value lessEqual(Value a, double b)    { return join(a, b, GraphBuilder::lessEqual); }
    public static Value greater(Value a, Value b)       { return join(a, b, GraphBuilder::greater); }
    public static Value greater(Value a, double b)      { return join(a, b, GraphBuilder::greater); }
    public static Value greaterEqual(Value a, Value b)  { return join(a, b, GraphBuilder::greaterEqual); }
    public static Value greaterEqual(Value a, double b) { return join(a, b, GraphBuilder::greaterEqual); }

    /// A true quotient: of integers it is float32.
    public static Value divide(Value a, Value b)        { return join(floating(a), b, GraphBuilder::divide); }
    public static Value divide(Value a, double b)       { return join(floating(a), b, GraphBuilder::divide); }
    public static Value divide(double a, Value b)       { return join(floating(b), a, (g, y, x) -> g.divide(x, y)); }

    /// 0 where the divisor is 0.
    public static Value divideNoNan(Value a, Value b) {
        return join(floating(a), b, (g, x, y) -> {
            Value zero = g.equal(y, 0);
            return g.select(zero, g.fillLike(0, y), g.divide(x, g.select(zero, g.fillLike(1, y), y)));
        });
    }

    public static Value logicalAnd(Value a, Value b)    { return a.builder().and(cast(a, DType.BOOL), cast(b, DType.BOOL)); }
    public static Value logicalOr(Value a, Value b)     { return a.builder().or(cast(a, DType.BOOL), cast(b, DType.BOOL)); }
    public static Value logicalNot(Value x)             { return x.builder().not(cast(x, DType.BOOL)); }

    /// `a` where the condition holds, else `b`.
    public static Value where(Value condition, Value a, Value b) {
        return join(a, b, (g, x, y) -> g.select(cast(condition, DType.BOOL), x, y));
    }

    // ---- one operand -----------------------------------------------------------------------------------------------

    /// As float32 unless it is floating already.
    private static Value floating(Value x) {
        return x.dtype().isFloating() ? x : cast(x, DType.FLOAT32);
    }

    private static Value unary(Function function, Value x) {
        return x.builder().unary(function, x);
    }

    public static Value negative(Value x)    { return unary(Function.NEGATE, x); }
    public static Value abs(Value x)         { return unary(Function.ABS, x); }
    public static Value sign(Value x)        { return unary(Function.SIGN, x); }
    public static Value square(Value x)      { return unary(Function.SQUARE, x); }
    public static Value sqrt(Value x)        { return unary(Function.SQRT, floating(x)); }
    public static Value rsqrt(Value x)       { return unary(Function.RSQRT, floating(x)); }
    public static Value reciprocal(Value x)  { return unary(Function.RECIPROCAL, floating(x)); }
    public static Value exp(Value x)         { return unary(Function.EXP, floating(x)); }
    public static Value expm1(Value x)       { return unary(Function.EXPM1, floating(x)); }
    public static Value log(Value x)         { return unary(Function.LOG, floating(x)); }
    public static Value log1p(Value x)       { return unary(Function.LOG1P, floating(x)); }
    public static Value sin(Value x)         { return unary(Function.SIN, floating(x)); }
    public static Value cos(Value x)         { return unary(Function.COS, floating(x)); }
    public static Value tanh(Value x)        { return unary(Function.TANH, floating(x)); }
    public static Value erf(Value x)         { return unary(Function.ERF, floating(x)); }
    public static Value floor(Value x)       { return unary(Function.FLOOR, x); }
    public static Value ceil(Value x)        { return unary(Function.CEIL, x); }
    public static Value round(Value x)       { return unary(Function.ROUND, x); }
    public static Value clip(Value x, double low, double high) { return minimum(maximum(x, low), high); }
    public static Value cast(Value x, DType to)                { return x.builder().cast(x, to); }
    public static Value stopGradient(Value x)                  { return x.builder().stopGradient(x); }
    public static Value zerosLike(Value x)                     { return x.builder().zerosLike(x); }
    public static Value onesLike(Value x)                      { return x.builder().fillLike(1, x); }
    public static Value fullLike(Value x, double number)       { return x.builder().fillLike(number, x); }

    /// An array of the program's own, beside `like`.
    public static Value constant(Value like, NDArray array)    { return like.builder().constant(array); }

    // ---- activations -----------------------------------------------------------------------------------------------

    public static Value relu(Value x)        { return unary(Function.RELU, x); }
    public static Value sigmoid(Value x)     { return unary(Function.SIGMOID, floating(x)); }
    public static Value softplus(Value x)    { return unary(Function.SOFTPLUS, floating(x)); }
    public static Value logSigmoid(Value x)  { return negative(softplus(negative(x))); }
    public static Value silu(Value x)        { return multiply(x, sigmoid(x)); }
    public static Value softmax(Value x)     { return x.builder().softmax(floating(x)); }
    public static Value logSoftmax(Value x)  { return x.builder().logSoftmax(floating(x)); }

    public static Value softmax(Value x, int axis) {
        return last(x, axis, Ops::softmax);
    }

    public static Value logSoftmax(Value x, int axis) {
        return last(x, axis, Ops::logSoftmax);
    }

    /// `function` with `axis` moved to the end and back.
    private static Value last(Value x, int axis, UnaryOperator<Value> function) {
        return swapAxes(function.apply(swapAxes(x, axis, -1)), axis, -1);
    }

    /// −log softmax(logits)[label] for logits `[…, classes]` and integer labels `[…]`: `[…]`.
    public static Value sparseCrossEntropy(Value logits, Value labels) {
        return logits.builder().apply(new Normalization.SparseCrossEntropy(), floating(logits), cast(labels, DType.INT32));
    }

    /// The node that computed `x`: how a loss finds the logits behind probabilities.
    public static Node producer(Value x) {
        return x.builder().nodes().reversed().stream().filter(node -> node.outputs().contains(x)).findFirst().orElseThrow();
    }

    // ---- along axes ------------------------------------------------------------------------------------------------

    private static List<Integer> axes(Value x, int... axes) {
        return axes.length == 0 ? x.shape().axes() : IntStream.of(axes).map(x.shape()::axis).boxed().toList();
    }

    private static Value kept(Value x, Value reduced, int... axes) {
        Shape shape = x.shape();
        for (int axis : axes(x, axes)) {
            shape = shape.with(axis, 1);
        }
        return reshape(reduced, shape);
    }

    /// Along these axes, which disappear; along all when none is named.
    public static Value sum(Value x, int... axes)  { return x.builder().sum(counted(x), axes(x, axes)); }
    public static Value mean(Value x, int... axes) { return x.builder().mean(floating(x), axes(x, axes)); }
    public static Value max(Value x, int... axes)  { return x.builder().max(x, axes(x, axes)); }
    public static Value min(Value x, int... axes)  { return x.builder().min(x, axes(x, axes)); }
    public static Value prod(Value x, int... axes) { return x.builder().reduce(Reduce.Kind.PRODUCT, counted(x), axes(x, axes)); }

    /// The same with the axes kept at size 1.
    public static Value sumKeeping(Value x, int... axes)  { return kept(x, sum(x, axes), axes); }
    public static Value meanKeeping(Value x, int... axes) { return kept(x, mean(x, axes), axes); }
    public static Value maxKeeping(Value x, int... axes)  { return kept(x, max(x, axes), axes); }

    private static Value counted(Value x) {
        return x.dtype() == DType.BOOL ? cast(x, DType.INT32) : x;
    }

    /// Whether it holds for any along the axes.
    public static Value any(Value x, int... axes) { return notEqual(sum(notEqual(x, 0), axes), 0); }

    /// The population variance.
    public static Value variance(Value x, int... axes) {
        return mean(square(subtract(x, meanKeeping(x, axes))), axes);
    }

    /// The position of the first largest along `axis`, int32.
    public static Value argmax(Value x, int axis) { return x.builder().argMax(x, x.shape().axis(axis)); }
    public static Value argmin(Value x, int axis) { return x.builder().argMin(x, x.shape().axis(axis)); }

    // ---- moving ----------------------------------------------------------------------------------------------------

    /// One size may be −1 and follows from the others.
    public static Value reshape(Value x, long... sizes) {
        long known = LongStream.of(sizes).filter(size -> size >= 0).reduce(1, (a, b) -> a * b);
        return reshape(x, Shape.of(LongStream.of(sizes).map(size -> size < 0 ? x.shape().elements() / Math.max(1, known) : size).toArray()));
    }

    public static Value reshape(Value x, Shape shape)  { return x.builder().reshape(x, shape); }
    public static Value expandDims(Value x, int axis)  { return reshape(x, x.shape().insert(axis < 0 ? axis + x.rank() + 1 : axis, 1)); }
    public static Value squeeze(Value x, int axis)     { return reshape(x, x.shape().without(axis)); }

    public static Value transpose(Value x, int... order) {
        return x.builder().transpose(x, order.length == 0 ? x.shape().axes().reversed() : IntStream.of(order).boxed().toList());
    }

    public static Value swapAxes(Value x, int a, int b) {
        var order = new ArrayList<>(x.shape().axes());
        Collections.swap(order, x.shape().axis(a), x.shape().axis(b));
        return x.builder().transpose(x, order);
    }

    public static Value broadcastTo(Value x, Shape shape) { return x.builder().stretch(x, shape); }

    /// The part from `from` (inclusive) to `to` (exclusive) of one axis.
    public static Value slice(Value x, int axis, long from, long to) {
        return x.builder().slice(x, x.shape().axis(axis), from, to);
    }

    public static List<Value> split(Value x, int parts, int axis) { return x.builder().split(x, x.shape().axis(axis), parts); }

    public static Value concatenate(List<Value> parts, int axis) {
        DType type = parts.stream().map(Value::dtype).reduce(Ops::promote).orElseThrow();
        Value first = parts.getFirst();
        return first.builder().concatenate(first.shape().axis(axis), parts.stream().map(part -> cast(part, type)).toList());
    }

    public static Value stack(List<Value> parts, int axis) {
        return concatenate(parts.stream().map(part -> expandDims(part, axis)).toList(), axis);
    }

    /// Zeros before and after: as many along each axis.
    public static Value pad(Value x, List<Long> before, List<Long> after) {
        return x.builder().pad(x, before, after, 0);
    }

    public static Value flip(Value x, int axis) { return x.builder().reverse(x, axes(x, axis)); }

    // ---- products, windows, tables ---------------------------------------------------------------------------------

    /// As NumPy's: a further axis of one operand counts as a batch.
    public static Value matmul(Value a, Value b) {
        return join(a, b, (g, x, y) -> {
            if (y.rank() == 2 && x.rank() != 2) {            // one product of all rows, rather than many with a repeated matrix
                Shape rows = x.shape().slice(0, x.rank() - 1);
                Value flat = g.reshape(x, Shape.of(rows.elements(), x.shape().size(-1)));
                return g.reshape(g.matmul(flat, y), rows.concat(Shape.of(y.shape().size(-1))));
            }
            Shape batch = Shape.broadcast(x.shape().slice(0, x.rank() - 2), y.shape().slice(0, y.rank() - 2));
            return g.matmul(g.stretch(x, batch.concat(x.shape().slice(x.rank() - 2, x.rank()))),
                    g.stretch(y, batch.concat(y.shape().slice(y.rank() - 2, y.rank()))));
        });
    }

    /// Images `[batch, …, channels]` with kernels `[…, channels / groups, filters]`.
    public static Value conv(Value images, Value kernel, Window window, int groups) {
        return join(images, kernel, (g, x, k) -> g.conv(x, k, window, groups));
    }

    /// Images `[batch, …, channels]` with kernels `[…, filters, channels]`: what would flow back through a convolution with that window.
    ///
    /// @param result the sizes between batch and filters
    public static Value convTranspose(Value images, Value kernel, Window window, Shape result) {
        return join(images, kernel, (g, x, k) -> g.apply(new Contraction.ConvInputGradient(window, 1,
                x.type().with(Shape.of(x.shape().size(0)).concat(result).concat(Shape.of(k.shape().size(-2))))), x, k));
    }

    /// Images `[batch, …, channels]` with kernels `[…, channels, multiplier]`: each channel by itself, to `multiplier` results.
    public static Value depthwiseConv(Value images, Value kernel, Window window) {
        Shape shape = kernel.shape();
        long channels = shape.size(-2);
        Value grouped = reshape(kernel, shape.slice(0, window.rank()).concat(Shape.of(1, channels * shape.size(-1))));
        return conv(images, grouped, window, Math.toIntExact(channels));
    }

    public static Value maxPool(Value images, Window window)     { return images.builder().pool(Pooling.Kind.MAX, images, window); }
    public static Value averagePool(Value images, Window window) { return images.builder().pool(Pooling.Kind.AVERAGE, images, window); }

    /// Rows of `x` at integer indices.
    public static Value take(Value x, Value indices)             { return x.builder().gather(x, indices); }
    public static Value oneHot(Value x, long classes, DType type) { return x.builder().oneHot(cast(x, DType.INT32), classes, type); }
}
