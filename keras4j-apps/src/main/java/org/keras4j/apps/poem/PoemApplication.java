package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.Application;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Training;
import org.keras4j.apps.Unfinished;
import org.keras4j.apps.Workload;
import org.keras4j.apps.chinese.ChineseScript;
import org.keras4j.apps.chinese.Rhymes;
import org.keras4j.apps.chinese.Tones;
import org.keras4j.apps.chinese.VerseForm;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.config.FromKeras;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.plots.Curves;
import tools.jackson.databind.JsonNode;

/// Learns from Tang poems, and writes verse of its own in the four regulated forms, by their rules of tone and rhyme.
public final class PoemApplication implements Application {
    private static final String NAME = "poem";
    private static final String SAMPLES = "samples.txt";
    private static final int LEAST_COUNT = 2;
    private static final int PAPER_LEAST_COUNT = 3;
    private static final int BUNDLED_EPOCHS = 60;
    /// The signs that 12,000 Tang poems have twice or more, about.
    private static final int BENCH_SIGNS = 4661;

    // As soon as the application is known: the model of a run is also opened by `keras4j model`.
    static {
        FromKeras.register(SignBias.class);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Writes classical Chinese verse that keeps tone and rhyme";
    }

    @Override
    public Record ownOptions() {
        return PoemOptions.DEFAULTS;
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return PoemSource.choose(options, null, places).describe();
    }

    @Override
    public List<String> shortRun() {
        return List.of("train", "--epochs", "1", "--limit", "200");
    }

    @Override
    public List<Workload> workloads() {
        var sheet = Sheet.of(VerseForm.WULU);
        return List.of(Workload.of("app-poem", "poems", 32, () -> {
            var model = PoemNetwork.layers(BENCH_SIGNS, PoemNetwork.Size.OURS, PoemNetwork.Table.OWN);
            PoemNetwork.compile(model, 3e-3, 1000);
            return model;
        }, poems -> {
            var random = Philox.of(1);
            var shape = Shape.of(poems, sheet.length());
            var rows = IntStream.range(0, (int) poems);
            return new Element(List.of(random.integers(DType.INT32, shape, 0, BENCH_SIGNS), NDArray.of(rows.mapToObj(_ -> sheet.line()).toArray(int[][]::new)),
                    NDArray.of(IntStream.range(0, (int) poems).mapToObj(_ -> sheet.toEnd()).toArray(int[][]::new))),
                    List.of(random.fork(1).integers(DType.INT32, shape, 0, BENCH_SIGNS)), List.of());
        }));
    }

    /// Fills in what the user left open.
    private static Report.Settings settings(RunOptions options) {
        return settings(options, switch (options.preset()) {
            case QUICK -> 3;
            case STANDARD -> 12;
            // All windows once are more than the 30,000 times 32 of the published program.
            case PAPER -> 1;
        });
    }

    private static Report.Settings settings(RunOptions options, int epochs) {
        return options.preset() == Preset.PAPER ? Report.Settings.of(options, epochs, 1, 1e-3) : Report.Settings.of(options, epochs, 32, 3e-3);
    }

    private static int limit(Job job) {
        return Objects.requireNonNullElse(own(job).limit(), switch (job.options().preset()) {
            case QUICK -> 10_000;
            case STANDARD, PAPER -> Integer.MAX_VALUE;
        });
    }

    private static VerseNetwork network(Job job, List<Verse> train, Report.Settings settings) {
        return switch (settings.preset()) {
            case QUICK -> PoemNetwork.create(Vocabulary.of(train, LEAST_COUNT), train, PoemNetwork.Size.OURS, own(job).table(), settings);
            case STANDARD -> PoemNetwork.create(Vocabulary.of(train, LEAST_COUNT), train, PoemNetwork.Size.OFTEN, own(job).table(), settings);
            case PAPER -> WindowNetwork.create(Vocabulary.of(train, PAPER_LEAST_COUNT), settings);
        };
    }

    @Override
    public void train(Job job, RunFolder folder) {
        own(job).sampling();
        if (own(job).tied() && job.options().preset() == Preset.PAPER) {
            throw new IllegalArgumentException("--tied: expected the preset quick or standard, got paper, whose network has no table of vectors.");
        }
        var source = PoemSource.choose(job.options(), own(job).poems(), job.places());
        // Sixty poems are two steps an epoch.
        var settings = source instanceof PoemSource.Bundled && job.options().preset() != Preset.PAPER ? settings(job.options(), BUNDLED_EPOCHS) : settings(job.options());
        var data = PoemData.load(source, limit(job), job.output());
        var split = data.split();
        var network = network(job, split.train(), settings);
        Leanings.write(folder, split.train());
        var unfinished = Unfinished.in(folder, NAME, settings, job.own(), data.description());
        // Without scores at first: whoever pressed Ctrl-C grants ten seconds for all of it.
        var training = network.train(split.train(), split.validation(), Fitting.of(settings, job).goingOn(unfinished.part("network")).saving(so -> {
            network.save(folder);
            folder.report(report(settings, data, network, so), job.own());
        }));
        job.output().say(training.words(network.sampleCount(split.train())));
        folder.plot("curves", Curves.of("Training on " + data.description().name(), training.history()), data.description().origin());

        try (var composer = composer(network)) {
            if (training.end() == Report.End.COMPLETE) {
                var scores = PoemScores.of(split, network, composer, own(job).sampling(), settings.seed());
                scores.lines().forEach(job.output()::say);
                folder.report(report(settings, data, network, training).scored(scores.figures()), job.own());
            }
            var samples = samples(own(job), folder.soFar(), network, composer, settings.seed());
            samples.forEach(job.output()::say);
            folder.write(SAMPLES, String.join("\n", samples) + "\n");
        }
        job.output().say(folder.written());
        unfinished.end(job);
    }

