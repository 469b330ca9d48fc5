package org.keras4j.cli.bench;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.data.Element;
import org.keras4j.models.Model;

/// Whether memory stays flat over many steps and predictions.
final class Memory {
    private static final int WARM = 1_000;
    private static final int STEPS = 20_000;
    private static final int PREDICTIONS = 1_000_000;

    private final BenchOptions options;
    private final PrintStream progress;

    Memory(BenchOptions options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    SequencedMap<String, Object> run() {
        KerasConfig.dtype(options.dtype());
        Model model = Network.MNIST_CNN.model();
        Element batch = Network.MNIST_CNN.batch(options.batch() > 0 ? options.batch() : Network.MNIST_CNN.batch());
        Element one = Network.MNIST_CNN.batch(1);
        for (int i = 0; i < WARM; i++) {
            model.trainOnBatch(batch);
            model.predictOnBatch(one.x().getFirst());
        }
        long before = Resident.settledBytes();
        long highest = 0;
        for (int i = 1; i <= STEPS; i++) {
            model.trainOnBatch(batch);
            if (i % 2_000 == 0) {
                highest = Math.max(highest, report(i + " steps"));
            }
        }
        for (int i = 1; i <= PREDICTIONS; i++) {
            model.predictOnBatch(one.x().getFirst());
            if (i % 100_000 == 0) {
                highest = Math.max(highest, report(i + " predictions"));
            }
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("name", "memory");
        result.put("batch", batch.input().size(0));
        result.put("steps", STEPS);
        result.put("predictions", PREDICTIONS);
        result.put("resident_bytes_after_warming", before);
        result.put("resident_bytes_highest", highest);
        result.put("growth", (double) highest / before - 1);
        return result;
    }

    private long report(String when) {
        long bytes = Resident.settledBytes();
        progress.printf(Locale.ROOT, "bench: %s: %,d MB resident%n", when, bytes >> 20);
        return bytes;
    }
}
