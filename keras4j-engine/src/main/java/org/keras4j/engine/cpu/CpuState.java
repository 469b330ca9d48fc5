package org.keras4j.engine.cpu;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// State in native memory, row-major as users see it: kernels that want another layout reorder it for themselves.
final class CpuState implements State {
    private final String name;
    private final Type type;
    private @Nullable NativeScope scope;
    private @Nullable MemorySegment memory;
    private volatile long version;

    CpuState(String name, Type type) {
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

    /// Its elements. Whoever holds the segment holds the state.
    synchronized MemorySegment memory() {
        if (memory == null) {
            scope = new NativeScope();
            memory = scope.allocate(Math.max(1, type.bytes())).asSlice(0, type.bytes());
        }
        return memory;
    }

    /// Changes whenever the content may have.
    long version() {
        return version;
    }

    void changed() {
        version++;
    }

    @Override
    public NDArray read() {
        var array = NDArray.zeros(type.dtype(), type.shape());
        array.segment().copyFrom(memory());
        Reference.reachabilityFence(this);
        return array;
    }

    @Override
    public void write(NDArray array) {
        if (array.dtype() != type.dtype() || !array.shape().equals(type.shape())) {
            throw new IllegalArgumentException("State '" + name + "': expected " + type + ", got " + array.dtype() + array.shape()
                    + ". Cast or reshape it first.");
        }
        memory().copyFrom(array.segment());
        Reference.reachabilityFence(array);
        Reference.reachabilityFence(this);
        changed();
    }
}
