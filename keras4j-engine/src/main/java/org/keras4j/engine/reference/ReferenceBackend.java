package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Type;

/// The slow back end that runs everywhere: the [Interpreter] on one thread.
public final class ReferenceBackend implements Backend {
    @Override
    public String name() {
        return "reference";
    }

    @Override
    public State state(String name, Type type) {
        return new ReferenceState(name, type);
    }

    @Override
    public Executable compile(Graph graph, Map<String, State> states, Compilation options) {
        var needed = new LinkedHashMap<String, Type>();
        graph.updates().forEach((name, value) -> needed.put(name, value.type()));
        for (Leaf.Variable variable : graph.variables()) {
            needed.put(variable.name(), variable.result());
        }
        var ours = new LinkedHashMap<String, ReferenceState>();
        needed.forEach((name, type) -> ours.put(name, own(name, type, states)));
        return new ReferenceExecutable(graph, ours);
    }

    private static ReferenceState own(String name, Type type, Map<String, State> states) {
        if (states.get(name) instanceof ReferenceState state && state.type().equals(type)) {
            return state;
        }
        State given = states.get(name);
        throw new IllegalArgumentException("Variable '" + name + "': expected a state " + type + " of the back end 'reference', got "
                + switch (given) {
                    case null -> "none";
                    case ReferenceState state -> state.type();
                    case State state -> state.type() + " of another back end";
                } + ". Make it with Backend.state.");
    }
}
