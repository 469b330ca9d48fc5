package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;

/// What a function makes of the elements of a walk, by several threads at once, in their order. Twice as many elements as threads are on their way,
/// so that none waits for a slow one to be fetched.
///
/// The threads are those of all such walks and end when there is nothing to do; so a walk that is forgotten leaves none behind.
final class ParallelMap extends Through {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("keras4j-map-", 0).factory());

    private final UnaryOperator<Element> function;
    private final Semaphore turns;
    private final int most;
    private final Queue<Future<Element>> onTheirWay = new ArrayDeque<>();
    /// Those that no thread has begun.
    private final Queue<FutureTask<Element>> waiting = new ConcurrentLinkedQueue<>();
    private @Nullable RuntimeException failureOfSource;
    private long at;

    ParallelMap(Elements source, UnaryOperator<Element> function, int threads) {
        super(source);
        this.function = function;
        turns = new Semaphore(threads);
        most = 2 * threads;
    }

    @Override
    @Nullable Element advance() {
        send();
        if (onTheirWay.isEmpty()) {
            if (failureOfSource != null) {
                throw failureOfSource;
            }
            return null;
        }
        try {
            return onTheirWay.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException("Dataset > map: interrupted while waiting for element " + at + ".", e);
        } catch (ExecutionException e) {
            throw DatasetException.at("map", at, e.getCause());
        } finally {
            at++;
        }
    }

    /// A failure of the source is told when what came before it has been taken.
    private void send() {
        try {
            while (failureOfSource == null && onTheirWay.size() < most && source.hasNext()) {
                Element element = source.next();
                var task = new FutureTask<>(() -> Objects.requireNonNull(function.apply(element), "the function gave null"));
                onTheirWay.add(task);
                waiting.add(task);
                THREADS.execute(this::runNext);
            }
        } catch (RuntimeException e) {
            failureOfSource = e;
        }
    }

    /// In their order, whichever thread comes first: a later one must not keep an earlier one from its turn, for which the walk waits.
    private void runNext() {
        turns.acquireUninterruptibly();
        try {
            waiting.remove().run();
        } finally {
            turns.release();
        }
    }

    @Override
    void pass(long count) {
        long left = count;
        for (; left > 0 && !onTheirWay.isEmpty(); left--) {
            onTheirWay.remove().cancel(true);
        }
        source.skip(left);
        at += count;
    }

    @Override
    void release() {
        onTheirWay.forEach(future -> future.cancel(true));
        onTheirWay.clear();
        super.release();
    }
}
