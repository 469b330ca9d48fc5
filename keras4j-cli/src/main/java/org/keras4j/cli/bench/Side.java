package org.keras4j.cli.bench;

import module java.base;

/// What is timed: ours or a peer's. It is warm when it is made.
interface Side extends AutoCloseable {
    /// Who it is: `keras4j`, `torch`, …
    String name();

    /// Works for about that long.
    Timing run(double seconds);

    @Override
    void close();

    /// Of one turn.
    ///
    /// @param median items per second of the median step; higher is better
    /// @param best the same of the fastest step
    /// @param p50Micros the median time of a step
    /// @param p99Micros that of the hundredth slowest
    record Timing(double median, double best, double p50Micros, double p99Micros) {

        /// @param items how many a step takes in
        static Timing of(long[] nanos, long items) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            double middle = sorted[sorted.length / 2];
            return new Timing(items * 1e9 / middle, items * 1e9 / sorted[0], middle / 1e3, sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)] / 1e3);
        }
    }

    /// Steps of our own.
    static Timing time(Runnable step, double seconds, long items) {
        var nanos = new long[1024];
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (count == 0 || System.nanoTime() < end) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            long start = System.nanoTime();
            step.run();
            nanos[count++] = System.nanoTime() - start;
        }
        return Timing.of(Arrays.copyOf(nanos, count), items);
    }
}
