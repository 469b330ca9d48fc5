package org.keras4j.apps.multibooks;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.Setting;
import org.keras4j.apps.Training;
import org.keras4j.apps.Workload;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.multibooks.VolumeNetwork.Answer;
import org.keras4j.apps.multibooks.VolumeNetwork.Trunk;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.plots.Curves;
import org.keras4j.plots.ModelPlot;
import org.keras4j.plots.Scatter;

/// Tells of a book by its title, its author and how widely it is known in which year it came out, in which language it is, how readers
/// like it, and, where their tags are known, of which genre it is: with one network of all outputs, and, to see whether that helps, with one for each.
public final class MultiBooksApplication implements Application {
    private static final String NAME = "multi books";
    private static final String SAMPLES = "samples.txt";
    /// Characters and author words of the training part that this is measured on, about.
    private static final int BENCH_CHARACTERS = 90;
    private static final int BENCH_NAMES = 420;
    /// With their counts; the last is unknown to all.
    private static final List<String> SHOWN = List.of("Pride and Prejudice; Jane Austen; 3455; 2191465; 49152", "The Robots of Dawn (Robot #3); Isaac Asimov; 85; 29192; 840",
            "Vampire Kisses (Vampire Kisses, #1); Ellen Schreiber; 26; 44598; 2082", "Le Petit Nicolas; René Goscinny; 81; 27363; 514",
            "The Hound of the Neural Net; Ada Nobody");

