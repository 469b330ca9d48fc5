package org.keras4j.models;

import module java.base;
import org.keras4j.apps.Fitter;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.callbacks.CallbackList;
import org.keras4j.callbacks.History;
import org.keras4j.callbacks.Logs;
import org.keras4j.callbacks.RunInfo;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npy;
import org.keras4j.engine.tensor.Npz;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Trains by `tools/keras_fits.py`, a process with the real Keras. It gets the compiled model as a file, with the weights it starts from, and the arrays as they are
/// or the batches as they come. After each epoch the model takes the weights that it answers with, and the callbacks are told: they do with Keras what they do with Keras4J.
public final class RealKeras implements Fitter, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter words;
    private final Path folder;

    private RealKeras(Process process, Path folder) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.words = process.outputWriter(StandardCharsets.UTF_8);
        this.folder = folder;
    }

    /// @param python an interpreter that has Keras and TensorFlow
    /// @param folder for what goes to and fro
    public static RealKeras start(Path python, Path script, Path folder) throws IOException {
        var start = new ProcessBuilder(python.toString(), script.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
        return new RealKeras(start.start(), folder);
    }

    @Override
    public History fit(Model model, Samples samples, Fit said) {
        var options = FitOptions.of(said);
        if (options.validationData != null || options.validationSplit > 0 || !options.classWeight.isEmpty() || !options.sampleWeight.isEmpty() || options.initialEpoch > 0
                || options.stepsPerEpoch != null || options.validationFreq != 1 || options.validationEpochs != null || !options.shuffle) {
            throw new UnsupportedOperationException("RealKeras: expected epochs, batchSize, seed, callbacks, and validationData of arrays; other options are not handed on.");
        }
        try {
            return fit(model, samples, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private History fit(Model model, Samples samples, FitOptions options) throws IOException {
        model.save(folder.resolve("model.keras"));
        var task = JSON.createObjectNode().put("folder", folder.toString()).put("epochs", options.epochs).put("seed", options.seed);
        long steps = switch (samples) {
            case Samples.Arrays(_, var arrays) -> {
                int size = Objects.requireNonNullElse(options.batchSize, 32);
                task.put("batch_size", size);
                write("train.npz", arrays);
                yield Math.ceilDiv(samples.count(), size);
            }
            case Samples.Batches(_, long count, var batches) -> {
                long size = Objects.requireNonNull(options.batchSize, "that of the batches");
                long known = batches.cardinality().known().orElse(Math.ceilDiv(count, size));
                task.put("steps_per_epoch", known);
                pour(batches, options.epochs, task);
                yield known;
            }
        };
        if (options.validationArrays != null) {
            write("validation.npz", options.validationArrays.apply(model));
            task.put("validation_batch_size", options.validationBatchSize != null ? options.validationBatchSize : options.batchSize);
        }
        var told = CallbackList.of(options.callbacks, options.verbose);
        told.attach(model, new RunInfo(RunInfo.Kind.TRAIN, options.epochs, OptionalLong.of(steps), options.validationArrays != null, model.directions()));
        model.startRunning();
        told.onTrainBegin();
        say(task.toString());
        var logs = Logs.of(new LinkedHashMap<>());
        for (int epoch = 0; epoch < options.epochs && !model.isStopRequested(); epoch++) {
            if (epoch > 0) {
                say("on");
            }
            told.onEpochBegin(epoch);
            logs = logs(answer());
            model.setWeights(List.copyOf(Npz.read(folder.resolve("weights.npz")).sequencedValues()));
            for (long step = 0; step < steps; step++) {
                told.onTrainBatchEnd(step, logs);
            }
            told.onEpochEnd(epoch, logs);
        }
        say("end");
        told.onTrainEnd(logs);
        return told.history();
    }

    private void write(String file, Element arrays) {
        var named = new LinkedHashMap<String, NDArray>();
        Map.of("x", arrays.x(), "y", arrays.y(), "weights", arrays.weights()).forEach((part, list) -> IntStream.range(0, list.size()).forEach(i -> named.put(part + i, list.get(i))));
        Npz.write(folder.resolve(file), named);
    }

    /// Writes the batches of all epochs into a pipe, from which they are read as they are needed.
    private void pour(Dataset batches, int epochs, ObjectNode task) throws IOException {
        var pipe = folder.resolve("batches");
        Files.deleteIfExists(pipe);
        new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().onExit().join();
        try (var first = batches.open(0)) {
            var batch = first.next();
            task.putArray("parts").add(batch.x().size()).add(batch.y().size()).add(batch.weights().size());
        }
        Thread.ofPlatform().daemon().name("batches").start(() -> {
            try (var out = new BufferedOutputStream(Files.newOutputStream(pipe), 1 << 20)) {
                for (int epoch = 0; epoch < epochs; epoch++) {
                    try (var elements = batches.open(epoch)) {
                        while (elements.hasNext()) {
                            var batch = elements.next();
                            for (var array : Stream.of(batch.x(), batch.y(), batch.weights()).flatMap(List::stream).toList()) {
                                Npy.write(out, array);
                            }
                        }
                    }
                }
            } catch (IOException _) {
                // A callback ended the training.
            }
        });
    }

    private void say(String line) throws IOException {
        words.write(line);
        words.newLine();
        words.flush();
    }

    private JsonNode answer() throws IOException {
        var line = answers.readLine();
        if (line == null) {
            throw new IOException("tools/keras_fits.py: expected the logs of an epoch, got the end of its output. What it says stands above.");
        }
        return JSON.readTree(line);
    }

    private static Logs logs(JsonNode answer) {
        var values = new TreeMap<String, Double>();
        answer.properties().forEach(value -> values.put(value.getKey(), value.getValue().asDouble()));
        return Logs.of(values);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
