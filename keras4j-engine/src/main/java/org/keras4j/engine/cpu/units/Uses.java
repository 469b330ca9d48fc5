package org.keras4j.engine.cpu.units;

import module java.base;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Value;

/// Who makes and who reads each value of a graph, and in which order its nodes stand.
public final class Uses {
    private final Graph graph;
    private final Map<Value, Node> producers = new HashMap<>();
    private final Map<Value, List<Node>> readers = new HashMap<>();
    private final Set<Value> results;
    // By identity: a node's hash would walk through its constants and bodies.
    private final Map<Node, Integer> places = new IdentityHashMap<>();

    public Uses(Graph graph) {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            places.put(node, places.size());
            node.outputs().forEach(output -> producers.put(output, node));
            node.inputs().forEach(input -> readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node));
        }
        results = new HashSet<>(graph.results());
    }

    Graph graph() {
        return graph;
    }

    public Map<Value, Node> producers() {
        return Collections.unmodifiableMap(producers);
    }

    /// The nodes that read it, a node twice if it does so twice.
    public List<Node> readers(Value value) {
        return readers.getOrDefault(value, List.of());
    }

    /// The node that alone needs the value, if there is such a one.
    public Optional<Node> onlyReader(Value value) {
        List<Node> all = readers(value);
        return all.size() == 1 && !isResult(value) ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /// Whether it is an output of the graph, or what it leaves in a variable.
    public boolean isResult(Value value) {
        return results.contains(value);
    }

    /// How many nodes stand before it.
    int place(Node node) {
        return places.get(node);
    }
}
