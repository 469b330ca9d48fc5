package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasConfig;
import org.keras4j.config.Named;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;
import org.keras4j.text.Nearest;

/// The classes of operations that Keras' files name, and what each computes.
final class RawOps {
    private RawOps() {}

    interface Function {
        List<Value> of(RawArguments arguments);
    }

    private interface One {
        Value of(RawArguments arguments);
    }

    private interface Fold {
        Value of(Value x, int... axes);
    }

    /// @param module of Keras that has the class
    record Entry(String module, Function function) {}

    /// The operation of that name.
    static Entry of(String name) {
        Entry entry = TABLE.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("Operation: there is no keras.ops class " + name + " here. "
                    + Nearest.questionIfNear(name, List.copyOf(names())).map(question -> question + " ").orElse("")
                    + "Call the function in a layer of your own, in Keras and here.");
        }
        return entry;
    }

    /// The names of all.
    static SequencedSet<String> names() {
        return Collections.unmodifiableSequencedSet(TABLE.sequencedKeySet());
    }

    private static final String NUMPY = "keras.src.ops.numpy";
    private static final String NN = "keras.src.ops.nn";
    private static final String MATH = "keras.src.ops.math";
    private static final String CORE = "keras.src.ops.core";
    private static final String LINALG = "keras.src.ops.linalg";
    private static final String ACTIVATIONS = "keras.src.activations.activations";

    private static final SequencedMap<String, Entry> TABLE = new LinkedHashMap<>();

    private static void put(String module, String name, Function function) {
        TABLE.put(name, new Entry(module, function));
    }

    private static void one(String module, String name, One function) {
        put(module, name, arguments -> List.of(function.of(arguments)));
    }

    private static void unary(String module, String name, UnaryOperator<Value> function) {
        one(module, name, a -> function.apply(a.value(0)));
    }

    private static void binary(String name, BinaryOperator<Value> function) {
        one(NUMPY, name, a -> function.apply(a.first(), a.second()));
    }

    private static void fold(String module, String name, Fold function) {
        one(module, name, a -> {
            Value folded = function.of(a.value(0), a.axes());
            return a.flag("keepdims") ? kept(a.value(0), folded, a.axes()) : folded;
        });
    }

    private static Value kept(Value x, Value folded, int... axes) {
        var shape = x.shape();
        for (int axis : axes.length == 0 ? IntStream.range(0, x.rank()).toArray() : axes) {
            shape = shape.with(axis, 1);
        }
        return Ops.reshape(folded, shape);
    }

    private static Value kept(RawArguments a, Value folded, String axes) {
        return a.flag("keepdims") ? kept(a.value(0), folded, a.axes(axes)) : folded;
    }

    private interface Along {
        Value of(Value x, int axis);
    }

    /// Along one axis, or of all elements in a row.
    private static void along(String name, Along along) {
        one(NUMPY, name, a -> {
            Value x = a.isNull("axis") ? Ops.ravel(a.value(0)) : a.value(0);
            int axis = a.isNull("axis") ? 0 : a.whole("axis", 0);
            Value y = along.of(x, axis);
            return a.flag("keepdims") ? Ops.expandDims(y, axis) : y;
        });
    }

    static {
        binary("Add", Ops::add);
        binary("Subtract", Ops::subtract);
        binary("Multiply", Ops::multiply);
        binary("Divide", Ops::divide);
        binary("TrueDivide", Ops::divide);
        binary("DivideNoNan", Ops::divideNoNan);
        binary("FloorDivide", Ops::floorDivide);
        binary("Mod", Ops::mod);
        binary("Power", Ops::power);
        binary("Maximum", Ops::maximum);
        binary("Minimum", Ops::minimum);
        binary("Arctan2", Ops::arctan2);
        binary("Logaddexp", Ops::logaddexp);
        binary("Logaddexp2", Ops::logaddexp2);
        binary("Hypot", Ops::hypot);
        binary("Fmod", Ops::fmod);
        binary("Fmax", Ops::fmax);
        binary("Fmin", Ops::fmin);
        binary("Heaviside", Ops::heaviside);
        binary("Equal", Ops::equal);
        binary("NotEqual", Ops::notEqual);
        binary("Less", Ops::less);
        binary("LessEqual", Ops::lessEqual);
        binary("Greater", Ops::greater);
        binary("GreaterEqual", Ops::greaterEqual);
        binary("LogicalAnd", Ops::logicalAnd);
        binary("LogicalOr", Ops::logicalOr);
        binary("LogicalXor", Ops::logicalXor);
        binary("Matmul", Ops::matmul);
        binary("Dot", Ops::dot);
        binary("Inner", Ops::inner);
        binary("Outer", Ops::outer);
        binary("Vdot", Ops::vdot);
        binary("Kron", Ops::kron);
        binary("BitwiseAnd", Ops::bitwiseAnd);
        binary("BitwiseOr", Ops::bitwiseOr);
        binary("BitwiseXor", Ops::bitwiseXor);
        unary(NUMPY, "BitwiseNot", Ops::bitwiseNot);
        unary(NUMPY, "LogicalNot", Ops::logicalNot);
        unary(NUMPY, "Negative", Ops::negative);
        unary(NUMPY, "Absolute", Ops::abs);
        unary(NUMPY, "Sign", Ops::sign);
        unary(NUMPY, "Square", Ops::square);
        unary(NUMPY, "Sqrt", Ops::sqrt);
        unary(NUMPY, "Reciprocal", Ops::reciprocal);
        unary(NUMPY, "Exp", Ops::exp);
        unary(NUMPY, "Expm1", Ops::expm1);
        unary(NUMPY, "Log", Ops::log);
        unary(NUMPY, "Log1p", Ops::log1p);
        unary(NUMPY, "Log2", Ops::log2);
        unary(NUMPY, "Log10", Ops::log10);
        unary(NUMPY, "Sin", Ops::sin);
        unary(NUMPY, "Cos", Ops::cos);
        unary(NUMPY, "Tan", Ops::tan);
        unary(NUMPY, "Arcsin", Ops::arcsin);
        unary(NUMPY, "Arccos", Ops::arccos);
        unary(NUMPY, "Arctan", Ops::arctan);
        unary(NUMPY, "Sinh", Ops::sinh);
        unary(NUMPY, "Cosh", Ops::cosh);
        unary(NUMPY, "Tanh", Ops::tanh);
        unary(NUMPY, "Floor", Ops::floor);
        unary(NUMPY, "Ceil", Ops::ceil);
        unary(NUMPY, "Arcsinh", Ops::arcsinh);
        unary(NUMPY, "Arccosh", Ops::arccosh);
        unary(NUMPY, "Arctanh", Ops::arctanh);
        unary(NUMPY, "Sinc", Ops::sinc);
        unary(NUMPY, "Deg2rad", Ops::deg2rad);
        unary(NUMPY, "Rad2deg", Ops::rad2deg);
        unary(NUMPY, "Exp2", Ops::exp2);
        unary(NUMPY, "Cbrt", Ops::cbrt);
        unary(NUMPY, "Fabs", Ops::fabs);
        unary(NUMPY, "Trunc", Ops::trunc);
        unary(NUMPY, "Signbit", Ops::signbit);
        unary(NUMPY, "Isinf", Ops::isinf);
        unary(NUMPY, "Isposinf", Ops::isposinf);
        unary(NUMPY, "Isneginf", Ops::isneginf);
        unary(NUMPY, "Isnan", Ops::isnan);
        unary(NUMPY, "Isfinite", Ops::isfinite);
        one(NUMPY, "OnesLike", a -> Ops.cast(Ops.onesLike(a.value(0)), a.dtype("dtype", a.value(0).dtype())));
        one(NUMPY, "ZerosLike", a -> Ops.cast(Ops.zerosLike(a.value(0)), a.dtype("dtype", a.value(0).dtype())));
        one(NUMPY, "FullLike", a -> Ops.cast(Ops.broadcastTo(a.beside(1, a.value(0)), a.value(0).shape()), a.dtype("dtype", a.value(0).dtype())));
        one(NUMPY, "NanToNum", a -> Ops.nanToNum(a.value(0), a.number("nan", 0), a.number("posinf", largest(a.value(0))), a.number("neginf", -largest(a.value(0)))));
        unary(NUMPY, "Copy", x -> x);
        unary(NUMPY, "Ravel", Ops::ravel);
        one(NUMPY, "Isclose", a -> Ops.isclose(a.first(), a.second(), a.numberGiven(2, "rtol", 1e-5), a.numberGiven(3, "atol", 1e-8)));
        one(NUMPY, "Select", a -> Ops.select(a.values(0), a.values(1), a.operands().size() < 3 ? Ops.zerosLike(a.values(1).getFirst()) : a.beside(2, a.values(1).getFirst())));
        one(NUMPY, "Round", a -> Ops.round(a.value(0), a.whole("decimals", 0)));
        one(NUMPY, "Clip", a -> Ops.clip(a.value(0), a.number("x_min", Double.NEGATIVE_INFINITY), a.number("x_max", Double.POSITIVE_INFINITY)));
        one(NUMPY, "Where", a -> a.operands().get(1) instanceof Value x ? Ops.where(a.value(0), x, a.beside(2, x))
                : Ops.where(a.value(0), a.beside(1, a.value(2)), a.value(2)));
        fold(NUMPY, "Sum", Ops::sum);
        fold(NUMPY, "Mean", Ops::mean);
        fold(NUMPY, "Max", Ops::max);
        fold(NUMPY, "Min", Ops::min);
        fold(NUMPY, "Prod", Ops::prod);
        fold(NUMPY, "Var", Ops::var);
        fold(NUMPY, "Std", Ops::std);
        fold(NUMPY, "Any", Ops::any);
        fold(NUMPY, "All", Ops::all);
        fold(NUMPY, "Amax", Ops::max);
        fold(NUMPY, "Amin", Ops::min);
        fold(NUMPY, "Ptp", Ops::ptp);
        fold(NUMPY, "Median", Ops::median);
        fold(NUMPY, "CountNonzero", Ops::countNonzero);
        fold(NUMPY, "Nansum", Ops::nansum);
        fold(NUMPY, "Nanprod", Ops::nanprod);
        fold(NUMPY, "Nanmax", Ops::nanmax);
        fold(NUMPY, "Nanmin", Ops::nanmin);
        fold(NUMPY, "Nanmean", Ops::nanmean);
        fold(NUMPY, "Nanvar", Ops::nanvar);
        fold(NUMPY, "Nanstd", Ops::nanstd);
        fold(NUMPY, "Nanmedian", Ops::nanmedian);
        one(NUMPY, "Quantile", a -> quantile(a, 1));
        one(NUMPY, "Percentile", a -> quantile(a, 100));
        one(NUMPY, "Average", RawOps::average);
        fold(MATH, "Logsumexp", Ops::logsumexp);
        one(LINALG, "Norm", a -> {
            if (a.option("ord") instanceof String) {
                throw new IllegalArgumentException(a.place() + ": expected a number as ord, got " + a.option("ord") + ".");
            }
            Value norm = Ops.norm(a.value(0), a.number("ord", 2), a.axes());
            return a.flag("keepdims") ? kept(a.value(0), norm, a.axes()) : norm;
        });
        along("Argmax", Ops::argmax);
        along("Argmin", Ops::argmin);
        along("Cumsum", Ops::cumsum);
        along("Cumprod", Ops::cumprod);
        along("Sort", Ops::sort);
        along("Argsort", Ops::argsort);
        one(NUMPY, "Reshape", a -> Ops.reshape(a.value(0), a.numbers("newshape")));
        one(NUMPY, "BroadcastTo", a -> Ops.broadcastTo(a.value(0), a.shape("shape")));
        one(NUMPY, "Transpose", a -> Ops.transpose(a.value(0), LongStream.of(a.numbers("axes")).mapToInt(Math::toIntExact).toArray()));
        one(NUMPY, "Swapaxes", a -> Ops.swapaxes(a.value(0), a.whole("axis1", 0), a.whole("axis2", 0)));
        one(NUMPY, "Moveaxis", a -> Ops.moveaxis(a.value(0), a.whole("source", 0), a.whole("destination", 0)));
        one(NUMPY, "ExpandDims", a -> {
            Value x = a.value(0);
            for (int axis : a.axes()) {
                x = Ops.expandDims(x, axis);
            }
            return x;
        });
        one(NUMPY, "Squeeze", a -> Ops.squeeze(a.value(0), a.axes()));
        one(NUMPY, "Concatenate", a -> Ops.concatenate(a.values(0), a.whole("axis", 0)));
        one(NUMPY, "Stack", a -> Ops.stack(a.values(0), a.whole("axis", 0)));
        one(NUMPY, "Append", a -> a.isNull("axis") ? Ops.append(a.value(0), a.value(1)) : Ops.append(a.value(0), a.value(1), a.whole("axis", 0)));
        one(NUMPY, "Vstack", a -> Ops.vstack(a.values(0)));
        one(NUMPY, "Hstack", a -> Ops.hstack(a.values(0)));
        one(NUMPY, "Dstack", a -> Ops.dstack(a.values(0)));
        one(NUMPY, "Diff", a -> Ops.diff(a.value(0), a.whole("n", 1), a.whole("axis", -1)));
        unary(NUMPY, "Fliplr", Ops::fliplr);
        unary(NUMPY, "Flipud", Ops::flipud);
        one(NUMPY, "Flip", a -> Ops.flip(a.value(0), a.axes()));
        one(NUMPY, "Roll", a -> a.isNull("axis") ? Ops.roll(a.value(0), a.whole("shift", 0)) : Ops.roll(a.value(0), a.whole("shift", 0), a.whole("axis", 0)));
        one(NUMPY, "Tile", a -> Ops.tile(a.value(0), a.numbers("repeats")));
        one(NUMPY, "Repeat", a -> a.isNull("axis") ? Ops.repeat(a.value(0), a.whole("repeats", 1)) : Ops.repeat(a.value(0), a.whole("repeats", 1), a.whole("axis", 0)));
        one(NUMPY, "Tril", a -> Ops.tril(a.value(0), a.whole("k", 0)));
        one(NUMPY, "Triu", a -> Ops.triu(a.value(0), a.whole("k", 0)));
        one(NUMPY, "Einsum", a -> Ops.einsum(a.text("subscripts"), a.all().toArray(Value[]::new)));
        one(NUMPY, "Take", a -> a.isNull("axis") ? Ops.take(Ops.ravel(a.value(0)), a.value(1), 0) : Ops.take(a.value(0), a.value(1), a.whole("axis", 0)));
        one(NUMPY, "TakeAlongAxis", a -> Ops.takeAlongAxis(a.value(0), a.value(1), a.whole("axis", 0)));
        one(NUMPY, "Digitize", a -> Ops.digitize(a.value(0), a.value(1)));
        one(NUMPY, "SearchSorted", a -> Ops.searchsorted(a.value(0), a.value(1), Named.of("side", Ops.Side.class, a.text("side", "left"))));
        one(NUMPY, "Tensordot", RawOps::tensordot);
        one(NUMPY, "Pad", RawOps::pad);
        one(NUMPY, "GetItem", a -> new RawIndex(a.value(0), a.operands().get(1)).value());
        put(NUMPY, "Split", a -> a.option("indices_or_sections") instanceof Number parts
                ? Ops.split(a.value(0), parts.intValue(), a.whole("axis", 0))
                : Ops.split(a.value(0), a.numbers("indices_or_sections"), a.whole("axis", 0)));
        put(NUMPY, "Hsplit", a -> Ops.hsplit(a.value(0), a.whole("indices_or_sections", 1)));
        put(NUMPY, "Vsplit", a -> Ops.vsplit(a.value(0), a.whole("indices_or_sections", 1)));
        put(NUMPY, "Dsplit", a -> Ops.dsplit(a.value(0), a.whole("indices_or_sections", 1)));
        put(NUMPY, "ArraySplit", a -> Ops.arraySplit(a.value(0), a.whole("indices_or_sections", 1), a.whole("axis", 0)));
        one(NUMPY, "Diagonal", RawOps::diagonal);
        one(NUMPY, "Trace", a -> Ops.sum(diagonal(a), -1));
        unary(NN, "Relu", Ops::relu);
        unary(NN, "Relu6", Ops::relu6);
        unary(NN, "Sigmoid", Ops::sigmoid);
        unary(NN, "Softplus", Ops::softplus);
        unary(NN, "Softsign", Ops::softsign);
        unary(NN, "Silu", Ops::silu);
        unary(NN, "LogSigmoid", Ops::logSigmoid);
        unary(NN, "HardSigmoid", Ops::hardSigmoid);
        unary(NN, "HardSilu", Ops::hardSilu);
        unary(NN, "HardTanh", Ops::hardTanh);
        unary(NN, "TanhShrink", Ops::tanhShrink);
        unary(NN, "SparsePlus", Ops::sparsePlus);
        unary(NN, "SparseSigmoid", Ops::sparseSigmoid);
        one(NN, "Sparsemax", a -> Ops.swapaxes(Ops.sparsemax(Ops.swapaxes(a.value(0), a.whole("axis", -1), -1)), a.whole("axis", -1), -1));
        one(NN, "Squareplus", a -> Ops.squareplus(a.value(0), a.number("b", 4)));
        one(NN, "SoftShrink", a -> Ops.softShrink(a.value(0), a.number("threshold", 0.5)));
        one(NN, "HardShrink", a -> Ops.hardShrink(a.value(0), a.number("threshold", 0.5)));
        one(NN, "Threshold", a -> Ops.threshold(a.value(0), a.number("threshold", 0), a.number("default_value", 0)));
        one(NN, "Glu", a -> Ops.glu(a.value(0), a.whole("axis", -1)));
        unary(NN, "Selu", Ops::selu);
        one(NN, "Gelu", a -> a.flag("approximate") ? Ops.geluApproximate(a.value(0)) : Ops.gelu(a.value(0)));
        one(NN, "LeakyRelu", a -> Ops.leakyRelu(a.value(0), a.number("negative_slope", 0.2)));
        one(NN, "Elu", a -> Ops.elu(a.value(0), a.number("alpha", 1)));
        one(NN, "Celu", a -> Ops.celu(a.value(0), a.number("alpha", 1)));
        one(NN, "Softmax", a -> Ops.softmax(a.value(0), a.whole("axis", -1)));
        one(NN, "LogSoftmax", a -> Ops.logSoftmax(a.value(0), a.whole("axis", -1)));
        one(NN, "OneHot", a -> Ops.oneHot(a.value(0), a.whole("num_classes", 0), a.whole("axis", -1), a.dtype("dtype", DType.FLOAT32)));
        one(NN, "Normalize", a -> Ops.normalize(a.value(0), a.number("epsilon", 1e-7), a.axes()));
        one(NN, "LayerNorm", RawOps::layerNorm);
        one(NN, "RMSNorm", a -> scaled(Ops.rmsNormalization(a.value(0), a.number("epsilon", KerasConfig.EPSILON), a.axes()), a.given(1, "scale"), null, a.axes()));
        put(NN, "Moments", a -> List.of(kept(a, Ops.mean(a.value(0), a.axes("axes")), "axes"), kept(a, Ops.var(a.value(0), a.axes("axes")), "axes")));
        one(NN, "BatchNorm", RawOps::batchNorm);
        one(NN, "DotProductAttention", RawAttention::of);
        one(NN, "MultiHot", a -> Ops.multiHot(a.value(0), a.whole("num_classes", 0), a.whole("axis", -1), a.dtype("dtype", DType.FLOAT32)));
        one(NN, "PSNR", a -> Ops.psnr(a.value(0), a.value(1), a.number("max_val", 1)));
        one(NN, "BinaryCrossentropy", a -> a.flag("from_logits") ? Ops.binaryCrossentropyOfLogits(a.value(0), a.value(1)) : Ops.binaryCrossentropy(a.value(0), a.value(1)));
        one(NN, "CategoricalCrossentropy", a -> crossentropy(a, a.flag("from_logits") ? Ops::categoricalCrossentropyOfLogits : Ops::categoricalCrossentropy));
        one(NN, "SparseCategoricalCrossentropy", RawOps::sparseCrossentropy);
        unary(MATH, "Rsqrt", Ops::rsqrt);
        one(MATH, "InTopK", a -> Ops.inTopK(a.value(0), a.value(1), a.whole("k", 1)));
        unary(MATH, "Erf", Ops::erf);
        unary(MATH, "Erfc", Ops::erfc);
        unary(MATH, "Erfinv", Ops::erfinv);
        put(MATH, "TopK", a -> {
            var best = Ops.topK(a.value(0), a.whole("k", 1));
            return List.of(best.values(), best.indices());
        });
        one(CORE, "Cast", a -> Ops.cast(a.value(0), a.dtype("dtype", DType.FLOAT32)));
        one(CORE, "SaturateCast", a -> Ops.saturateCast(a.value(0), a.dtype("dtype", DType.FLOAT32)));
        one(CORE, "ConvertToTensor", a -> Ops.cast(a.value(0), a.dtype("dtype", a.value(0).dtype())));
        unary(CORE, "StopGradient", Ops::stopGradient);
        one(CORE, "Slice", RawOps::slice);
        one(CORE, "SliceUpdate", a -> Ops.sliceUpdate(a.value(0), a.places(1), a.value(2)));
        put(CORE, "Unstack", a -> Ops.unstack(a.value(0), a.whole("axis", 0)));
        one(ACTIVATIONS, "ReLU", a -> relu(a.value(0), a.number("negative_slope", 0), a.number("max_value", Double.POSITIVE_INFINITY), a.number("threshold", 0)));
        unary(ACTIVATIONS, "Mish", Ops::mish);
        TABLE.putAll(RawImageOps.TABLE);
        TABLE.putAll(RawMatrixOps.TABLE);
        TABLE.putAll(RawPlaceOps.TABLE);
    }

    private static Value relu(Value x, double slope, double limit, double threshold) {
        Value positive = threshold == 0 ? Ops.relu(x) : Ops.where(Ops.greater(x, threshold), x, Ops.zerosLike(x));
        Value limited = limit == Double.POSITIVE_INFINITY ? positive : Ops.minimum(positive, limit);
        return slope == 0 ? limited : Ops.subtract(limited, Ops.multiply(Ops.relu(Ops.subtract(threshold, x)), slope));
    }

    /// Of distributions along the axis.
    private static Value crossentropy(RawArguments a, BinaryOperator<Value> loss) {
        return loss.apply(Ops.moveaxis(a.value(0), a.whole("axis", -1), -1), Ops.moveaxis(a.value(1), a.whole("axis", -1), -1));
    }

    /// Of class numbers, which may end with an axis of size 1.
    private static Value sparseCrossentropy(RawArguments a) {
        Value output = Ops.moveaxis(a.value(1), a.whole("axis", -1), -1);
        Value target = a.value(0).rank() == output.rank() ? Ops.squeeze(a.value(0), -1) : a.value(0);
        return a.flag("from_logits") ? Ops.sparseCategoricalCrossentropyOfLogits(target, output) : Ops.sparseCategoricalCrossentropy(target, output);
    }

    private static Value average(RawArguments a) {
        Value weights = a.given(1, "weights");
        return weights == null ? Ops.mean(a.value(0), a.axes()) : Ops.average(a.value(0), weights, a.axes());
    }

    private static Value layerNorm(RawArguments a) {
        Value x = a.value(0);
        double epsilon = a.number("epsilon", KerasConfig.EPSILON);
        if (a.flag("rms_scaling")) { // Keras divides by the deviation from the mean, but leaves the mean in, and beta out.
            return scaled(Ops.multiply(x, Ops.rsqrt(Ops.add(kept(x, Ops.var(x, a.axes()), a.axes()), epsilon))), a.given(1, "gamma"), null, a.axes());
        }
        Value normal = Ops.layerNormalization(x, epsilon, a.axes());
        return scaled(normal, a.given(1, "gamma"), a.given(2, "beta"), a.axes());
    }

    /// `x · scale + offset`, of which either may be left out. They go along those axes, in their order; along the last unless said.
    private static Value scaled(Value x, @Nullable Value scale, @Nullable Value offset, int... axes) {
        Value y = scale == null ? x : Ops.multiply(x, along(x, scale, axes));
        return offset == null ? y : Ops.add(y, along(x, offset, axes));
    }

    /// `weights` with a size of 1 along the axes that they don't go along.
    private static Value along(Value x, Value weights, int... axes) {
        if (weights.rank() != Math.max(1, axes.length)) {
            return weights;
        }
        Shape shape = Shape.of(Collections.nCopies(x.rank(), 1L).stream().mapToLong(size -> size).toArray());
        for (int axis : axes.length == 0 ? new int[] {-1} : axes) {
            shape = shape.with(axis, x.shape().size(axis));
        }
        return Ops.reshape(weights, shape);
    }

    private static Value batchNorm(RawArguments a) {
        Value x = a.value(0);
        Value mean = a.value(1);
        Value offset = a.given(3, "offset");
        Value scale = a.given(4, "scale");
        return Ops.batchNormalization(x, mean, a.value(2), a.whole("axis", -1), offset == null ? Ops.zerosLike(mean) : offset, scale == null ? Ops.onesLike(mean) : scale,
                a.number("epsilon", 1e-3));
    }

    /// -1 as a size is all that is left.
    private static Value slice(RawArguments a) {
        Value x = a.value(0);
        long[] start = a.places(1);
        long[] size = a.numbers("shape");
        return Ops.slice(x, start, Shape.of(IntStream.range(0, size.length).mapToLong(i -> size[i] == -1 ? x.shape().size(i) - start[i] : size[i]).toArray()));
    }

    private static Value diagonal(RawArguments a) {
        return Ops.diagonal(a.value(0), a.whole("offset", 0), a.whole("axis1", 0), a.whole("axis2", 1));
    }

    private static double largest(Value x) {
        return switch (x.dtype()) {
            case FLOAT64 -> Double.MAX_VALUE;
            case FLOAT16 -> 65504;
            default -> Float.MAX_VALUE;
        };
    }

    /// @param whole how much all are: 1, or 100 percent
    private static Value quantile(RawArguments a, double whole) {
        if (!(a.operands().get(1) instanceof Number share) || !a.text("method", "linear").equals("linear")) {
            throw new IllegalArgumentException(a.place() + ": expected one number q and method linear, got " + a.operands().get(1) + " and " + a.option("method") + ".");
        }
        Value found = Ops.quantile(a.value(0), share.doubleValue() / whole, a.axes());
        return a.flag("keepdims") ? kept(a.value(0), found, a.axes()) : found;
    }

    private static Value tensordot(RawArguments a) {
        return a.option("axes") instanceof List<?> pair ? Ops.tensordot(a.value(0), a.value(1), axes(pair.get(0)), axes(pair.get(1)))
                : Ops.tensordot(a.value(0), a.value(1), a.whole("axes", 2));
    }

    private static int[] axes(@Nullable Object said) {
        return (said instanceof List<?> list ? list : Collections.singletonList(said)).stream().mapToInt(axis -> ((Number) Objects.requireNonNull(axis)).intValue()).toArray();
    }

    private static Value pad(RawArguments a) {
        Value x = a.value(0);
        List<?> widths = (List<?>) Objects.requireNonNull(a.option("pad_width"), "pad_width");
        var before = new long[x.rank()];
        var after = new long[x.rank()];
        for (int axis = 0; axis < x.rank(); axis++) {
            var pair = (List<?>) widths.get(widths.size() == 1 ? 0 : axis);
            before[axis] = ((Number) pair.get(0)).longValue();
            after[axis] = ((Number) pair.get(1)).longValue();
        }
        return a.text("mode", "constant").equals("constant") ? Ops.pad(x, before, after, a.number("constant_values", 0))
                : Ops.pad(x, before, after, Named.of("mode", Ops.PadMode.class, a.text("mode")));
    }
}
