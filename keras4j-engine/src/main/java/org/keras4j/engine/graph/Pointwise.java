package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;

/// Each element of the result depends on the elements at the same place in the inputs, which all have one shape: nothing
/// stretches silently.
public sealed interface Pointwise extends Op.Single {

    /// A function of one number.
    record Unary(Function function) implements Pointwise {
        /// Named as in mathematics; `ROUND` goes to the nearest even, `SIGN` of 0 is 0, `ERF` is the error function, `ERFINV` undoes
        /// it, `SOFTPLUS` is log(1 + eˣ). `NOT` is for bool alone, all others are for numbers.
        public enum Function {
            NEGATE, ABS, SIGN, SQUARE, SQRT, RSQRT, RECIPROCAL, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF,
            ERFINV, ATAN, SOFTPLUS, RELU, FLOOR, CEIL, ROUND, NOT
        }

        @Override
        public Type type(List<Type> inputs) {
            Type x = inputs.getFirst();
            if ((function == Function.NOT) != (x.dtype() == DType.BOOL)) {
                throw new ShapeException(toString(), function == Function.NOT ? "bool" : "numbers", x, "Cast it first.");
            }
            return x;
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            Value x = node.input(0);
            Value y = node.output();                 // where y alone is enough, x isn't kept for the way back
            return Op.flows(switch (function) {
                case NEGATE -> g.negate(dy);
                case ABS -> g.multiply(dy, g.unary(Function.SIGN, x));
                case SQUARE -> g.multiply(dy, g.multiply(x, 2));
                case SQRT -> g.divide(g.multiply(dy, 0.5), y);
                case RSQRT -> g.multiply(g.multiply(dy, -0.5), g.multiply(y, g.square(y)));
                case RECIPROCAL -> g.negate(g.multiply(dy, g.square(y)));
                case EXP -> g.multiply(dy, y);
                case EXPM1 -> g.multiply(dy, g.add(y, 1));
                case LOG -> g.divide(dy, x);
                case LOG1P -> g.divide(dy, g.add(x, 1));
                case SIN -> g.multiply(dy, g.unary(Function.COS, x));
                case COS -> g.negate(g.multiply(dy, g.unary(Function.SIN, x)));
                case TANH -> g.multiply(dy, g.subtract(1, g.square(y)));
                case SIGMOID -> g.multiply(dy, g.multiply(y, g.subtract(1, y)));
                case ERF -> g.multiply(dy, g.multiply(g.exp(g.negate(g.square(x))), 2 / Math.sqrt(Math.PI)));
                case ERFINV -> g.multiply(dy, g.multiply(g.exp(g.square(y)), Math.sqrt(Math.PI) / 2));
                case ATAN -> g.divide(dy, g.add(g.square(x), 1));
                case SOFTPLUS -> g.multiply(dy, g.sigmoid(x));
                case RELU -> g.select(g.greater(y, 0), dy, g.zerosLike(dy));
                case SIGN, FLOOR, CEIL, ROUND, NOT -> null;
            });
        }

        @Override
        public String toString() {
            return "Unary " + function;
        }
    }

    /// A function of two numbers of one type.
    record Binary(Function function) implements Pointwise {
        /// `REMAINDER` has the divisor's sign, as in Python; integers are divided rounding down, and by zero give zero.
        /// `AND`, `OR`, `XOR` are for bool, and bit by bit for integers.
        public enum Function { ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, POWER, REMAINDER, AND, OR, XOR }

        public boolean isLogical() {
            return function.ordinal() >= Function.AND.ordinal();
        }

        @Override
        public Type type(List<Type> inputs) {
            Type x = sameTypes(toString(), inputs);
            if (isLogical() ? x.dtype().isFloating() : x.dtype() == DType.BOOL) {
                throw new ShapeException(toString(), isLogical() ? "bool or integers" : "numbers", x, "Cast both first.");
            }
            return x;
        }

