package org.keras4j.engine.cpu.foreign;

import module java.base;

/// The native things of one program, freed together: its buffers, its calls, its stream. Freed by [#close], or some time after
/// nobody holds it any more: whoever holds its buffers holds it too.
public final class NativeScope implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final LongAdder LIVE = new LongAdder();
    private static final int IN_ORDER = 1;
    private static final long ALIGNMENT = 64;

    final Arena arena = Arena.ofShared();
    final MemorySegment stream = stream();
    private final AtomicLong bytes = new AtomicLong();
    private final Set<PrimitiveDesc> descs = ConcurrentHashMap.newKeySet();
    private final Cleaner.Cleanable cleanable = CLEANER.register(this, new Close(arena, bytes));

    /// Holds no scope: an action that held it would keep it alive for ever.
    private record Close(Arena arena, AtomicLong bytes) implements Runnable {
        @Override
        public void run() {
            LIVE.add(-bytes.getAndSet(0));
            while (arena.scope().isAlive()) {
                try {
                    arena.close();
                } catch (IllegalStateException e) {
                    LockSupport.parkNanos(100_000);             // a call is running
                }
            }
        }
    }

    /// Zeros, aligned to 64 bytes; from 2 MiB on to 2 MiB, on huge pages where the system gives them, and taken from the
    /// system only page by page as they are touched.
    public MemorySegment allocate(long bytes) {
        MemorySegment memory = allocate(bytes, arena);
        this.bytes.addAndGet(bytes);
        LIVE.add(bytes);
        return memory;
    }

    static MemorySegment allocate(long bytes, Arena arena) {
        return bytes < Pages.HUGE ? arena.allocate(bytes, ALIGNMENT) : Pages.allocate(bytes, arena);
    }

    /// Memory that other scopes have as well: only for one at a time, and with anything in it. It is freed with the last of them.
    ///
    /// @param beforeGrowing runs before more is taken from the system
    public MemorySegment share(long bytes, Runnable beforeGrowing) {
        return SharedMemory.lease(bytes, arena, beforeGrowing);
    }

    /// What goes back to the system when it closes, oneDNN's code by estimate: not what another scope has as well.
    public long ownBytes() {
        return bytes.get() + SharedMemory.bytesOf(arena) + descs.stream().mapToLong(PrimitiveDesc::ownBytes).sum();
    }

    /// Whatever calls it has, their descriptor counts once.
    void count(PrimitiveDesc desc) {
        descs.add(desc);
    }

    /// The buffers that all scopes hold now, shared memory counted once.
    public static long liveBytes() {
        return LIVE.sum() + SharedMemory.liveBytes();
    }

    /// Another stream, for calls on another thread.
    MemorySegment stream() {
        return own("dnnl_stream_destroy", "dnnl_stream_create", Dnnl.engine(), IN_ORDER);
    }

    /// An object that dies with the scope.
    MemorySegment own(String destroy, String make, Object... arguments) {
        return Dnnl.make(arena, destroy, make, arguments);
    }

    /// Waits for a running call; again and again without harm. What is used after it throws an IllegalStateException.
    @Override
    public void close() {
        cleanable.clean();
    }
}
