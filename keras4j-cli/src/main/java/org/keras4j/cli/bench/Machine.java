package org.keras4j.cli.bench;

import module java.base;
import java.lang.management.ManagementFactory;

/// What a figure was measured on.
record Machine(String processor, int processors, double load, String java) {

    static Machine here() {
        return new Machine(processorName(), Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), Runtime.version().toString());
    }

    private static String processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).map(line -> line.substring(line.indexOf(':') + 2)).findFirst().orElse("unknown");
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /// Of which one may expect undisturbed figures.
    boolean isQuiet() {
        return load >= 0 && load < 0.3;
    }
}
