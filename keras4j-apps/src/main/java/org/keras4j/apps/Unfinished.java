package org.keras4j.apps;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.score.Scores;
import org.keras4j.callbacks.EarlyStopping;
import org.keras4j.callbacks.Logs;
import org.keras4j.engine.tensor.AtomicFile;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npz;
import org.keras4j.engine.tensor.UnwritableException;
import org.keras4j.models.Model;
import org.keras4j.saving.Backup;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// How far the parts of a run have come, in the folder `unfinished` of its own, until it is over. Who interrupts a run and gives the same command again, with
/// the same `--out`, gets what the run would have come to without: of the same settings, options and data it is repeatable to the byte.
public final class Unfinished {
    private static final String FOLDER = "unfinished";
    private static final String RUN = "run.json";
    /// What a part writes beside its notes, and what is left of that where the process was killed.
    private static final Pattern STATE = Pattern.compile("(.+)-\\d+\\.(keras|npz)(\\..*\\.tmp)?");
    /// Less work than that is done again rather than kept.
    private static final Duration WORTH_KEEPING = Duration.ofSeconds(30);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private final RunFolder run;
    private final Path folder;
    private final String what;
    private final Duration worthKeeping;

    private Unfinished(RunFolder run, String what, Duration worthKeeping) {
        this.run = run;
        this.folder = run.file(FOLDER);
        this.what = what;
        this.worthKeeping = worthKeeping;
    }

    /// Of a run into this folder. What another run has left there goes.
    ///
    /// @param app its name
    /// @param own the application's own options
    public static Unfinished in(RunFolder run, String app, Report.Settings settings, Record own, DataDescription data) {
        return in(run, app, settings, own, data, WORTH_KEEPING);
    }

    static Unfinished in(RunFolder run, String app, Report.Settings settings, Record own, DataDescription data, Duration worthKeeping) {
        String what = new Report(app, settings, Report.End.STOPPED, data, 0, new Scores(), Map.of(), new Report.Work("", 0, 0)).json(own);
        var unfinished = new Unfinished(run, what, worthKeeping);
        if (!unfinished.isSame()) {
            unfinished.delete();
        }
        return unfinished;
    }

    private boolean isSame() {
        try {
            return Files.isRegularFile(folder.resolve(RUN)) && Files.readString(folder.resolve(RUN)).equals(what);
        } catch (IOException e) {
            throw unreadable(folder.resolve(RUN), e);
        }
    }

    /// {@return a part of the run, as far as it has come}
    ///
    /// @param name of a file
    public Part part(String name) {
        return new Part(name, null);
    }

    /// Says how to go on if the user ended the run; else removes what is kept.
    public void end(Job job) {
        if (!job.stopRequested().getAsBoolean()) {
            delete();
        } else if (Files.isDirectory(folder)) {
            job.output().say("Stopped. The same command with --out " + run.path() + " goes on from here.");
        }
    }

    /// Nothing but what stands there by this class: a user may have a folder of that name too.
    private void delete() {
        if (!Files.isRegularFile(folder.resolve(RUN))) {
            return;
        }
        try {
            // The notes before what they are of, and the run last: what is killed in between is still known for what it is.
            for (var file : listed()) {
                var state = STATE.matcher(file.getFileName().toString());
                if (state.matches()) {
                    Files.deleteIfExists(folder.resolve(state.group(1) + ".json"));
                    Files.delete(file);
                }
            }
            Files.delete(folder.resolve(RUN));
            if (listed().isEmpty()) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be deleted: " + RunFolder.reason(e) + ". Delete it, or choose another folder with --out.", e);
        }
    }

    private List<Path> listed() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static UncheckedIOException unreadable(Path file, IOException e) {
        return new UncheckedIOException(file + ": cannot be read: " + RunFolder.reason(e) + ". Delete the folder " + file.getParent() + " to begin anew.", e);
    }

    /// What a part has done, in numbers.
    ///
    /// @param state the file with the model's state
    /// @param best the file with the weights of the best epoch; empty where none are kept
    /// @param history the measures of its full epochs
    /// @param labels the cluster of each point; none where nothing is clustered
    public record Notes(String state, String best, SequencedMap<String, List<Double>> history, long steps, double seconds, int[] labels) {}

