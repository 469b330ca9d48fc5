package org.keras4j.cli.bench;

import module java.base;

/// The memory that this process has, as Linux counts it: pages of mapped files too.
final class Resident {
    private static final int READINGS = 15;
    private static final Duration BETWEEN_READINGS = Duration.ofMillis(100);
    private static final Path STATUS = Path.of("/proc/self/status");

    private Resident() {}

    /// What the process keeps: the least of some readings, each after a collection, since the heap gives memory back with a delay, and what the
    /// compiler took and the C library keeps goes back once a second (the launcher's `TrimNativeHeapInterval`).
    static long settledBytes() {
        return LongStream.generate(() -> {
            System.gc();
            LockSupport.parkNanos(BETWEEN_READINGS.toNanos());
            return bytes("VmRSS:");
        }).limit(READINGS).min().orElseThrow();
    }

    /// The most it had since [#resetPeak].
    static long peakBytes() {
        return bytes("VmHWM:");
    }

    static void resetPeak() {
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static long bytes(String name) {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(name)).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElseThrow();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("bench: needs " + STATUS + ", which this system doesn't have. Measure memory on Linux.", e);
    }
}
