package org.keras4j.engine.backend;

import module java.base;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.tensor.NDArray;

/// A compiled graph. `run` may be called from any thread, one at a time; others wait.
public interface Executable extends AutoCloseable {

    /// What a run needs, in this order.
    List<Leaf.Input> inputs();

    /// Computes the outputs, as new arrays, and leaves the new values in the states.
    ///
    /// @param inputs an array for each of [#inputs]
    /// @throws IllegalArgumentException naming the input whose type or shape isn't the expected one
    /// @throws IndexOutOfBoundsException when an index of a gather or a label was outside of its table; states that are computed from
    ///         what it should have found keep their values, others (counters) may have the new ones already
    /// @throws IllegalStateException after `close`
    List<NDArray> run(List<NDArray> inputs);

    /// Runs `runs` times on these inputs and answers the median time of each kernel, in the order of their work.
    /// Changes the states as that many runs do, or twice as many.
    Profile profile(List<NDArray> inputs, int runs);

    /// The input, the variable or the operation that is the first with a NaN, in a run on these inputs that changes no state; empty where none has.
    ///
    /// @throws UnsupportedOperationException where it isn't kept what operations make: the back end `reference` does
    default Optional<Node> firstNaN(List<NDArray> inputs) {
        throw new UnsupportedOperationException("firstNaN: expected a program of the back end reference. Compile it there.");
    }

    /// Memory taken for what lives only during a run, in bytes.
    long arenaBytes();

    /// Memory that goes back to the system when this is closed, in bytes: not what other programs use as well.
    long ownBytes();

    /// Frees the memory; waits for a run to end. Again and again without harm.
    @Override
    void close();
}
