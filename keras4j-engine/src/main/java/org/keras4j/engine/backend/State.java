package org.keras4j.engine.backend;

import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// An array that outlives runs, in the memory of its back end. On the back end `cpu`, reading and writing wait for runs that have to do with
/// it, and runs for them; on others, it must not be read or written while a program runs that changes it.
public interface State {
    String name();

    Type type();

    /// A copy of what it holds.
    NDArray read();

    /// @throws IllegalArgumentException when type or shape differ
    void write(NDArray array);

    /// @throws IllegalArgumentException unless the array has the type and the shape of this state
    default void requireSuits(NDArray array) {
        if (array.dtype() != type().dtype() || !array.shape().equals(type().shape())) {
            throw new IllegalArgumentException("State '" + name() + "': expected " + type() + ", got " + array.dtype() + array.shape()
                    + ". Cast or reshape it first.");
        }
    }
}
