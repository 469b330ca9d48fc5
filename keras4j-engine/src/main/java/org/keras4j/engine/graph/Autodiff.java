package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Reverse-mode differentiation: writes, after the nodes that are there, what flows back through them.
public final class Autodiff {
    private Autodiff() {}

    /// The gradient of the sum of `loss` with respect to each target; zeros where nothing flows.
    public static List<Value> gradients(Value loss, List<Value> targets) {
        GraphBuilder g = loss.builder();
        return gradients(List.of(loss), List.of(g.fillLike(1, loss)), targets);
    }

    /// What flows back from a loss to each target, in their order; empty where nothing does.
    public static List<Optional<Value>> flows(Value loss, List<Value> targets) {
        Map<Value, Value> flowing = flowing(List.of(loss), List.of(loss.builder().fillLike(1, loss)), targets);
        return targets.stream().map(target -> Optional.ofNullable(flowing.get(target))).toList();
    }

    /// What flows to each target when `seeds[i]` flows to `outputs[i]`. Nodes are visited from last to first, so the same
    /// program always gives the same sums in the same order.
    public static List<Value> gradients(List<Value> outputs, List<Value> seeds, List<Value> targets) {
        if (outputs.isEmpty()) {
            return targets.stream().map(target -> target.builder().zerosLike(target)).toList();
        }
        Map<Value, Value> flowing = flowing(outputs, seeds, targets);
        return targets.stream().map(target -> flowing.containsKey(target) ? flowing.get(target) : target.builder().zerosLike(target)).toList();
    }

    private static Map<Value, Value> flowing(List<Value> outputs, List<Value> seeds, List<Value> targets) {
        GraphBuilder g = outputs.getFirst().builder();
        List<Node> nodes = g.nodes();
        var depends = dependents(nodes, targets);
        var flowing = new HashMap<Value, Value>();
        for (int i = 0; i < outputs.size(); i++) {
            flowing.merge(outputs.get(i), seeds.get(i), g::add);
        }
        for (Node node : nodes.reversed()) {
            boolean reached = node.outputs().stream().anyMatch(flowing::containsKey);
            if (!reached || node.inputs().stream().noneMatch(depends::contains)) {
                continue;
            }
            var dy = new ArrayList<@Nullable Value>();
            node.outputs().forEach(output -> dy.add(flowing.get(output)));
            List<@Nullable Value> flows = g.scoped(node.scope(), () -> node.op().gradient(node, dy, g));
            for (int i = 0; i < node.inputs().size(); i++) {
                if (flows.get(i) instanceof Value flow && depends.contains(node.input(i))) {
                    flowing.merge(node.input(i), flow, g::add);
                }
            }
        }
        return flowing;
    }

    /// The values through which a floating target can matter: all others need no gradient.
    private static Set<Value> dependents(List<Node> nodes, List<Value> targets) {
        var depends = new HashSet<>(targets);
        for (Node node : nodes) {
            if (node.inputs().stream().anyMatch(depends::contains)) {
                node.outputs().stream().filter(output -> output.dtype().isFloating()).forEach(depends::add);
            }
        }
        return depends;
    }
}
