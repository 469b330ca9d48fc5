package org.keras4j.engine.transform;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Contraction.MatMul;
import org.keras4j.engine.graph.Leaf.Fill;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;

/// Elements that needn't be moved.
///
/// | before                                  | after                     | when                              |
/// |-----------------------------------------|---------------------------|-----------------------------------|
/// | a movement that leaves all in place     | `x`                       |                                   |
/// | a reshape, transpose, broadcast or reverse of its like | one, or none |                                 |
/// | a transpose                             | a reshape                 | only axes of size 1 change places |
/// | a product with a matrix transposed      | the product that says so  | the last two axes changed places  |
/// | a reduction over axes of size 1, or none | a reshape, or `x`        |                                   |
/// | a sum (largest, …) of sums (largest, …) | one                       |                                   |
/// | a sum over axes that a broadcast made   | `x · n`, broadcast along the others | the type holds n                  |
/// | the largest, smallest over those        | `x`, broadcast along the others | there is one                |
/// | a slice of a concatenation              | one of its parts          | it is all of that part            |
final class Placement implements Rule {
    @Override
    public @Nullable Value rewrite(Op op, List<Value> in, Rewriting r) {
        return switch (op) {
            case Reshape(var to) -> reshape(in.getFirst(), to, r);
            case Transpose transpose -> transpose(in.getFirst(), transpose, r);
            case Broadcast(var to, var axes) -> broadcast(in.getFirst(), to, axes, r);
            case Reverse(var axes) -> reverse(in.getFirst(), axes, r);
            case Slice slice -> slice(in.getFirst(), slice, r);
            case Pad(var before, var after, var between, _) -> Stream.of(before, after, between).flatMap(List::stream)
                    .allMatch(amount -> amount == 0) ? in.getFirst() : null;
            case Concatenate _ -> in.size() == 1 ? in.getFirst() : null;
            case Reduce(var kind, var axes) -> reduce(in.getFirst(), kind, axes, r);
            case MatMul product -> product(product, in.get(0), in.get(1), r);
            default -> null;
        };
    }

    private static @Nullable Value reshape(Value x, Shape to, Rewriting r) {
        return x.shape().equals(to) ? x : r.op(x) instanceof Reshape ? r.emit(new Reshape(to), r.input(x, 0)) : null;
    }

    private static @Nullable Value transpose(Value x, Transpose transpose, Rewriting r) {
        List<Integer> order = transpose.order();
        if (r.op(x) instanceof Transpose(var inner)) {
            return r.emit(new Transpose(order.stream().map(inner::get).toList()), r.input(x, 0));
        }
        List<Integer> moved = order.stream().filter(axis -> x.shape().size(axis) != 1).toList();
        return moved.stream().sorted().toList().equals(moved) ? r.emit(new Reshape(x.shape().select(order)), x) : null;
    }

    private static @Nullable Value broadcast(Value x, Shape to, List<Integer> axes, Rewriting r) {
        if (x.shape().equals(to)) {
            return x;
        }
        return r.op(x) instanceof Broadcast(_, var inner)
                ? r.emit(new Broadcast(to, inner.stream().map(axes::get).toList()), r.input(x, 0)) : null;
    }

    private static @Nullable Value reverse(Value x, List<Integer> axes, Rewriting r) {
        List<Integer> needed = axes.stream().filter(axis -> x.shape().size(axis) > 1).toList();
        if (needed.size() < axes.size()) {
            return needed.isEmpty() ? x : r.emit(new Reverse(needed), x);
        }
        if (r.op(x) instanceof Reverse(var inner)) {
            List<Integer> once = x.shape().axes().stream().filter(axis -> axes.contains(axis) != inner.contains(axis)).toList();
            return once.isEmpty() ? r.input(x, 0) : r.emit(new Reverse(once), r.input(x, 0));
        }
        return null;
    }

    private static @Nullable Value slice(Value x, Slice slice, Rewriting r) {
        if (slice.to().equals(x.shape())) {
            return x;
        }
        if (r.op(x) instanceof Concatenate(var axis)) {
            long at = 0;
            for (Value part : r.inputs(x)) {
                if (at == slice.start().get(axis) && part.shape().equals(slice.to()) && slice.step().get(axis) == 1) {
                    return part;
                }
                at += part.shape().size(axis);
            }
        }
        return null;
    }

    private static @Nullable Value reduce(Value x, Reduce.Kind kind, List<Integer> axes, Rewriting r) {
        Shape result = x.shape().select(x.shape().axesWithout(axes));
        if (axes.stream().allMatch(axis -> x.shape().size(axis) == 1)) {
            return r.emit(new Reshape(result), x);
        }
        if (r.op(x) instanceof Reduce(var innerKind, var inner) && innerKind == kind) {
            Value source = r.input(x, 0);
            List<Integer> left = source.shape().axesWithout(inner);
            return r.emit(new Reduce(kind, Stream.concat(inner.stream(), axes.stream().map(left::get)).toList()), source);
        }
        if (r.op(x) instanceof Broadcast(var wide, var from) && axes.stream().noneMatch(from::contains) && x.type().elements() > 0) {
            Value source = r.input(x, 0);
            List<Integer> left = wide.axesWithout(axes);
            Value once = switch (kind) {
                case SUM -> times(source, wide.select(axes).elements(), r);
                case MAXIMUM, MINIMUM -> source;
                case PRODUCT -> null;
            };
            return once == null ? null : r.emit(new Broadcast(result, from.stream().map(left::indexOf).toList()), once);
        }
        return null;
    }

    /// `null` if the type can't hold the count.
    private static @Nullable Value times(Value x, long count, Rewriting r) {
        return x.dtype().round(count) == count
                ? r.emit(new Binary(Binary.Function.MULTIPLY), x, r.emit(new Fill(count, x.type()))) : null;
    }

    private static @Nullable Value product(MatMul product, Value a, Value b, Rewriting r) {
        boolean left = turnsMatrices(a, r);
        boolean right = turnsMatrices(b, r);
        return !left && !right ? null : r.emit(
                new MatMul(product.transposeLeft() != left, product.transposeRight() != right, product.result()),
                left ? r.input(a, 0) : a, right ? r.input(b, 0) : b);
    }

    private static boolean turnsMatrices(Value x, Rewriting r) {
        if (!(r.op(x) instanceof Transpose(var order))) {
            return false;
        }
        int rank = order.size();
        var turned = new ArrayList<>(x.shape().axes());
        Collections.swap(turned, rank - 2, rank - 1);
        return order.equals(turned);
    }
}
