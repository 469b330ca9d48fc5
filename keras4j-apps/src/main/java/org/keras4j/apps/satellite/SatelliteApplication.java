package org.keras4j.apps.satellite;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Setting;
import org.keras4j.apps.Unfinished;
import org.keras4j.apps.Workload;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.pictures.PictureFiles;
import org.keras4j.apps.score.Scores;
import org.keras4j.data.ImageFiles;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

/// Learns from satellite pictures how land is used, and draws maps of it.
public final class SatelliteApplication implements Application {
    static final String NAME = "satellite";
    private static final int STRIDE = 32;
    /// Each class must be in each part, also of a third part for thresholds.
    private static final int LEAST = 70;
    private static final int PREDICT_BATCH = 64;

    /// @param limit `null` for all pictures
    /// @param task `null` for classes, and with the preset `STANDARD` mosaics after them
    /// @param network `null` for the full one with the preset `PAPER`, else the light one
    record Own(
            @Setting(value = "what to learn: the class of a tile, the classes in a mosaic of four, or Planet's tags (default: classes; with --preset standard mosaics too)") @Nullable Task task,
            @Setting(value = "which network learns (default: light; with --preset paper full)") @Nullable SatelliteNetwork network,
            @Setting("planet: one of the four tags of the weather is true (a softmax), beside any of the 13 others") boolean oneWeather,
            @Setting(value = "use only N pictures of each part, spread over the classes", label = "N", least = LEAST) @Nullable Integer limit,
            @Setting(value = "map: the earlier picture of a place, to compare with --after", label = "PICTURE") @Nullable Path before,
            @Setting(value = "map: the later picture of the place", label = "PICTURE") @Nullable Path after,
            @Setting(value = "map: pixels by which the window moves, the size of a square", label = "N", least = 1) int stride) {
        Own {
            if (oneWeather && task != Task.PLANET) {
                throw new IllegalArgumentException("--one-weather: expected --task planet, whose tags name the weather, got "
                        + (task == null ? "none" : task.name().toLowerCase(Locale.ROOT)) + ".");
            }
            if ((before == null) != (after == null)) {
                throw new IllegalArgumentException("--before and --after: expected both, got one. Give two pictures of a place.");
            }
        }

        SatelliteNetwork network(Preset preset) {
            return network != null ? network : preset == Preset.PAPER ? SatelliteNetwork.FULL : SatelliteNetwork.LIGHT;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Tells from satellite pictures how land is used, and maps it and the forest that was lost";
    }

    @Override
    public Set<Verb> verbs() {
        return EnumSet.allOf(Verb.class);
    }

    @Override
    public Record ownOptions() {
        return new Own(null, null, false, null, null, null, STRIDE);
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return SatelliteSource.choose(Task.CLASSES, options, places).describe();
    }

    @Override
    public List<String> shortRun() {
        return List.of("train", "--epochs", "1", "--limit", Integer.toString(LEAST));
    }

    @Override
    public List<Workload> workloads() {
        return SatelliteWorkloads.ALL;
    }

    @Override
    public void train(Job job, RunFolder folder) {
        var own = (Own) job.own();
        var task = own.task == null ? Task.CLASSES : own.task;
        var data = load(task, job.options(), job);
        var unfinished = Unfinished.in(folder, NAME, Interpreter.settings(job.options(), task), own, data.description());
        var report = switch (task) {
            case CLASSES -> new ClassLesson(job, folder).run(data, unfinished);
            case MOSAICS, PLANET -> new TagLesson(task, job, folder).run(data, unfinished);
        };
        if (own.task == null && job.options().preset() == Preset.STANDARD && report.end() == Report.End.COMPLETE) {
            // The second network is a run of its own, in a folder of its own, which --run takes as any other.
            var mosaics = new TagLesson(Task.MOSAICS, job, folder.sub("mosaics")).run(load(Task.MOSAICS, job.options(), job), unfinished);
            var all = report.scored(new Scores().putAll(report.scores()).putAll("mosaics_", mosaics.scores()));
            folder.report(mosaics.end() == Report.End.STOPPED ? all.stopped() : all, job.own());
        }
        unfinished.end(job);
    }

    private static SatelliteData load(Task task, RunOptions options, Job job) {
        return SatelliteData.load(task, options, job.places(), ((Own) job.own()).limit(), job.output());
    }

    @Override
    public void evaluate(Job job) {
        var run = EarlierRun.of(job.options(), NAME, Interpreter.FILE);
        var interpreter = load(run, job);
        job.output().say("Network of " + run.words());
        var data = load(interpreter.task(), job.options().seed(run.seed()), job);
        try (var folder = RunFolder.addingTo(run)) {
            switch (interpreter.task()) {
                case CLASSES -> new ClassLesson(job, folder).evaluate(interpreter, data);
                case MOSAICS, PLANET -> new TagLesson(interpreter.task(), job, folder).evaluate(interpreter, data);
            }
        }
    }

    @Override
    public void predict(Job job) {
        var interpreter = load(EarlierRun.of(job.options(), NAME, Interpreter.FILE), job);
        job.answerEach(NAME, "pictures or folders of pictures",
                (path, attempts) -> attempts.each(PictureFiles.of(Path.of(path)), PREDICT_BATCH, file -> tile(file, interpreter), tiles -> tell(tiles, interpreter, job)));
    }

    private static void tell(SequencedMap<Path, NDArray> tiles, Interpreter interpreter, Job job) {
        double[][] probabilities = interpreter.answer(NDArray.stack(0, List.copyOf(tiles.values())));
        int at = 0;
        for (var file : tiles.keySet()) {
            job.output().say(file + ": " + Answer.words(interpreter, probabilities[at++]));
        }
    }

    /// A whole picture as one tile: uint8 `[side, side, 3]`.
    private static NDArray tile(Path file, Interpreter interpreter) {
        return ImageFiles.averaged(ImageFiles.of(PictureFiles.read(file), ImageFiles.Color.RGB), interpreter.side(), interpreter.side()).plus(0.5).cast(DType.UINT8);
    }

    @Override
    public void map(Job job) {
        var own = (Own) job.own();
        var run = EarlierRun.of(job.options(), NAME, Interpreter.FILE);
        try (var folder = job.options().out() == null ? RunFolder.addingTo(run) : RunFolder.createForResults(job.options(), NAME)) {
            var maps = new Cartographer(load(run, job), own.stride(), run.origin(), job.output(), folder);
            if (own.before() != null && own.after() != null) {
                job.requireNoArguments(NAME);
                maps.drawChange(own.before(), PictureFiles.read(own.before()), PictureFiles.read(own.after()));
            } else {
                job.answer(NAME, "large pictures, or two of a place as --before and --after", file -> maps.draw(Path.of(file), PictureFiles.read(Path.of(file))));
            }
        }
    }

    @Override
    public void demo(Job job) {
        var run = EarlierRun.of(job.options(), NAME, Interpreter.FILE);
        var interpreter = load(run, job);
        job.output().tell("Network of " + run.words());
        switch (interpreter.task()) {
            case CLASSES -> {
                try (var folder = RunFolder.addingTo(run)) {
                    new Cartographer(interpreter, ((Own) job.own()).stride(), run.origin(), job.output(), folder).show(
                            new Scene.Pair(Scene.load(run, Scene.BEFORE), Scene.load(run, Scene.AFTER)));
                }
            }
            case MOSAICS, PLANET -> {
                var samples = new LinkedHashMap<Path, NDArray>();
                PictureFiles.of(run.file(TagLesson.SAMPLES)).forEach(file -> samples.put(file, tile(file, interpreter)));
                tell(samples, interpreter, job);
            }
        }
    }

    private static Interpreter load(EarlierRun run, Job job) {
        return Interpreter.load(run, Interpreter.settings(job.options(), Task.CLASSES));
    }
}
