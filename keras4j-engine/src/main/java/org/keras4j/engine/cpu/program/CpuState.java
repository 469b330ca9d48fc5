package org.keras4j.engine.cpu.program;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// State in native memory, row-major as users see it: kernels that want another layout reorder it for themselves. A run holds
/// the locks of all states that it has to do with, so that none of them changes within it.
public final class CpuState implements State {
    private static final AtomicLong CREATED = new AtomicLong();

    private final long number = CREATED.getAndIncrement();
    private final String name;
    private final Type type;
    private final StampedLock lock = new StampedLock();
    private @Nullable NativeScope scope;
    private @Nullable MemorySegment memory;
    private long version;

    public CpuState(String name, Type type) {
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

    /// How many were created before it.
    long number() {
        return number;
    }

    /// Its elements. Whoever holds the segment holds the state.
    public synchronized MemorySegment memory() {
        if (memory == null) {
            scope = new NativeScope();
            memory = scope.allocate(Math.max(1, type.bytes())).asSlice(0, type.bytes());
        }
        return memory;
    }

    /// Held by whoever reads it, with others.
    Lock reading() {
        return lock.asReadLock();
    }

    /// Held by whoever changes it, alone.
    Lock writing() {
        return lock.asWriteLock();
    }

    /// Changes whenever the content may have. For who holds a lock.
    long version() {
        return version;
    }

    /// For who holds the lock alone.
    void changed() {
        version++;
    }

    @Override
    public NDArray read() {
        var array = NDArray.zeros(type.dtype(), type.shape());
        Lock reading = reading();
        reading.lock();
        try {
            array.segment().copyFrom(memory());
        } finally {
            reading.unlock();
            Reference.reachabilityFence(this);                      // else its memory may be freed meanwhile
        }
        return array;
    }

    @Override
    public void write(NDArray array) {
        requireSuits(array);
        Lock writing = writing();
        writing.lock();
        try {
            memory().copyFrom(array.segment());
            Reference.reachabilityFence(array);
            changed();
        } finally {
            writing.unlock();
            Reference.reachabilityFence(this);
        }
    }
}