        /// At a tie the first input of a maximum or minimum gets all, as in TensorFlow.
        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            Value a = node.input(0);
            Value b = node.input(1);
            Value y = node.output();
            Value zero = g.zerosLike(dy);
            return switch (function) {
                case ADD -> Op.flows(dy, dy);
                case SUBTRACT -> Op.flows(dy, g.negate(dy));
                case MULTIPLY -> Op.flows(g.multiply(dy, b), g.multiply(dy, a));
                case DIVIDE -> Op.flows(g.divide(dy, b), g.negate(g.divide(g.multiply(dy, y), b)));
                case MAXIMUM -> Op.flows(g.select(g.greaterEqual(a, b), dy, zero), g.select(g.less(a, b), dy, zero));
                case MINIMUM -> Op.flows(g.select(g.lessEqual(a, b), dy, zero), g.select(g.greater(a, b), dy, zero));
                // The logarithm of a base ≤ 0 counts as 0: x² with x < 0 has no gradient towards the exponent.
                case POWER -> Op.flows(
                        g.multiply(dy, g.multiply(b, g.power(a, g.subtract(b, 1)))),
                        g.multiply(dy, g.multiply(y, g.log(g.select(g.greater(a, 0), a, g.fillLike(1, a))))));
                case REMAINDER -> Op.flows(dy, g.negate(g.multiply(dy, g.unary(Unary.Function.FLOOR, g.divide(a, b)))));
                case AND, OR, XOR -> Op.none(node);
            };
        }

        @Override
        public String toString() {
            return "Binary " + function;
        }
    }

    /// Two numbers of one type compared: bool. Any comparison with NaN but `NOT_EQUAL` is false.
    record Compare(Relation relation) implements Pointwise {
        public enum Relation { EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL }

        @Override
        public Type type(List<Type> inputs) {
            return sameTypes(toString(), inputs).with(DType.BOOL);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.none(node);
        }

        @Override
        public String toString() {
            return "Compare " + relation;
        }
    }

    /// The second input where the first (bool) is true, the third elsewhere.
    record Select() implements Pointwise {
        @Override
        public Type type(List<Type> inputs) {
            Type x = sameTypes("Select", inputs.subList(1, 3));
            if (!inputs.getFirst().equals(x.with(DType.BOOL))) {
                throw new ShapeException("Select", "a condition " + x.with(DType.BOOL), inputs.getFirst(), "Compare first.");
            }
            return x;
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            Value zero = g.zerosLike(dy);
            return Op.flows(null, g.select(node.input(0), dy, zero), g.select(node.input(0), zero, dy));
        }
    }

    /// The same number in another type: floating types round to nearest even, integers truncate, bool is `≠ 0`.
    record Cast(DType to) implements Pointwise {
        @Override
        public Type type(List<Type> inputs) {
            return inputs.getFirst().with(to);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            DType from = node.input(0).dtype();
            return Op.flows(from.isFloating() && to.isFloating() ? g.cast(dy, from) : null);
        }
    }

    /// The same value, through which nothing flows back.
    record StopGradient() implements Pointwise {
        @Override
        public Type type(List<Type> inputs) {
            return inputs.getFirst();
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.none(node);
        }
    }

    /// The first input, with a gradient of one's own: what flows back doesn't go to it, but to the others as the rule says.
    record OwnGradient(Rule rule) implements Pointwise {
        /// What flows back to each of the inputs, with its type; `null` where nothing does.
        @FunctionalInterface
        public interface Rule {
            /// @param y what was made of the inputs
            /// @param dy what flows back to y
            List<@Nullable Value> flows(List<Value> inputs, Value y, Value dy);
        }

        @Override
        public Type type(List<Type> inputs) {
            return inputs.getFirst();
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            List<Value> inputs = node.inputs().subList(1, node.inputs().size());
            List<@Nullable Value> flows = rule.flows(inputs, node.input(0), dy);
            if (flows.size() != inputs.size() || IntStream.range(0, flows.size()).anyMatch(i -> flows.get(i) instanceof Value flow && !flow.type().equals(inputs.get(i).type()))) {
                throw new ShapeException("OwnGradient", "what flows back to " + inputs.stream().map(Value::type).toList(),
                        flows.stream().map(flow -> flow == null ? null : flow.type()).toList(),
                        "Give each input a gradient of its type, or null.");
            }
            return Stream.concat(Stream.of((Value) null), flows.stream()).toList();
        }

        @Override
        public String toString() {
            return "OwnGradient";
        }
    }

    private static Type sameTypes(String op, List<Type> inputs) {
        if (!inputs.get(0).equals(inputs.get(1))) {
            throw new ShapeException(op, "two inputs of one type", inputs.get(0) + " and " + inputs.get(1),
                    "Broadcast or cast one of them first.");
        }
        return inputs.getFirst();
    }
}
