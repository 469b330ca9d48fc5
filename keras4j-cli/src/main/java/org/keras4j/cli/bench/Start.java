package org.keras4j.cli.bench;

import module java.base;

/// How long a newcomer waits: from the start of the launcher to the end of the first training step, in processes of their own.
final class Start {
    private static final int RUNS = 7;

    private final Path launcher;
    private final PrintStream progress;
    private final Machine machine;

    Start(Path root, PrintStream progress, Machine machine) {
        this.launcher = root.resolve("keras4j");
        this.progress = progress;
        this.machine = machine;
    }

    SequencedMap<String, Object> run() {
        double cold = seconds(Map.of("KERAS4J_AOT", "0"));
        progress.println("bench: without the cache of loaded classes " + cold + " s; making it");
        train();
        var runs = new ArrayList<Double>();
        for (int i = 0; i < RUNS; i++) {
            runs.add(seconds(Map.of()));
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("name", "start");
        result.put("unit", "s");
        result.put("median", Turns.median(runs.stream().mapToDouble(Double::doubleValue)));
        result.put("best", Collections.min(runs));
        result.put("runs", runs);
        result.put("without_cache", cold);
        result.put("load_before", machine.load());
        return result;
    }

    private double seconds(Map<String, String> environment) {
        long start = System.nanoTime();
        try {
            Process process = process(environment);
            try (var lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.equals(FirstStep.DONE)) {
                        double seconds = (System.nanoTime() - start) * 1e-9;
                        process.waitFor();
                        return Math.round(seconds * 1000) / 1000.0;
                    }
                }
            }
            throw new IllegalStateException("bench start: the process ended without a step: status " + process.waitFor() + ".");
        } catch (IOException e) {
            throw new UncheckedIOException("bench start: cannot run " + launcher + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("bench start: interrupted.", e);
        }
    }

    private void train() {
        try {
            if (process(Map.of("KERAS4J_AOT", "train")).waitFor() != 0) {
                progress.println("bench: the cache could not be made; measuring without");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bench start: cannot run " + launcher + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process process(Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(launcher.toString(), "bench", FirstStep.NAME).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
