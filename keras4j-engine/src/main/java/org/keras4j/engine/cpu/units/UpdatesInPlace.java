package org.keras4j.engine.cpu.units;

import module java.base;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Movement.Broadcast;
import org.keras4j.engine.graph.Movement.Reshape;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Value;

/// New values of variables that are written over the old ones by the loops that compute them, if everybody else has read the old
/// one by then.
final class UpdatesInPlace {
    private final Uses uses;
    private final Virtual virtual;
    private final Grouping grouping;
    private final Map<Value, String> variables = new HashMap<>();

    private UpdatesInPlace(Uses uses, Virtual virtual, Grouping grouping) {
        this.uses = uses;
        this.virtual = virtual;
        this.grouping = grouping;
    }

    /// Each with the name of its variable. Units that read the old value come to stand before the one that writes over it.
    static Map<Value, String> of(Uses uses, Virtual virtual, Grouping grouping) {
        var found = new UpdatesInPlace(uses, virtual, grouping);
        found.shown().forEach(found::decide);
        return found.variables;
    }

    /// The value of each variable in all the shapes in which it is read.
    private SequencedMap<Leaf.Variable, List<Value>> shown() {
        var shown = new LinkedHashMap<Leaf.Variable, List<Value>>();
        var variableOf = new HashMap<Value, Leaf.Variable>();
        for (Node node : uses.graph().nodes()) {
            boolean isAnotherShape = node.op() instanceof Reshape || node.op() instanceof Broadcast || virtual.folded().contains(node);
            Leaf.Variable variable = node.op() instanceof Leaf.Variable itself ? itself : isAnotherShape ? variableOf.get(node.input(0)) : null;
            if (variable != null) {
                variableOf.put(node.output(), variable);
                shown.computeIfAbsent(variable, _ -> new ArrayList<>()).add(node.output());
            }
        }
        return shown;
    }

    private void decide(Leaf.Variable variable, List<Value> shown) {
        Value next = uses.graph().updates().get(variable.name());
        if (next == null) {
            return;
        }
        Optional<Unit> writer = grouping.unitOf(virtual.producer(next)).filter(unit -> unit.elements().contains(next));
        if (writer.isEmpty()) {
            return;
        }
        var others = new LinkedHashSet<Unit>();
        for (Value value : shown) {
            for (Node reader : uses.readers(value)) {
                // The loop that writes reads at the point to which it writes: all its values are of one shape.
                grouping.unitOf(reader).filter(other -> other != writer.get()).ifPresent(others::add);
            }
        }
        if (others.stream().noneMatch(reader -> reader.isAfter(writer.get()))) {
            others.forEach(reader -> grouping.depend(writer.get(), reader));
            variables.put(next, variable.name());
        }
    }
}
