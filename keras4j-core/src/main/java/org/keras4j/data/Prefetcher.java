package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Walks through its source on a thread of its own, a few elements ahead of whoever asks. The thread starts with the first
/// question and ends with the data, with the first failure, when this is closed, or when this is garbage.
final class Prefetcher extends Cursor {
    private static final ThreadFactory THREADS = Thread.ofPlatform().daemon().name("keras4j-data-", 0).factory();
    private static final Cleaner CLEANER = Cleaner.create();

    private final Ahead ahead;
    private final Cleaner.Cleanable cleanable;

    Prefetcher(Elements source, int count) {
        this.ahead = new Ahead(source, new ArrayBlockingQueue<>(count));
        this.cleanable = CLEANER.register(this, ahead::stop);
    }

    @Override
    @Nullable Element advance() {
        ahead.start();
        try {
            return switch (ahead.ready.take()) {
                case Arrival.Made(Element element) -> element;
                case Arrival.End() -> null;
                case Arrival.Failure(DatasetException failure) -> throw new DatasetException(String.valueOf(failure.getMessage()), failure);
                case Arrival.Failure(Throwable failure) ->
                        throw new DatasetException("Dataset > prefetch, element " + ahead.made + ": " + failure, failure);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException("Dataset > prefetch: interrupted while waiting for element " + ahead.made + ".", e);
        } finally {
            Reference.reachabilityFence(this);                        // else the Cleaner may stop the thread that is waited for
        }
    }

    @Override
    void pass(long count) {
        if (ahead.isFresh()) {
            ahead.source.skip(count);
        } else {
            super.pass(count);
        }
    }

    @Override
    void release() {
        cleanable.clean();
    }

    private sealed interface Arrival {
        record Made(Element element) implements Arrival {}

        record End() implements Arrival {}

        record Failure(Throwable failure) implements Arrival {}
    }

    /// What the thread holds. It knows nothing of the prefetcher, which could never become garbage otherwise.
    private static final class Ahead implements Runnable {
        private final Elements source;
        private final BlockingQueue<Arrival> ready;
        private @Nullable Thread thread;
        private boolean stopped;
        private volatile long made;

        Ahead(Elements source, BlockingQueue<Arrival> ready) {
            this.source = source;
            this.ready = ready;
        }

        synchronized boolean isFresh() {
            return thread == null;
        }

        synchronized void start() {
            if (thread == null && !stopped) {
                thread = THREADS.newThread(this);
                thread.start();
            }
        }

        /// The thread closes the source, for it may be in the middle of it.
        synchronized void stop() {
            stopped = true;
            if (thread == null) {
                source.close();
            } else {
                thread.interrupt();
            }
        }

        private synchronized boolean isStopped() {
            return stopped;
        }

        @Override
        public void run() {
            try (source) {
                while (!isStopped() && source.hasNext()) {
                    ready.put(new Arrival.Made(source.next()));
                    made++;
                }
                ready.put(new Arrival.End());
            } catch (InterruptedException e) {
                // Nobody waits any more.
            } catch (Throwable e) {
                fail(e);
            }
        }

        private void fail(Throwable failure) {
            try {
                ready.put(new Arrival.Failure(failure));
            } catch (InterruptedException e) {
                // Nobody waits any more.
            }
        }
    }
}
