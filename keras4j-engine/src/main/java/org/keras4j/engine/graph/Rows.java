package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.Shape;

/// Follows the rows of the inputs, which lie along their first axes, through a graph: whether each row of the outputs comes from the same row of the
/// inputs alone, so that rows may be added behind the others without a change to these.
///
/// What isn't known to keep rows apart is taken to mix them.
public final class Rows {
    private final long rows;
    /// Along which axis the rows of a value lie, or the blocks of equally many elements for each row; a value that isn't here depends on no input.
    private final Map<Value, Integer> axes = new HashMap<>();

    private Rows(long rows) {
        this.rows = rows;
    }

    /// @param inputs the types of the inputs, needed or not
    public static boolean areApart(Graph graph, List<Type> inputs) {
        if (inputs.stream().anyMatch(input -> input.rank() == 0) || inputs.stream().map(input -> input.shape().size(0)).distinct().count() != 1) {
            return false;
        }
        long rows = inputs.getFirst().shape().size(0);
        var follow = new Rows(rows);
        return rows > 1 && follow.areApart(graph, _ -> OptionalInt.of(0))
                && graph.outputs().stream().allMatch(output -> Integer.valueOf(0).equals(follow.axes.get(output)) && output.shape().size(0) == rows);
    }

    /// @param inputs along which axis the rows of an input lie; empty where it doesn't depend on them
    private boolean areApart(Graph graph, Function<Leaf.Input, OptionalInt> inputs) {
        for (var node : graph.nodes()) {
            if (node.op() instanceof Leaf.Input input) {
                inputs.apply(input).ifPresent(axis -> axes.put(node.output(), axis));
            } else if (node.inputs().stream().anyMatch(axes::containsKey) && !follow(node)) {
                return false;
            }
        }
        return true;
    }

    /// Notes where the rows of the results lie.
    ///
    /// @return whether they are known to be apart
    private boolean follow(Node node) {
        Integer first = axes.get(node.inputs().isEmpty() ? null : node.input(0));
        return switch (node.op()) {
            case Pointwise _ -> sameAxis(node) instanceof Integer axis && put(node, axis);
            case Movement move -> followed(move, node);
            case Reduction.Reduce reduce -> first != null && !reduce.axes().contains(first)
                    && put(node, first - (int) reduce.axes().stream().filter(axis -> axis < first).count());
            case Reduction.ArgReduce reduce -> first != null && reduce.axis() != first && put(node, reduce.axis() < first ? first - 1 : first);
            case Reduction.Cumulate sum -> first != null && sum.axis() != first && put(node, first);
            case Contraction.MatMul product -> followed(product, node);
            case Contraction.Conv _, Contraction.ConvInputGradient _, Pooling.Pool _ -> first != null && first == 0 && isOnly(node, 0) && put(node, 0);
            case Normalization.Softmax _, Normalization.LogSoftmax _ -> first != null && first < node.input(0).rank() - 1 && put(node, first);
            case Normalization.LayerNorm _ -> first != null && first < node.input(0).rank() - 1 && isOnly(node, 0) && put(node, first);
            case Indexing.Gather gather -> followed(gather, node);
            case Indexing.Order order -> first != null && order.axis() != first && put(node, first);
            case Recurrent.Lstm _ -> isSequence(node, 3);
            case Gru _ -> isSequence(node, 2, 3);
            case Control.Scan scan -> followed(scan, node);
            default -> false;
        };
    }

    /// The rows are those of the indices, or those of the table, from each of which the same is taken.
    private boolean followed(Indexing.Gather gather, Node node) {
        Integer ofTable = axes.get(node.input(0));
        Integer ofIndices = axes.get(node.input(1));
        if (ofTable == null) {
            return put(node, gather.axis() + ofIndices);
        }
        return ofIndices == null && ofTable != gather.axis() && put(node, ofTable < gather.axis() ? ofTable : ofTable + node.input(1).rank() - 1);
    }

    private boolean put(Node node, int axis) {
        node.outputs().forEach(output -> axes.put(output, axis));
        return true;
    }

    /// The axis along which the rows of all inputs lie that have any.
    private @Nullable Integer sameAxis(Node node) {
        var found = node.inputs().stream().map(axes::get).filter(Objects::nonNull).distinct().toList();
        return found.size() == 1 ? found.getFirst() : null;
    }

    private boolean isOnly(Node node, int input) {
        return IntStream.range(0, node.inputs().size()).allMatch(i -> i == input || !axes.containsKey(node.input(i)));
    }

