package org.keras4j.engine.backend;

import module java.base;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Type;

/// A way to compute graphs. Found by name among the services on the class path: `cpu`, `reference`.
public interface Backend {
    /// The environment variable that chooses the back end.
    String CHOICE = "KERAS4J_BACKEND";

    String name();

    /// How many threads its programs use where nothing else is said.
    default int threads() {
        return 1;
    }

    /// State for this back end's programs. Its memory, all zeros, is taken at its first use.
    State state(String name, Type type);

    /// A program that computes `graph`, reading and updating the states named as its variables.
    ///
    /// @throws IllegalArgumentException if a variable has no state of its type
    /// @throws UnsupportedOperationException if this machine can't run this back end, or the back end a node of the graph
    Executable compile(Graph graph, Map<String, State> states, Compilation options);

    /// Begins, on threads of its own, what the first program will need: loading libraries and code. Returns at once; whatever fails
    /// shows when a program is compiled.
    default void prepare(Compilation options) {}

    /// Begins what any program will need, before it is known how one will be compiled. Returns at once.
    default void awaken() {}

    /// Ends the threads that have computed for the calling thread; they come back when it computes again. A JVM that exits waits 0.3 s for threads
    /// in native code.
    default void rest() {}

    /// The chosen back end: that of [#CHOICE], or else `cpu`.
    static Backend chosen() {
        return named(Objects.requireNonNullElse(System.getenv(CHOICE), "cpu"));
    }

    /// @throws IllegalArgumentException naming the choices, when there is none of that name
    static Backend named(String name) {
        var all = ServiceLoader.load(Backend.class, Backend.class.getClassLoader()).stream().map(ServiceLoader.Provider::get).toList();
        return all.stream().filter(backend -> backend.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Back end: expected one of "
                        + all.stream().map(Backend::name).collect(Collectors.joining(", ")) + ", got '" + name
                        + "'. Set " + CHOICE + " to one of them, or leave it out."));
    }
}
