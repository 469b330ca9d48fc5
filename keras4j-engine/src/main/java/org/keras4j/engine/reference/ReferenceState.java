package org.keras4j.engine.reference;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// State as an array.
final class ReferenceState implements State {
    private final String name;
    private final Type type;
    private @Nullable NDArray array;

    ReferenceState(String name, Type type) {
        this.name = name;
        this.type = type;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public NDArray read() {
        return array().copy();
    }

    @Override
    public void write(NDArray array) {
        requireSuits(array);
        this.array = array.copy();
    }

    /// What it holds, not a copy. Zeros from its first use on.
    NDArray array() {
        if (array == null) {
            array = NDArray.zeros(type.dtype(), type.shape());
        }
        return array;
    }

    /// Takes the array over.
    void set(NDArray array) {
        this.array = array;
    }
}
