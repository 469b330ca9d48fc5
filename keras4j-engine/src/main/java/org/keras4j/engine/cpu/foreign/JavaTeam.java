package org.keras4j.engine.cpu.foreign;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Java threads of our own. They look out for the next loop for a while before they sleep, so that one begins and ends within a microsecond,
/// where libgomp's takes three, two of them in the system. oneDNN uses one thread in each: its own team and this one would fight for the cores.
final class JavaTeam extends Team {
    /// How long a thread looks out before it sleeps, from which it takes a core some fifty microseconds to wake: about as long as libgomp's do.
    private static final long PATIENCE_NANOS = 250_000;
    /// Looks between two at the clock.
    private static final int LOOKS = 64;
    /// Numbers from one worker's to the next, which lie in different cache lines.
    private static final int APART = 64 / Integer.BYTES;

    private final Thread[] threads;
    /// How many loops each worker was given.
    private final AtomicIntegerArray given;
    /// How many workers haven't ended.
    private final AtomicInteger running = new AtomicInteger();
    private volatile @Nullable Body body;
    /// Written before loops are given out.
    private int workers;
    private volatile @Nullable Throwable failure;
    private volatile boolean isDismissed;

    JavaTeam(int size) {
        super(size);
        given = new AtomicIntegerArray(size * APART);
        threads = IntStream.range(1, size)
                .mapToObj(worker -> Thread.ofPlatform().daemon().name("keras4j-worker-" + worker).start(() -> work(worker))).toArray(Thread[]::new);
    }

    @Override
    void fork(int workers, Body body) {
        if (this.body != null) {
            throw new IllegalStateException("Team: expected one loop at a time, got a second one. Don't nest them.");
        }
        this.body = body;
        this.workers = workers;
        failure = null;
        if (isDismissed) {
            isDismissed = false;
        }
        running.set(workers - 1);
        for (int worker = 1; worker < workers; worker++) {
            given.incrementAndGet(worker * APART);
            LockSupport.unpark(threads[worker - 1]);
        }
        try {
            body.run(0, workers);
        } finally {
            lookOut(() -> running.get() == 0, Thread::yield);                         // nobody may still run when we return
            this.body = null;
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw CLibrary.unexpected(thrown);
        }
    }

    private void work(int worker) {
        useOnThisThread();
        for (int done = 0; ; done++) {
            int before = done;
            lookOut(() -> given.get(worker * APART) != before, () -> LockSupport.park(this));
            try {
                body.run(worker, workers);
            } catch (Throwable e) {
                failure = e;
            } finally {
                running.decrementAndGet();
            }
        }
    }

    /// Lets the threads sleep at once: oneDNN's need the cores.
    void dismiss() {
        if (!isDismissed) {
            isDismissed = true;
        }
    }

    private void lookOut(BooleanSupplier sight, Runnable rest) {
        long start = System.nanoTime();
        for (int looks = 1; !sight.getAsBoolean(); looks++) {
            Thread.onSpinWait();
            if (isDismissed || looks % LOOKS == 0 && System.nanoTime() - start > PATIENCE_NANOS) {
                rest.run();
            }
        }
    }

    @Override
    public void useOnThisThread() {
        Team.sequential().useOnThisThread();
    }
}