    private boolean followed(Movement move, Node node) {
        if (!(sameAxis(node) instanceof Integer axis)) {
            return false;
        }
        Shape shape = node.input(0).shape();
        return switch (move) {
            case Movement.Reshape reshape -> reshaped(shape, axis, reshape.to()) instanceof Integer to && put(node, to);
            case Movement.Transpose transpose -> put(node, transpose.order().indexOf(axis));
            case Movement.Broadcast broadcast -> put(node, broadcast.axes().get(axis));
            case Movement.Slice slice -> slice.to().size(axis) == shape.size(axis) && slice.step().get(axis) == 1 && put(node, axis);
            case Movement.Pad pad -> node.output().shape().size(axis) == shape.size(axis) && pad.before().get(axis) == 0 && put(node, axis);
            case Movement.Concatenate joined -> joined.axis() != axis && put(node, axis);
            case Movement.Reverse reverse -> !reverse.axes().contains(axis) && put(node, axis);
            case Movement.Reinterpret _ -> axis < shape.rank() - 1 && put(node, axis);
        };
    }

    /// Rows stay apart if as many elements are before them, and their axis is still divided by them.
    private @Nullable Integer reshaped(Shape from, int axis, Shape to) {
        long before = from.slice(0, axis).elements();
        for (int i = 0; i < to.rank(); i++) {
            if (to.slice(0, i).elements() == before && to.size(i) % rows == 0) {
                return i;
            }
        }
        return null;
    }

    private boolean followed(Contraction.MatMul product, Node node) {
        @Nullable Integer left = axes.get(node.input(0));
        @Nullable Integer right = axes.get(node.input(1));
        int rank = node.output().rank();
        int leftRows = product.transposeLeft() ? rank - 1 : rank - 2;
        int rightColumns = product.transposeRight() ? rank - 2 : rank - 1;
        if (left == null || right == null) {
            int axis = Objects.requireNonNull(left == null ? right : left);
            return axis < rank - 2 ? put(node, axis)
                    : left != null ? axis == leftRows && put(node, rank - 2) : axis == rightColumns && put(node, rank - 1);
        }
        return left.equals(right) && left < rank - 2 && put(node, left);
    }

    /// @param weights the places of the inputs that may not depend on rows
    private boolean isSequence(Node node, int... weights) {
        return IntStream.of(weights).noneMatch(i -> axes.containsKey(node.input(i))) && Integer.valueOf(0).equals(sameAxis(node)) && put(node, 0);
    }

    /// Through the body, with a state that lies as it lay before.
    private boolean followed(Control.Scan scan, Node node) {
        int states = scan.states();
        int sequences = scan.sequences();
        var inner = new ArrayList<@Nullable Integer>();
        for (int i = 0; i < node.inputs().size(); i++) {
            @Nullable Integer axis = axes.get(node.input(i));
            boolean isSequence = i >= states && i < states + sequences;
            if (isSequence && axis != null && axis == 0) {
                return false;
            }
            inner.add(axis != null && isSequence ? Integer.valueOf(axis - 1) : axis);
        }
        Optional<List<@Nullable Integer>> settled = settled(scan, inner);
        settled.ifPresent(answers -> {
            for (int i = 0; i < node.outputs().size(); i++) {
                @Nullable Integer axis = i < answers.size() ? answers.get(i) : inner.get(i - answers.size());
                if (axis != null) {
                    axes.put(node.outputs().get(i), i < states ? axis : axis + 1);
                }
            }
        });
        return settled.isPresent();
    }

    /// Where rows lie in what the body answers, once its states come out as they went in. A first state of zeros doesn't depend on rows; that of the
    /// next turn may.
    ///
    /// @param inner where they lie in what the body is given; states that depend on rows after a turn are filled in
    private Optional<List<@Nullable Integer>> settled(Control.Scan scan, List<@Nullable Integer> inner) {
        for (int turn = 0; turn <= scan.states() + 1; turn++) {
            var body = new Rows(rows);
            if (!body.areApart(scan.body(), input -> inner.get(Integer.parseInt(input.name())) instanceof Integer axis ? OptionalInt.of(axis) : OptionalInt.empty())) {
                return Optional.empty();
            }
            List<@Nullable Integer> answers = new ArrayList<>(scan.body().outputs().stream().map(body.axes::get).toList());
            boolean isSame = true;
            for (int i = 0; i < scan.states(); i++) {
                if (!Objects.equals(inner.get(i), answers.get(i))) {
                    if (inner.get(i) != null) {
                        return Optional.empty();
                    }
                    inner.set(i, answers.get(i));
                    isSame = false;
                }
            }
            if (isSame) {
                return Optional.of(answers);
            }
        }
        return Optional.empty();
    }
}
