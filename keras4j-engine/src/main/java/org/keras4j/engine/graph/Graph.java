package org.keras4j.engine.graph;

import module java.base;

/// A program: nodes in an order in which each uses only earlier ones, what it answers, and the state that it leaves.
///
/// Reading a variable gives the value from before the run, wherever the read stands; `updates` take effect at its end.
///
/// @param updates the new value of each variable that changes, by the variable's name
public record Graph(List<Node> nodes, List<Value> outputs, SequencedMap<String, Value> updates) {
    public Graph {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        updates = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(updates));
    }

    /// The inputs that a run needs, in the order of their first mention.
    public List<Leaf.Input> inputs() {
        return leaves(Leaf.Input.class);
    }

    public List<Leaf.Variable> variables() {
        return leaves(Leaf.Variable.class);
    }

    private <L extends Leaf> List<L> leaves(Class<L> kind) {
        return nodes.stream().map(Node::op).filter(kind::isInstance).map(kind::cast).distinct().toList();
    }

    /// Everything that must be computed: the outputs, then the new values of variables.
    public List<Value> results() {
        return Stream.concat(outputs.stream(), updates.values().stream()).toList();
    }

    /// Checks that each node uses only earlier values and that its types are what its op infers: the compiler's own
    /// mistakes, not a user's.
    public Graph verify() {
        var known = new HashSet<Value>();
        for (Node node : nodes) {
            if (!known.containsAll(node.inputs())) {
                throw new AssertionError("graph: " + node + " uses a value before it is computed");
            }
            List<Type> inferred = node.op().infer(node.inputs().stream().map(Value::type).toList());
            if (!inferred.equals(node.outputs().stream().map(Value::type).toList())) {
                throw new AssertionError("graph: " + node + " should be " + inferred);
            }
            known.addAll(node.outputs());
        }
        if (!known.containsAll(results())) {
            throw new AssertionError("graph: a result is never computed");
        }
        return this;
    }

    /// One line for each node, then the outputs and updates: what golden tests compare.
    @Override
    public String toString() {
        var text = new StringBuilder();
        nodes.forEach(node -> text.append(node).append('\n'));
        updates.forEach((name, value) -> text.append(name).append(" := ").append(value).append('\n'));
        return text.append("return ").append(Node.joined(outputs, Value::toString, " ")).append('\n').toString();
    }

    /// The graph as text for Graphviz.
    public String toDot() {
        var dot = new StringBuilder("digraph {\n  node [shape=box, fontname=\"sans-serif\"]\n");
        var producer = new HashMap<Value, Integer>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            String label = node.op() + "\\n" + Node.joined(node.outputs(), value -> value.type().toString(), ", ")
                    + (node.scope().isEmpty() ? "" : "\\n" + node.scope());
            dot.append("  n").append(i).append(" [label=\"").append(label.replace("\"", "'")).append("\"]\n");
            for (Value input : node.inputs()) {
                dot.append("  n").append(producer.get(input)).append(" -> n").append(i).append('\n');
            }
            for (Value output : node.outputs()) {
                producer.put(output, i);
            }
        }
        int at = 0;
        for (Value output : outputs) {
            dot.append("  out").append(at).append(" [label=\"output ").append(at).append("\", shape=oval]\n  n")
                    .append(producer.get(output)).append(" -> out").append(at++).append('\n');
        }
        for (var update : updates.entrySet()) {
            dot.append("  \"").append(update.getKey()).append("\" [shape=cylinder]\n  n").append(producer.get(update.getValue()))
                    .append(" -> \"").append(update.getKey()).append("\"\n");
        }
        return dot.append("}\n").toString();
    }
}