    @Override
    public void evaluate(Job job) {
        var run = EarlierRun.of(job.options(), NAME, VerseNetwork.FILE);
        var network = VerseNetwork.load(run, settings(job.options()));
        var data = PoemData.load(PoemSource.choose(job.options(), own(job).poems(), job.places()), trainedOn(run), job.output());
        job.output().say("Network of " + run.words());
        try (var composer = composer(network)) {
            PoemScores.of(data.split(), network, composer, own(job).sampling(), job.options().seed()).lines().forEach(job.output()::say);
        }
    }

    /// How many poems a run learned from: n-grams are counted from the same.
    private static int trainedOn(EarlierRun run) {
        return run.json(RunFolder.REPORT, JsonNode.class).at("/data/splits/train/samples").asInt(Integer.MAX_VALUE);
    }

    @Override
    public void predict(Job job) {
        var run = EarlierRun.of(job.options(), NAME, VerseNetwork.FILE);
        var network = VerseNetwork.load(run, settings(job.options()));
        var random = new SplittableRandom(job.options().seed());
        try (var composer = composer(network)) {
            Consumer<String> answer = line -> Collections.nCopies(own(job).count(), line)
                    .forEach(wish -> compose(Wish.of(own(job), wish, run, network, composer.lexicon()), composer, random).forEach(job.output()::say));
            if (job.arguments().isEmpty()) {
                answer.accept("");
            } else {
                job.answer(NAME, "first lines", answer);
            }
        }
    }

    @Override
    public void demo(Job job) {
        var run = EarlierRun.of(job.options(), NAME, VerseNetwork.FILE);
        var network = VerseNetwork.load(run, settings(job.options()));
        job.output().tell("Network of " + run.words());
        try (var composer = composer(network)) {
            samples(own(job), run, network, composer, job.options().seed()).forEach(job.output()::say);
        }
    }

    /// A poem of each form, one on a given rhyme, and an acrostic, all explained.
    private static List<String> samples(PoemOptions options, EarlierRun run, VerseNetwork network, Composer composer, long seed) {
        var random = new SplittableRandom(seed);
        var wishes = Stream.of(options.shown("五絕", null, null), options.shown("七絕", null, null), options.shown("五律", null, "东"), options.shown("七律", null, null));
        var acrostic = "春夏秋冬".codePoints().allMatch(network.vocabulary()::knows) ? Stream.of(options.shown("七絕", "春夏秋冬", null)) : Stream.<PoemOptions>empty();
        return Stream.concat(wishes, acrostic).flatMap(wish -> compose(Wish.of(wish, "", run, network, composer.lexicon()), composer, random).stream()).toList();
    }

    private static List<String> compose(Wish wish, Composer composer, RandomGenerator random) {
        var options = wish.options();
        var request = wish.request(random);
        var draft = options.beam() > 0 ? composer.beam(request, options.beam()) : composer.best(request, options.sampling(), random);
        var poem = draft.verse();
        var shown = new Verse("", "", poem.form(), wish.shown(poem).stream().map(line -> inScript(options, line)).toList());
        var lines = new ArrayList<>(options.page().lines(shown));
        if (options.explain()) {
            Page.explained(poem, composer.lexicon()).forEach(line -> lines.add("  " + line));
        }
        draft.concessions().forEach(concession -> lines.add("  " + concession));
        lines.add("");
        return lines;
    }

    private static String inScript(PoemOptions options, String line) {
        return options.simplified() ? ChineseScript.simplified(line) : options.traditional() ? ChineseScript.traditional(line) : line;
    }

    private static Composer composer(VerseNetwork network) {
        return new Composer(network, new Lexicon(network.vocabulary(), Tones.load(), Rhymes.load()));
    }

    private static PoemOptions own(Job job) {
        return (PoemOptions) job.own();
    }

    private static Report report(Report.Settings settings, PoemData data, VerseNetwork network, Training training) {
        return Report.of(NAME, settings, data.description(), network.parameters(), training);
    }
}