    /// @param limit how many training books to use; `null` for all
    record Own(@Setting(value = "use only the first N training books", label = "N", least = 100) @Nullable Integer limit) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Tells a book's year, language and rating at once, from several inputs";
    }

    @Override
    public Record ownOptions() {
        return new Own(null);
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return VolumeData.choose(options, places).describe();
    }

    @Override
    public List<String> shortRun() {
        return List.of("train", "--epochs", "1", "--limit", "640");
    }

    @Override
    public List<Workload> workloads() {
        return List.of(Workload.of("app-multi-books", "books", 128, () -> {
            var model = VolumeNetwork.layers(BENCH_CHARACTERS, BENCH_NAMES, Trunk.DEEP, Head.WITHOUT_TAGS);
            VolumeNetwork.compile(model, Head.WITHOUT_TAGS, 1e-3);
            return model;
        }, books -> {
            var random = Philox.of(1);
            var column = Shape.of(books, 1);
            return new Element(List.of(random.integers(DType.INT32, Shape.of(books, Encoder.TITLE), 0, BENCH_CHARACTERS),
                    random.fork(1).uniform(DType.FLOAT32, Shape.of(books, BENCH_NAMES), 0, 1), random.fork(2).normal(DType.FLOAT32, Shape.of(books, Encoder.COUNTS), 0, 1)),
                    List.of(random.fork(3).normal(DType.FLOAT32, column, 0, 1), random.fork(4).integers(DType.INT32, column, 0, Language.values().length),
                            random.fork(5).normal(DType.FLOAT32, column, 0, 1)), List.of());
        }));
    }

    /// Fills in what the user left open.
    private static Report.Settings settings(RunOptions options) {
        int epochs = switch (options.preset()) {
            case QUICK -> 8;
            case STANDARD, PAPER -> 30;
        };
        return Report.Settings.of(options, epochs, 128, 1e-3);
    }

    private static int seeds(RunOptions options) {
        return switch (options.preset()) {
            case QUICK -> 1;
            case STANDARD, PAPER -> 3;
        };
    }

    @Override
    public void train(Job job, RunFolder folder) {
        var settings = settings(job.options());
        var choice = VolumeData.choose(job.options(), job.places());
        var data = VolumeData.load(choice, settings.seed(), ((Own) job.own()).limit(), job.output());
        var split = data.split();
        var encoder = Encoder.of(split.train());

        job.output().tell("All heads, seed " + settings.seed());
        var network = VolumeNetwork.create(encoder, Trunk.DEEP, data.heads(), settings);
        var training = network.train(split, Fitting.of(settings, job).saving(so -> {
            network.save(folder);
            folder.report(report(settings, data, network, so), job.own());
        }));
        var origin = data.description().origin();
        folder.plot("curves", Curves.of("Training on " + data.description().name(), training.history()), origin);
        folder.plot("network", ModelPlot.of(network.model()), origin);
        job.output().say(training.words(split.train().size()));
        if (training.end() == Report.End.STOPPED) {
            job.output().say(folder.written());
            return;
        }
        var answers = network.predict(split.test());
        var compared = compare(data, encoder, new HeadScores(answers, split.test()), settings, job);
        if (compared.isEmpty()) {
            folder.report(report(settings, data, network, training).stopped(), job.own());
            job.output().say(folder.written());
            return;
        }
        var comparison = compared.get();
        comparison.lines().forEach(job.output()::say);
        folder.report(report(settings, data, network, training).scored(comparison.scores()), job.own());
        folder.plot("years", Scatter.of("Year of test books", new Scatter.Names("true", "predicted"), List.of(new Scatter.Group("books whose authors the network has not seen",
                split.test().stream().mapToDouble(Volume::year).toArray(), answers.stream().mapToDouble(Answer::year).toArray()))), origin);
        var samples = told(network, SHOWN);
        samples.forEach(job.output()::say);
        folder.write(SAMPLES, String.join("\n", samples) + "\n");
        job.output().say(folder.written());
    }

    /// Trains what the network is compared with.
    ///
    /// @param first what the trained network scores
    /// @return nothing if the user stopped it
    private static Optional<Comparison> compare(VolumeData data, Encoder encoder, HeadScores first, Report.Settings settings, Job job) {
        var split = data.split();
        var joint = new ArrayList<HeadScores>(List.of(first));
        var separate = new ArrayList<Map<Head, HeadScores>>();
        var linear = scores(split, encoder, Trunk.LINEAR, data.heads(), settings, job);
        for (int i = 0; i < seeds(job.options()); i++) {
            var own = settings.seed(settings.seed() + i);
            if (i > 0) {
                joint.add(scores(split, encoder, Trunk.DEEP, data.heads(), own, job));
            }
            var heads = new EnumMap<Head, HeadScores>(Head.class);
            for (var head : data.heads()) {
                heads.put(head, scores(split, encoder, Trunk.DEEP, EnumSet.of(head), own, job));
            }
            separate.add(heads);
        }
        if (job.stopRequested().getAsBoolean()) {
            return Optional.empty();
        }
        double mean = split.train().stream().mapToDouble(Volume::year).average().orElseThrow();
        int[] years = split.train().stream().mapToInt(Volume::year).sorted().toArray();
        return Optional.of(new Comparison(joint, separate, linear, HeadScores.constant(split.train(), split.test(), mean),
                HeadScores.constant(split.train(), split.test(), years[years.length / 2]), settings.seed()));
    }

    private static HeadScores scores(VolumeSplit split, Encoder encoder, Trunk trunk, Set<Head> heads, Report.Settings settings, Job job) {
        job.output().tell((trunk == Trunk.LINEAR ? "Linear model" : heads.stream().map(Head::key).collect(Collectors.joining(", "))) + ", seed " + settings.seed());
        var network = VolumeNetwork.create(encoder, trunk, heads, settings);
        network.train(split, Fitting.of(settings, job));
        return new HeadScores(network.predict(split.test()), split.test());
    }

    @Override
    public void evaluate(Job job) {
        var run = EarlierRun.of(job.options(), NAME, VolumeNetwork.FILE);
        var network = VolumeNetwork.load(run, settings(job.options()));
        // What tested in that run must test again, or the network has seen it.
        long seed = run.seed();
        var data = VolumeData.load(VolumeData.chooseAgain(network.heads(), job.options(), job.places()), seed, null, job.output());
        job.output().say("Network of " + run.words());
        var scores = new HeadScores(network.predict(data.split().test()), data.split().test());
        for (var head : network.heads()) {
            job.output().say(String.format(Locale.ROOT, "%-40s %9.4f  %s", HeadScores.measure(head), scores.value(head), scores.interval(head, seed)));
        }
    }

    @Override
    public void predict(Job job) {
        var run = EarlierRun.of(job.options(), NAME, VolumeNetwork.FILE);
        var network = VolumeNetwork.load(run, settings(job.options()));
        job.answer(NAME, "books as \"TITLE; AUTHOR\"", line -> told(network, List.of(line)).forEach(job.output()::say));
    }

    @Override
    public void demo(Job job) {
        var run = EarlierRun.of(job.options(), NAME, VolumeNetwork.FILE);
        job.output().tell("Network of " + run.words());
        told(VolumeNetwork.load(run, settings(job.options())), SHOWN).forEach(job.output()::say);
    }

    private static List<String> told(VolumeNetwork network, List<String> lines) {
        var volumes = lines.stream().map(MultiBooksApplication::volume).toList();
        var answers = network.predict(volumes);
        return IntStream.range(0, lines.size()).mapToObj(i -> {
            var answer = answers.get(i);
            return String.format(Locale.ROOT, "%-60s  year %4.0f  rating %.2f  language %s", volumes.get(i).title() + ", " + volumes.get(i).author(), answer.year(),
                    answer.rating(), answer.languages().words(Language.names()::get)) + (network.heads().contains(Head.GENRE) ? "  genre " + answer.genres().words(Genre.names()::get) : "");
        }).toList();
    }

    /// Of `title; author`, and, where the user knows them, `; editions; ratings; reviews`.
    private static Volume volume(String line) {
        var parts = line.split(";", -1);
        if (parts[0].isBlank()) {
            throw new IllegalArgumentException("'" + line + "': expected a title before the first semicolon, got none.");
        }
        if (parts.length != 2 && parts.length != 5) {
            throw new IllegalArgumentException("'" + line + "': expected \"TITLE; AUTHOR\" or \"TITLE; AUTHOR; EDITIONS; RATINGS; REVIEWS\", got " + parts.length + " parts.");
        }
        var counts = parts.length == 2 ? Volume.Counts.UNKNOWN : new Volume.Counts(count(line, parts[2]), count(line, parts[3]), count(line, parts[4]));
        return new Volume(parts[0].strip(), parts[1].strip(), counts, Volume.EARLIEST, Language.UNKNOWN, 1);
    }

    private static double count(String line, String word) {
        try {
            double count = Double.parseDouble(word.strip());
            if (count >= 0 && count < Double.POSITIVE_INFINITY) {
                return count;
            }
        } catch (NumberFormatException _) {
            // Refused below.
        }
        throw new IllegalArgumentException("'" + line + "': expected a count of 0 or more, got '" + word.strip() + "'.");
    }

    private static Report report(Report.Settings settings, VolumeData data, VolumeNetwork network, Training training) {
        return Report.of(NAME, settings, data.description(), network.parameters(), training);
    }
}
