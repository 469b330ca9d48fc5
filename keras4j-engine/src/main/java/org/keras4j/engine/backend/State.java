package org.keras4j.engine.backend;

import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// An array that outlives runs, in the memory of its back end. It must not be read or written while a program that changes it
/// runs.
public interface State {
    String name();

    Type type();

    /// A copy of what it holds.
    NDArray read();

    /// @throws IllegalArgumentException when type or shape differ
    void write(NDArray array);
}
