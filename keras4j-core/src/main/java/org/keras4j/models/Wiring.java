package org.keras4j.models;

import module java.base;
import org.keras4j.layers.KerasNode;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;

/// The calls between inputs and outputs, and the layers in the order in which Keras lists and saves them: by falling distance from
/// the outputs, and at one distance in the order in which they are met from there.
///
/// @param calls in an order in which each uses only earlier ones; without inputs
/// @param nodes the calls of each layer that belong to the model, inputs too
record Wiring(List<Layer> layers, List<KerasNode> calls, Map<Layer, List<KerasNode>> nodes) {

    static Wiring of(List<KerasTensor> inputs, List<KerasTensor> outputs) {
        var walk = new Walk(new HashSet<>(inputs));
        outputs.forEach(output -> walk.visit(output.node()));
        for (KerasTensor input : inputs) {
            if (!walk.isCut(input) && !walk.finished.contains(input.node())) {          // an input that no output needs
                walk.met.putIfAbsent(input.layer(), -1);
                walk.finished.add(input.node());
            }
        }
        var nodes = new LinkedHashMap<Layer, List<KerasNode>>();
        walk.finished.forEach(node -> nodes.computeIfAbsent(node.layer(), _ -> new ArrayList<>()).add(node));
        return new Wiring(byDepth(walk), walk.finished.stream().filter(node -> !node.inputs().isEmpty()).toList(), nodes);
    }

    private static List<Layer> byDepth(Walk walk) {
        var nodeDepth = new HashMap<KerasNode, Integer>();
        var layerDepth = new HashMap<Layer, Integer>();
        for (KerasNode node : new ArrayList<>(walk.finished).reversed()) {
            int depth = Math.max(nodeDepth.getOrDefault(node, 0), layerDepth.getOrDefault(node.layer(), 0));
            layerDepth.put(node.layer(), depth);
            nodeDepth.put(node, depth);
            for (KerasTensor input : node.needs()) {
                nodeDepth.merge(input.node(), depth + 1, Math::max);
            }
        }
        return walk.met.keySet().stream().sorted(Comparator.<Layer>comparingInt(layer -> -layerDepth.getOrDefault(layer, 0))
                .thenComparingInt(layer -> Objects.requireNonNull(walk.met.get(layer)))).toList();
    }

    /// Depth first from the outputs.
    private static final class Walk {
        private final Set<KerasTensor> inputs;
        private final SequencedMap<Layer, Integer> met = new LinkedHashMap<>();
        private final SequencedSet<KerasNode> finished = new LinkedHashSet<>();

        Walk(Set<KerasTensor> inputs) {
            this.inputs = inputs;
        }

        /// An input of the model that is a result of other layers.
        private boolean isCut(KerasTensor tensor) {
            return inputs.contains(tensor) && !tensor.node().inputs().isEmpty();
        }

        void visit(KerasNode start) {
            var open = new ArrayDeque<KerasNode>();
            open.push(start);
            while (!open.isEmpty()) {                             // a loop: a deep model would exhaust the stack
                KerasNode node = open.peek();
                met.putIfAbsent(node.layer(), met.size());
                Optional<KerasNode> next = node.needs().stream().filter(input -> !isCut(input)).map(KerasTensor::node).filter(input -> !finished.contains(input)).findFirst();
                if (finished.contains(node) || next.isEmpty()) {
                    open.pop();
                    if (node.inputs().isEmpty() && node.outputs().stream().noneMatch(inputs::contains)) {
                        throw new IllegalArgumentException("Model: expected outputs that depend on the inputs given, got one that also needs input '"
                                + node.layer().name() + "'. Add it to the inputs.");
                    }
                    finished.add(node);
                } else {
                    open.push(next.get());
                }
            }
        }
    }
}
