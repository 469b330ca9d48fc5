package org.keras4j.cli.bench;

import module java.base;
import org.keras4j.applications.Blueprint;
import org.keras4j.applications.ResNet;
import org.keras4j.models.Model;

/// How long it takes to load a ResNet50 of 100 MB in a warm JVM, and how much memory that takes beside what the process had.
final class Loading {
    private final BenchOptions options;
    private final PrintStream progress;

    Loading(BenchOptions options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    SequencedMap<String, Object> run() {
        try {
            Path file = Files.createTempFile("keras4j-bench", ".keras");
            try {
                progress.println("bench: writing a ResNet50 to " + file);
                ResNet.resNet50(Blueprint.classifier()).save(file);
                return measured(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bench load: the folder for temporary files can't be used (" + e + "). Set TMPDIR.", e);
        }
    }

    private SequencedMap<String, Object> measured(Path file) throws IOException {
        Model.load(file);                                        // warms
        var seconds = new double[options.rounds()];
        var peaks = new long[options.rounds()];
        for (int round = 0; round < seconds.length; round++) {
            long before = Resident.settledBytes();
            Resident.resetPeak();
            long start = System.nanoTime();
            Model model = Model.load(file);
            seconds[round] = (System.nanoTime() - start) / 1e9;
            peaks[round] = Resident.peakBytes() - before;
            Reference.reachabilityFence(model);
        }
        Arrays.sort(seconds);
        Arrays.sort(peaks);
        long bytes = Files.size(file);
        var result = new LinkedHashMap<String, Object>();
        result.put("name", "load");
        result.put("file_bytes", bytes);
        result.put("median_seconds", seconds[seconds.length / 2]);
        result.put("worst_seconds", seconds[seconds.length - 1]);
        result.put("median_peak_to_file", (double) peaks[peaks.length / 2] / bytes);
        result.put("worst_peak_to_file", (double) peaks[peaks.length - 1] / bytes);
        return result;
    }
}
