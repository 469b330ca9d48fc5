package org.keras4j.engine.transform;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Contraction.Conv;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Movement.Broadcast;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Pointwise.Binary.Function;
import org.keras4j.engine.graph.Value;

/// What scales the results of filters may scale the filters: a batch normalization with running means becomes part of the convolution
/// before it, and costs nothing in inference, where kernels are computed once.
///
/// With `s` and `b` broadcast along the last axis:
///
/// | before               | after                      | when                                                        |
/// |----------------------|----------------------------|-------------------------------------------------------------|
/// | `conv(x, k) · s`     | `conv(x, k · s)`           | nothing else reads the product; k and s are of variables alone, and of its type |
/// | `(conv(x, k) + b) · s` | `conv(x, k · s) + b · s` | the same                                                    |
/// | `(y + b) + s`          | `y + (b + s)`            | nothing else reads the first sum                            |
final class ScaledKernel implements Rule {
    /// Of the expressions that are looked through: `γ · rsqrt(σ² + ε)` is four deep, a kernel scaled before and cast some more. There is a
    /// limit as the walk visits what is shared once for each way to it.
    private static final int DEPTH = 12;

    @Override
    public @Nullable Value rewrite(Op op, List<Value> in, Rewriting r) {
        if (!(op instanceof Binary(var function) && (function == Function.MULTIPLY || function == Function.ADD))) {
            return null;
        }
        int vector = isPerChannel(in.get(0), r) ? 0 : 1;
        Value x = in.get(1 - vector);
        if (!isPerChannel(in.get(vector), r) || !r.isUsedOnce(x)) {
            return null;
        }
        return switch (r.op(x)) {
            case Conv _ when function == Function.MULTIPLY && mayScale(x, r) -> scaled(x, in.get(vector), r);
            case Binary(var inner) when inner == Function.ADD && (isPerChannel(r.input(x, 0), r) || isPerChannel(r.input(x, 1), r)) -> {
                int bias = isPerChannel(r.input(x, 0), r) ? 0 : 1;
                Value summand = r.input(x, 1 - bias);
                Value both = joined(function, r.input(x, bias), in.get(vector), r);
                yield function == Function.ADD ? r.emit(new Binary(Function.ADD), summand, both)
                        : r.op(summand) instanceof Conv && r.isUsedOnce(summand) && mayScale(summand, r)
                        ? r.emit(new Binary(Function.ADD), scaled(summand, in.get(vector), r), both) : null;
            }
            default -> null;
        };
    }

    private static Value joined(Function function, Value a, Value b, Rewriting r) {
        return r.emit(r.op(a), r.emit(new Binary(function), r.input(a, 0), r.input(b, 0)));
    }

    /// Whether the kernel is of variables, and of the type of the results: a wider scale would not fit it.
    private static boolean mayScale(Value product, Rewriting r) {
        Value kernel = r.input(product, 1);
        return kernel.dtype() == product.dtype() && isOfVariables(kernel, r, DEPTH);
    }

    private static Value scaled(Value product, Value scale, Rewriting r) {
        Value kernel = r.input(product, 1);
        Value beside = r.emit(new Broadcast(kernel.shape(), List.of(kernel.rank() - 1)), r.input(scale, 0));
        return r.emit(r.op(product), r.input(product, 0), r.emit(new Binary(Function.MULTIPLY), kernel, beside));
    }

    /// A vector along the last axis that follows from variables.
    private static boolean isPerChannel(Value value, Rewriting r) {
        return r.op(value) instanceof Broadcast(var to, var axes) && axes.equals(List.of(to.rank() - 1)) && isOfVariables(r.input(value, 0), r, DEPTH);
    }

    private static boolean isOfVariables(Value value, Rewriting r, int depth) {
        return switch (r.op(value)) {
            case Leaf.Input _, Leaf.RandomBits _ -> false;
            case Leaf _ -> true;
            default -> depth > 0 && !r.inputs(value).isEmpty() && r.inputs(value).stream().allMatch(input -> isOfVariables(input, r, depth - 1));
        };
    }
}