    /// One training of a run.
    public final class Part {
        private final String name;
        private final Path notes;
        private final @Nullable EarlyStopping stopping;
        private long kept = System.nanoTime();

        private Part(String name, @Nullable EarlyStopping stopping) {
            this.name = name;
            this.stopping = stopping;
            this.notes = folder.resolve(name + ".json");
        }

        /// {@return the same of a training that this callback watches: what it knows of the best epoch is kept too}
        public Part with(EarlyStopping stopping) {
            return new Part(name, stopping);
        }

        /// Gives the model, which is compiled, the state that was kept: the `fit` that runs goes on from there.
        ///
        /// @return what was noted beside it; nothing where the part has not begun
        public @Nullable Notes restore(Model model) {
            if (!Files.isRegularFile(notes)) {
                return null;
            }
            try {
                var noted = MAPPER.readValue(Files.readString(notes), Notes.class);
                if (stopping != null) {
                    tellAgain(stopping, model, noted);
                }
                Backup.restore(model, folder.resolve(noted.state));
                return noted;
            } catch (IOException e) {
                throw unreadable(notes, e);
            } catch (FormatException | UncheckedIOException e) {
                throw new DataException(e.getMessage() + " Delete the folder " + folder + " to begin anew.", e);
            } catch (JacksonException e) {
                throw new DataException(notes + ": holds something else than a run writes there. Delete the folder " + folder + " to begin anew.", e);
            }
        }

        /// Tells of the epochs that were, the model having the weights of the best of them: so the callback comes to know what it knew.
        private void tellAgain(EarlyStopping stopping, Model model, Notes noted) {
            if (!noted.best.isEmpty()) {
                model.setWeights(List.copyOf(Npz.read(folder.resolve(noted.best)).values()));
            }
            int epochs = noted.history.values().stream().mapToInt(List::size).max().orElse(0);
            for (int epoch = 0; epoch < epochs; epoch++) {
                var values = new LinkedHashMap<String, Double>();
                for (var measure : noted.history.entrySet()) {
                    values.put(measure.getKey(), measure.getValue().get(epoch));
                }
                stopping.onEpochEnd(epoch, Logs.of(values));
            }
        }

        /// Whether so much was done since it was last kept that it should be again.
        public boolean isDue() {
            return System.nanoTime() - kept >= worthKeeping.toNanos();
        }

        /// Keeps the state of a training between two batches. The notes name the files of the state: what is killed in between leaves the former ones.
        ///
        /// @param batch how many of that epoch are done; with 0 it hasn't begun
        public void keep(Model model, int epoch, long batch, SequencedMap<String, List<Double>> history, long steps, double seconds, int[] labels) {
            try {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(RUN), what);
                String state = name + "-" + steps + ".keras";
                Backup.save(model, folder.resolve(state), epoch, batch);
                String best = keepBest(name + "-" + steps + ".npz");
                AtomicFile.write(notes, out -> out.write(MAPPER.writeValueAsBytes(new Notes(state, best, history, steps, seconds, labels))));
                for (var file : states()) {
                    if (!Set.of(state, best).contains(file.getFileName().toString())) {
                        Files.delete(file);
                    }
                }
                kept = System.nanoTime();
            } catch (IOException e) {
                throw new UnwritableException(folder + ": cannot be written: " + RunFolder.reason(e), e);
            }
        }

        /// {@return the file's name; nothing where there is no best epoch yet}
        private String keepBest(String file) {
            var weights = stopping == null ? List.<NDArray>of() : stopping.bestWeights();
            if (weights.isEmpty()) {
                return "";
            }
            var numbered = new LinkedHashMap<String, NDArray>();
            weights.forEach(weight -> numbered.put("weight_" + numbered.size(), weight));
            Npz.write(folder.resolve(file), numbered);
            return file;
        }

        private List<Path> states() throws IOException {
            var own = Pattern.compile(Pattern.quote(name) + "-\\d+\\.(keras|npz)").asMatchPredicate();
            try (var files = Files.list(folder)) {
                return files.filter(file -> own.test(file.getFileName().toString())).toList();
            }
        }
    }
}
