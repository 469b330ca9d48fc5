package org.keras4j.engine.transform;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Leaf.Constant;
import org.keras4j.engine.graph.Leaf.Fill;
import org.keras4j.engine.graph.Leaf.Iota;
import org.keras4j.engine.graph.Movement;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Pointwise;
import org.keras4j.engine.graph.Reduction;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Computes what is known while the graph is written.
///
/// | before                                  | after     | when                                   |
/// |-----------------------------------------|-----------|----------------------------------------|
/// | a fill                                  | with the number that its type holds |              |
/// | a pointwise op on fills                 | a fill    |                                        |
/// | a fill moved                            | a fill    | nothing else is put beside it          |
/// | the sum, largest or smallest of a fill  | a fill    | there is an element                    |
/// | an array of equal elements              | a fill    | small                                  |
/// | a pointwise op, movement or reduction on constants | an array | inputs and result are small |
final class Fold implements Rule {
    /// Elements of an array that is computed here. Larger ones would cost time, since the interpreter computes them, and memory; what is known of shapes
    /// (axes, strides, a diagonal) is smaller.
    private static final int SMALL = 256;

    @Override
    public @Nullable Value rewrite(Op op, List<Value> in, Rewriting r) {
        if (op instanceof Constant(var array)) {
            return isSmall(array.elements()) && equalElements(array) ? fill(array.at(0), new Type(array.dtype(), array.shape()), r) : null;
        }
        if (op instanceof Fill(var number, var type) && isCoarser(type, number)) {
            return fill(number, type, r);
        }
        if (in.isEmpty() || !(op instanceof Pointwise || op instanceof Movement || op instanceof Reduction)
                || !in.stream().allMatch(value -> isKnown(value, r))) {
            return null;
        }
        Type result = op.infer(in.stream().map(Value::type).toList()).getFirst();
        Value filled = ofFills(op, in, result, r);
        if (filled != null) {
            return filled;
        }
        if (!isSmall(result.elements()) || !in.stream().allMatch(value -> isSmall(value.type().elements()))) {
            return null;
        }
        return r.emit(new Constant(Interpreter.evaluate(op, in.stream().map(value -> array(r.op(value))).toList()).getFirst()));
    }

    private static @Nullable Value ofFills(Op op, List<Value> in, Type result, Rewriting r) {
        if (!in.stream().allMatch(value -> r.op(value) instanceof Fill)) {
            return null;
        }
        double number = Objects.requireNonNull(r.filled(in.getFirst()));
        return switch (op) {
            case Pointwise pointwise -> {
                var scalars = in.stream().map(value -> NDArray.full(value.dtype(), Shape.SCALAR,
                        Objects.requireNonNull(r.filled(value)))).toList();
                yield fill(Interpreter.evaluate(pointwise, scalars).getFirst().item(), result, r);
            }
            case Reshape _, Transpose _, Broadcast _, Slice _, Reverse _ -> fill(number, result, r);
            case Pad(_, _, _, var value) when value == number -> fill(number, result, r);
            case Concatenate _ when in.stream().allMatch(value -> r.isFilled(value, number)) -> fill(number, result, r);
            case Reduce(var kind, _) when result.elements() > 0 && in.getFirst().type().elements() > 0 -> switch (kind) {
                case SUM -> fill(number * (in.getFirst().type().elements() / result.elements()), result, r);
                case MAXIMUM, MINIMUM -> fill(number, result, r);
                case PRODUCT -> null;
            };
            default -> null;
        };
    }

    private static Value fill(double number, Type type, Rewriting r) {
        return r.emit(new Fill(type.dtype().round(number), type));
    }

    private static boolean isKnown(Value value, Rewriting r) {
        return r.op(value) instanceof Fill || r.op(value) instanceof Constant || r.op(value) instanceof Iota;
    }

    private static NDArray array(Op op) {
        return switch (op) {
            case Constant(var array) -> array;
            case Fill fill -> Interpreter.evaluate(fill, List.of()).getFirst();
            case Iota iota -> Interpreter.evaluate(iota, List.of()).getFirst();
            default -> throw new AssertionError(op);
        };
    }

    private static boolean isCoarser(Type type, double number) {
        return Double.compare(type.dtype().round(number), number) != 0;
    }

    private static boolean isSmall(long elements) {
        return elements <= SMALL;
    }

    /// To the bit, so that 0 and −0 differ.
    private static boolean equalElements(NDArray array) {
        return array.elements() > 0 && LongStream.range(1, array.elements())
                .allMatch(i -> Double.doubleToRawLongBits(array.at(i)) == Double.doubleToRawLongBits(array.at(0)));
    }
}
