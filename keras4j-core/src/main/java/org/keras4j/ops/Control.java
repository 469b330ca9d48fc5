package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Pointwise.OwnGradient;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Programs within programs. Bodies see what they are given, and nothing else of the program around them: name all they need among
/// their operands.
abstract sealed class Control extends Neural permits Ranges {

    /// What a body makes of values.
    @FunctionalInterface
    public interface Body {
        List<Value> of(List<Value> values);
    }

    /// A step of a loop: the next state, and what to keep of this turn.
    ///
    /// @param state the same number of values, of the same types, as it was given
    public record Turn(List<Value> state, List<Value> kept) {}

    /// What a step makes of the state and of its slices.
    @FunctionalInterface
    public interface Step {
        Turn of(List<Value> state, List<Value> slices);
    }

    /// From which end a loop starts.
    public enum Direction { FORWARD, BACKWARD }

    /// What one of two bodies makes of the operands, as the condition (a bool scalar) says. The other isn't computed.
    public static List<Value> cond(Value condition, Body then, Body otherwise, Value... operands) {
        return condition.builder().cond(truth(condition), List.of(operands), (_, values) -> then.of(values), (_, values) -> otherwise.of(values));
    }

    /// What the body with that number makes of the operands; the nearest for a number outside.
    public static List<Value> choose(Value number, List<Body> bodies, Value... operands) {
        if (bodies.size() == 1) {
            return bodies.getFirst().of(List.of(operands));
        }
        Value[] all = Stream.concat(Stream.of(number), Stream.of(operands)).toArray(Value[]::new);
        return cond(lessEqual(number, 0), values -> bodies.getFirst().of(values.subList(1, values.size())),
                values -> choose(subtract(values.getFirst(), 1), bodies.subList(1, bodies.size()),
                        values.subList(1, values.size()).toArray(Value[]::new)), all);
    }

    /// The state when the condition no longer holds. It has no gradient: see [#foriLoop] and [#scan].
    public static List<Value> whileLoop(Function<List<Value>, Value> condition, Body turn, Value... state) {
        return state[0].builder().whileLoop(List.of(state), List.of(), (_, values) -> List.of(truth(condition.apply(values))),
                (_, values) -> turn.of(values));
    }

    /// One turn of a loop that counts.
    @FunctionalInterface
    public interface Counted {
        List<Value> of(Value i, List<Value> state);
    }

    /// The state after turns with i = `from` … `to` − 1 (int32).
    public static List<Value> foriLoop(long from, long to, Counted turn, Value... state) {
        if (to <= from) {
            return List.of(state);
        }
        GraphBuilder g = state[0].builder();
        Value numbers = add(g.iota(0, Type.of(DType.INT32, to - from)), from);
        return scan((values, slices) -> new Turn(turn.of(slices.getFirst(), values), List.of()), List.of(state), List.of(numbers), Direction.FORWARD).state();
    }

    /// A loop over the first axis of sequences, of which there is at least one.
    ///
    /// @return the last state, and what was kept of all turns, stacked along the first axis
    public static Turn scan(Step step, List<Value> state, List<Value> sequences, Direction direction) {
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("scan: expected a sequence or more, got none. Give it numbers to count by.");
        }
        var kept = new int[1];
        List<Value> results = sequences.getFirst().builder().scan(state, sequences, List.of(), direction == Direction.BACKWARD,
                (_, before, slices, _) -> {
                    Turn turn = step.of(before, slices);
                    kept[0] = turn.kept().size();
                    return Stream.concat(turn.state().stream(), turn.kept().stream()).toList();
                });
        return new Turn(results.subList(0, state.size()), results.subList(state.size(), state.size() + kept[0]));
    }

    /// From the first slice to the last.
    public static Turn scan(Step step, List<Value> state, List<Value> sequences) {
        return scan(step, state, sequences, Direction.FORWARD);
    }

    /// What a function makes of each slice along the first axis, one after the other.
    public static Value map(UnaryOperator<Value> function, Value x) {
        return scan((_, slices) -> new Turn(List.of(), List.of(function.apply(slices.getFirst()))), List.of(), List.of(x)).kept().getFirst();
    }

    /// As [#map]: functions are not rewritten for a further axis here.
    public static Value vectorizedMap(UnaryOperator<Value> function, Value x) {
        return map(function, x);
    }

    /// What a function makes of a value, and how that changes with it.
    ///
    /// @param tangent the derivative in a direction, like `primal`
    public record Jvp(Value primal, Value tangent) {}

    /// The gradient of the sum of `loss` with respect to what it was computed of: of an input, say, for a penalty on it or an adversarial
    /// example; zeros where nothing flows. That of weights is [Call#gradients].
    public static Value gradient(Value loss, Value x) {
        return Autodiff.gradients(loss, List.of(x)).getFirst();
    }

    /// `y` with a gradient of one's own in place of the one that follows from how it was made: one that is more exact, held within limits, or turned around.
    ///
    /// ```java
    /// Value e = Ops.exp(x);
    /// Value y = Ops.customGradient(Ops.log(Ops.add(e, 1)), List.of(x), (in, _, dy) -> List.of(Ops.multiply(dy, Ops.sigmoid(in.getFirst()))));
    /// ```
    ///
    /// @param inputs of which it was made, and to which something is to flow back
    /// @param gradient asked while the gradients of a program are written. In the body of a loop it may use nothing but what it is given
    public static Value customGradient(Value y, List<Value> inputs, OwnGradient.Rule gradient) {
        return y.builder().ownGradient(y, inputs, gradient);
    }

    /// What a function makes of `x`, and how fast that changes when x moves along `direction`, which is like it: the gradient of the
    /// gradient's product, so that it takes about four times as long as the function. It can't see through what has no second gradient.
    public static Jvp jvp(UnaryOperator<Value> function, Value x, Value direction) {
        if (!x.type().equals(direction.type())) {
            throw new ShapeException("jvp", "a direction " + x.type(), direction.type(), "Cast and reshape it.");
        }
        Value y = function.apply(x);
        Value seed = subtract(y, stopGradient(y));                               // zeros that gradients can be taken with respect to
        Value pulled = Autodiff.gradients(List.of(y), List.of(seed), List.of(x)).getFirst();
        return new Jvp(y, Autodiff.gradients(List.of(pulled), List.of(direction), List.of(seed)).getFirst());
    }

    /// What joining all elements up to each along an axis gives, for a joint that doesn't mind how it is grouped: in as many steps
    /// as the logarithm of their number, each over all of them (Hillis & Steele 1986).
    public static Value associativeScan(BinaryOperator<Value> joint, Value x, int axis) {
        Value y = x;
        long size = x.shape().size(axis);
        for (long reach = 1; reach < size; reach *= 2) {
            Value joined = joint.apply(slice(y, axis, 0, size - reach), slice(y, axis, reach, size));
            Shape shape = joined.shape();
            if (!shape.equals(y.shape().with(y.shape().axis(axis), size - reach))) {
                throw new ShapeException("associativeScan", "a joint that keeps shapes", shape, "It joins two stacks of elements.");
            }
            y = concatenate(List.of(slice(y, axis, 0, reach), joined), axis);
        }
        return y;
    }
}
