package org.keras4j.engine.cpu.program;

import module java.base;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Leaf;

/// Says that a program won't fit before the system ends the process for it.
public final class MemoryForecast {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path LIMIT = Path.of("/sys/fs/cgroup/memory.max");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

    /// How many bytes the system could give.
    static volatile LongSupplier available = MemoryForecast::ofTheSystem;

    private MemoryForecast() {}

    /// @throws IllegalStateException when the system hasn't that much
    public static void require(long bytes, Graph graph) {
        long left = available.getAsLong();
        if (bytes > left) {
            throw new IllegalStateException(String.format(Locale.ROOT, "Memory: expected a program for which the %s that the machine has left are enough, got one that needs %s. %s",
                    gigabytes(left), gigabytes(bytes), advice((double) left / bytes, graph)));
        }
    }

    /// A batch of the largest power of two that may fit: what is needed grows with it.
    private static String advice(double share, Graph graph) {
        long batch = graph.inputs().stream().map(Leaf.Input::result).filter(type -> type.shape().rank() > 0).mapToLong(type -> type.shape().size(0))
                .findFirst().orElse(1);
        long smaller = Long.highestOneBit((long) (batch * share));
        return smaller == 0 ? "Try a smaller model, or shorter inputs." : "Try batch " + smaller + " instead of " + batch + ".";
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, bytes < 10L << 30 ? "%.2f GB" : "%.0f GB", bytes / (double) (1 << 30));
    }

    /// No limit where the system doesn't say.
    private static long ofTheSystem() {
        return Math.min(read(MEMORY, AVAILABLE, 1024), read(LIMIT, Pattern.compile("(\\d+)"), 1));
    }

    private static long read(Path file, Pattern number, long unit) {
        try {
            return Files.isReadable(file) ? number.matcher(Files.readString(file)).results().findFirst()
                    .map(found -> Long.parseLong(found.group(1)) * unit).orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
        } catch (IOException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
