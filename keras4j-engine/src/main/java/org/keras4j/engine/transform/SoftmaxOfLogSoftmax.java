package org.keras4j.engine.transform;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Movement.Broadcast;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Normalization.*;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Pointwise.Unary;
import org.keras4j.engine.graph.Value;

/// A model ends in a softmax, its loss takes the logits: the step needs but one of the two.
///
/// | before                                          | after           | when                              |
/// |-------------------------------------------------|-----------------|-----------------------------------|
/// | `Softmax z` beside `LogSoftmax z`               | `exp` of the log softmax that is there | float32 or float64: e to a rounded logarithm is too coarse in 16 bits |
/// | `Softmax z` beside `SparseCrossEntropy z`       | `exp` of what it knows of the rows     | the same |
record SoftmaxOfLogSoftmax() implements Pass {
    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public Graph apply(Graph graph) {
        boolean any = graph.nodes().stream().anyMatch(node -> node.op() instanceof Softmax);
        return any ? Rewriting.apply(logarithmsFirst(graph), List.of(SoftmaxOfLogSoftmax::rewrite)) : graph;
    }

    private static @Nullable Value rewrite(Op op, List<Value> in, Rewriting r) {
        if (!(op instanceof Softmax && in.getFirst().dtype().bytes() >= 4)) {
            return null;
        }
        for (Node reader : r.readers(in.getFirst())) {
            if (isLogarithmOf(reader, in.getFirst())) {
                return r.emit(new Unary(Unary.Function.EXP), logarithm(reader, in.getFirst(), r));
            }
        }
        return null;
    }

    private static Value logarithm(Node node, Value z, Rewriting r) {
        if (node.op() instanceof LogSoftmax) {
            return node.output();
        }
        var axes = node.outputs().getFirst().shape().axes();
        Value shifted = r.emit(new Binary(Binary.Function.SUBTRACT), z, r.emit(new Broadcast(z.shape(), axes), node.outputs().get(1)));
        return r.emit(new Binary(Binary.Function.SUBTRACT), shifted, r.emit(new Broadcast(z.shape(), axes), node.outputs().get(2)));
    }

    private static boolean isLogarithmOf(Node node, Value z) {
        return (node.op() instanceof LogSoftmax || node.op() instanceof SparseCrossEntropy) && node.input(0) == z;
    }

    /// The same graph with each log softmax, and what it needs, before the softmax of the same logits, unless it needs that.
    private static Graph logarithmsFirst(Graph graph) {
        var placed = new LinkedHashSet<Node>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Softmax) {
                graph.nodes().stream().filter(other -> isLogarithmOf(other, node.input(0))).findFirst().ifPresent(logarithm -> {
                    List<Node> needed = needed(logarithm, graph);
                    if (!needed.contains(node)) {
                        placed.addAll(needed);
                    }
                });
            }
            placed.add(node);
        }
        return new Graph(List.copyOf(placed), graph.outputs(), graph.updates());
    }

    /// The node and all that it builds on, in order.
    private static List<Node> needed(Node last, Graph graph) {
        var values = new HashSet<>(last.outputs());
        var needed = new ArrayDeque<Node>();
        for (Node node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(values::contains)) {
                values.addAll(node.inputs());
                needed.addFirst(node);
            }
        }
        return List.copyOf(needed);
    }
}
