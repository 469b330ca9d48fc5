package org.keras4j.engine.cpu.foreign;

import module java.base;

/// The native things of one program, freed together: its buffers, its calls, its stream. Freed by [#close], or some time after
/// nobody holds it any more: whoever holds its buffers holds it too.
public final class NativeScope implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int IN_ORDER = 1;
    private static final long ALIGNMENT = 64;

    final Arena arena = Arena.ofShared();
    final MemorySegment stream = own("dnnl_stream_destroy", "dnnl_stream_create", Dnnl.engine(), IN_ORDER);
    private final Cleaner.Cleanable cleanable = CLEANER.register(this, new Close(arena));

    /// Holds the arena only: an action that held the scope would keep it alive for ever.
    private record Close(Arena arena) implements Runnable {
        @Override
        public void run() {
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
        return bytes < Pages.HUGE ? arena.allocate(bytes, ALIGNMENT) : Pages.allocate(bytes, arena);
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
