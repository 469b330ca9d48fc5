package org.keras4j.engine.cpu.units;

import module java.base;
import org.keras4j.engine.graph.Contraction.MatMul;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;

/// Values that need no work of their own: leaves, other shapes of the same elements, and stretched ones, which fused loops read
/// where they are.
///
/// @param folded what its readers read through, with other strides: transpositions before products, slices and reversals before copies
public record Virtual(Map<Value, Node> producers, Set<Node> folded) {
    private static final Transpose HEADS = new Transpose(List.of(0, 2, 1, 3));

    static Virtual of(Uses uses) {
        Set<Node> folded = Collections.newSetFromMap(new IdentityHashMap<>());
        uses.graph().nodes().stream().filter(node -> isReadThrough(node, uses)).forEach(folded::add);
        return new Virtual(uses.producers(), folded);
    }

    private static boolean isReadThrough(Node node, Uses uses) {
        return switch (node.op()) {
            case Transpose _ -> movesMatrices(node) && isReadRight(node)
                    && isReadOnlyBy(uses, node.output(), reader -> reader.op() instanceof MatMul && !Interpreted.is(reader));
            case Slice _, Reverse _ -> isReadOnlyBy(uses, node.output(), reader -> copiesFromAnywhere(reader.op()));
            default -> false;
        };
    }

    /// Whether it copies elements one by one, so that they need not follow each other where they lie.
    private static boolean copiesFromAnywhere(Op op) {
        return op instanceof Concatenate || op instanceof Reverse || op instanceof Pad;
    }

    private static boolean isReadOnlyBy(Uses uses, Value value, Predicate<Node> wanted) {
        List<Node> readers = uses.readers(value);
        return !uses.isResult(value) && !readers.isEmpty() && readers.stream().allMatch(wanted);
    }

    /// Where an axis has size 1, oneDNN takes its stride for another's and multiplies wrong rows, but for the heads of attention.
    private static boolean isReadRight(Node transposition) {
        return transposition.op().equals(HEADS) || !transposition.output().shape().sizes().contains(1L);
    }

    /// Whether it is a transposition in which rows of numbers stay what they are.
    static boolean movesMatrices(Node node) {
        return node.op() instanceof Transpose(var order) && order.size() > 2 && order.getLast() == order.size() - 1;
    }

    /// Whether the value needs no work, once those before it are there.
    boolean shows(Node node) {
        return is(node.op()) || folded.contains(node);
    }

    public static boolean is(Op op) {
        return switch (op) {
            case Leaf.RandomBits _ -> false;
            case Leaf _, Reshape _, Broadcast _ -> true;
            default -> false;
        };
    }

    public Node producer(Value value) {
        return producers.get(value);
    }

    /// The values computed or given that `value` shows.
    public Stream<Value> sources(Value value) {
        Node node = producers.get(value);
        return switch (node.op()) {
            case Reshape _, Broadcast _ -> sources(node.input(0));
            case Transpose _, Slice _, Reverse _ when folded.contains(node) -> sources(node.input(0));
            default -> Stream.of(value);
        };
    }

    /// The vector that a sum adds along the last axis.
    public Optional<Value> biasOf(Node sum) {
        return sum.inputs().stream().map(this::producer)
                .filter(node -> node.op() instanceof Broadcast(var to, var axes) && axes.equals(List.of(to.rank() - 1)))
                .map(node -> node.input(0)).findFirst();
    }

    /// The number that a minimum holds its other input below.
    public Optional<Double> limitOf(Node minimum) {
        return minimum.inputs().stream().map(this::producer)
                .flatMap(node -> node.op() instanceof Leaf.Fill(double number, _) ? Stream.of(number) : Stream.empty()).findFirst();
    }

    /// How a loop over `[rows, columns]` finds the element that belongs to a point.
    ///
    /// @param rows what the access asks of the space; empty if it suits any
    public record Reading(Value source, Pattern pattern, OptionalLong rows) {
        public enum Pattern { EACH, BY_COLUMN, BY_ROW, SAME, COLUMN_NUMBER, ROW_NUMBER, NUMBER }
    }

    /// How `value` is read in a loop over as many elements as it has; empty if only after it was written out.
    public Optional<Reading> reading(Value value) {
        Node node = producers.get(value);
        return switch (node.op()) {
            case Leaf.Fill _ -> Optional.of(new Reading(value, Reading.Pattern.NUMBER, OptionalLong.empty()));
            case Leaf.Iota(int axis, var type) -> numbers(value, axis, type.shape());
            case Broadcast(var to, var axes) -> stretched(node.input(0), to, axes);
            default -> Optional.of(new Reading(value, Reading.Pattern.EACH, OptionalLong.empty()));
        };
    }

    private static Optional<Reading> numbers(Value value, int axis, Shape shape) {
        if (shape.slice(axis + 1, shape.rank()).elements() == 1) {
            return Optional.of(new Reading(value, Reading.Pattern.COLUMN_NUMBER, OptionalLong.of(shape.slice(0, axis).elements())));
        }
        if (shape.slice(0, axis).elements() == 1) {
            return Optional.of(new Reading(value, Reading.Pattern.ROW_NUMBER, OptionalLong.of(shape.size(axis))));
        }
        return Optional.empty();
    }

    private Optional<Reading> stretched(Value narrow, Shape to, List<Integer> axes) {
        Value origin = origin(narrow);
        if (producers.get(origin).op() instanceof Leaf.Fill) {
            return Optional.of(new Reading(origin, Reading.Pattern.NUMBER, OptionalLong.empty()));
        }
        if (origin.type().elements() == 1) {
            return Optional.of(new Reading(origin, Reading.Pattern.SAME, OptionalLong.empty()));
        }
        Op op = producers.get(narrow).op();
        if (op instanceof Leaf.Iota || op instanceof Broadcast) {
            return Optional.empty();
        }
        long total = to.elements();
        long own = narrow.type().elements();
        if (total == own) {
            return Optional.of(new Reading(narrow, Reading.Pattern.EACH, OptionalLong.empty()));
        }
        List<Integer> sized = axes.stream().filter(axis -> to.size(axis) != 1).toList();
        if (to.slice(sized.getFirst(), to.rank()).elements() == own) {                  // the last axes
            return Optional.of(new Reading(narrow, Reading.Pattern.BY_COLUMN, OptionalLong.of(total / own)));
        }
        if (to.slice(0, sized.getLast() + 1).elements() == own) {                          // the first axes
            return Optional.of(new Reading(narrow, Reading.Pattern.BY_ROW, OptionalLong.of(own)));
        }
        return Optional.empty();
    }

    /// The value before it was stretched and reshaped.
    private Value origin(Value value) {
        Node node = producers.get(value);
        return node.op() instanceof Broadcast || node.op() instanceof Reshape ? origin(node.input(0)) : value;
    }
}
