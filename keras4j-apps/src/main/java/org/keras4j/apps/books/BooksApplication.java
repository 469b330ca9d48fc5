package org.keras4j.apps.books;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Training;
import org.keras4j.apps.Workload;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.Origin;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.models.Model;
import org.keras4j.plots.Curves;
import org.keras4j.plots.ModelPlot;
import tools.jackson.databind.JsonNode;

/// Learns from what readers rated which books they will open next and how they will rate them, and proposes books to anybody who names a few.
public final class BooksApplication implements Application {
    private static final String NAME = "books";
    private static final String SAMPLES = "samples.txt";
    /// Readers with twenty ratings or more, and their books, in the subset that this is measured on.
    private static final int BENCH_READERS = 2580;
    private static final int BENCH_BOOKS = 9465;
    private static final int SEED_EPOCHS = 5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Recommends books: what a reader will open next, and how they will rate it";
    }

    @Override
    public Record ownOptions() {
        return BooksOptions.DEFAULTS;
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return BookData.FILES.choose(options, places).describe();
    }

    @Override
    public List<String> shortRun() {
        return List.of("train", "--epochs", "1", "--limit", "200");
    }

    @Override
    public List<Workload> workloads() {
        return List.of(
                ratings("app-books-rating", 1024, () -> RatingNetwork.factors(BENCH_READERS, BENCH_BOOKS, 3.9)),
                ratings("app-books-neural", 256, () -> RatingNetwork.neural(BENCH_READERS, BENCH_BOOKS)),
                Workload.of("app-books-ranking", "lists", RankingNetwork.BATCH, () -> {
                    var model = RankingNetwork.layers(BENCH_BOOKS);
                    RankingNetwork.compile(model, 1e-3);
                    return model;
                }, lists -> {
                    var random = Philox.of(1).uniform(DType.FLOAT32, Shape.of(lists, BENCH_BOOKS), 0, 1).toFloatArray();
                    var read = NDArray.generate(DType.FLOAT32, Shape.of(lists, BENCH_BOOKS), i -> random[(int) i] < 0.01 ? 1 : 0);
                    return new Element(List.of(read), List.of(read), List.of());
                }));
    }

    private static Workload ratings(String name, int batch, Supplier<Model> layers) {
        return Workload.of(name, "ratings", batch, () -> {
            var model = layers.get();
            RatingNetwork.compile(model, 1e-3);
            return model;
        }, count -> {
            var random = Philox.of(1);
            var shape = Shape.of(count, 1);
            return new Element(List.of(random.integers(DType.INT32, shape, 0, BENCH_READERS), random.fork(1).integers(DType.INT32, shape, 0, BENCH_BOOKS)),
                    List.of(random.fork(2).uniform(DType.FLOAT32, shape, 1, 5)), List.of());
        });
    }

    /// Fills in what the user left open.
    private static Report.Settings settings(RunOptions options) {
        int epochs = switch (options.preset()) {
            case QUICK -> 15;
            case STANDARD, PAPER -> 60;
        };
        return Report.Settings.of(options, epochs, 1024, 1e-3);
    }

    /// Of the networks that ours is compared with: in `paper` as they were published.
    private static Report.Settings rivals(Report.Settings settings) {
        return settings.batchSize(settings.preset() == Preset.PAPER ? 32 : 256);
    }

    private static Report.Settings ranking(Report.Settings settings, RunOptions options) {
        int epochs = switch (options.preset()) {
            case QUICK -> 40;
            case STANDARD, PAPER -> 100;
        };
        return settings.batchSize(RankingNetwork.BATCH).epochs(Objects.requireNonNullElse(options.epochs(), epochs));
    }

    @Override
    public void train(Job job, RunFolder folder) {
        var settings = settings(job.options());
        var choice = BookData.FILES.choose(job.options(), job.places());
        var data = BookData.load(choice, settings.seed(), own(job).limit(), job.output());
        var split = data.split();
        var catalogue = Catalogue.of(split);
        catalogue.write(folder);
        SampleReaders.of(split).write(folder);
        var biases = Biases.tuned(split);

        var rating = RatingNetwork.startingAt(biases, settings);
        var training = learnRatings(rating, data, settings, folder, job);
        if (training.end() == Report.End.STOPPED) {
            job.output().say(folder.written());
            return;
        }
        var lists = ranking(settings, job.options());
        var ranking = RankingNetwork.create(split.books().size(), lists);
        var listing = learnLists(ranking, data, lists, folder, job);
        var rivals = listing.end() == Report.End.STOPPED ? new LinkedHashMap<String, RatingNetwork>() : rivals(split, settings, job);
        var report = report(settings, data, rating, training);
        if (job.stopRequested().getAsBoolean()) {
            folder.report(report.stopped(), job.own());
            job.output().say(folder.written());
            return;
        }
        var scores = BookScores.of(split, biases, rating, rivals, ranking, settings.seed());
        scores.lines().forEach(job.output()::say);
        var recommender = Recommender.of(catalogue, rating, ranking);
        var sequels = Sequels.of(recommender);
        job.output().say(String.format(Locale.ROOT, "A sequel among the ten most similar books: of %d of the %d best-known series", sequels.found(), sequels.first().size()));
        folder.report(report.scored(scores.figures().put("series_with_a_sequel_found", sequels.found()).put("ranking_parameters", ranking.parameters())), job.own());
        show(folder, recommender, job, data.description().origin());
        job.output().say(folder.written());
    }

    private static Training learnRatings(RatingNetwork network, BookData data, Report.Settings settings, RunFolder folder, Job job) {
        job.output().tell("Ratings: " + BookScores.FACTORS);
        var split = data.split();
        var training = network.train(split, Fitting.of(settings, job).saving(so -> {
            network.save(folder);
            folder.report(report(settings, data, network, so), job.own());
        }));
        network.adopt(ColdBooks.of(split, data.tags()));
        network.save(folder);
        job.output().say(training.words(split.train().count()));
        folder.plot("curves", Curves.of("Ratings of " + data.description().name(), training.history()), data.description().origin());
        drawn(folder, "network", network.model(), data);
        return training;
    }

    private static Training learnLists(RankingNetwork network, BookData data, Report.Settings settings, RunFolder folder, Job job) {
        job.output().tell("Reading lists: " + BookScores.LISTS);
        var split = data.split();
        int books = split.books().size();
        var training = network.train(ReadingLists.of(split.readers(), books, split.train()), ReadingLists.of(split.readers(), books, split.validation()), Fitting.of(settings, job));
        network.save(folder);
        job.output().say(training.words(split.readers()));
        drawn(folder, "ranking-network", network.model(), data);
        folder.plot("ranking-curves", Curves.of("Reading lists of " + data.description().name(), training.history()), data.description().origin());
        return training;
    }

    private static void drawn(RunFolder folder, String name, Model model, BookData data) {
        folder.plot(name, ModelPlot.of(model), data.description().origin());
    }

    /// The two widely copied networks, on the same ratings.
    private static SequencedMap<String, RatingNetwork> rivals(RatingSplit split, Report.Settings settings, Job job) {
        int books = split.books().size();
        var rivals = new LinkedHashMap<String, RatingNetwork>();
        job.output().tell("To compare: " + BookScores.NEURAL);
        var neural = RatingNetwork.of(() -> RatingNetwork.neural(split.readers(), books), rivals(settings));
        neural.train(split, Fitting.of(rivals(settings), job));
        rivals.put(BookScores.NEURAL, neural);
        job.output().tell("To compare: " + BookScores.DOT);
        var five = rivals(settings).epochs(Math.min(SEED_EPOCHS, settings.epochs()));
        var dot = RatingNetwork.of(() -> RatingNetwork.dot(split.readers(), books), five);
        dot.trainThrough(split, Fitting.of(five, job));
        rivals.put(BookScores.DOT, dot);
        return rivals;
    }

    @Override
    public void evaluate(Job job) {
        var run = EarlierRun.of(job.options(), NAME, RankingNetwork.FILE);
        var settings = settings(job.options());
        // What tested in that run must test again, or the network has seen it.
        long seed = run.seed();
        var data = BookData.load(BookData.FILES.choose(job.options(), job.places()), seed, limit(run), job.output());
        int books = data.split().books().size();
        var rating = RatingNetwork.load(run, books, settings);
        job.output().say("Networks of " + run.words());
        BookScores.of(data.split(), Biases.tuned(data.split()), rating, new LinkedHashMap<>(), RankingNetwork.load(run, books), seed).lines()
                .forEach(job.output()::say);
    }

    /// How many readers the run learned from: books have the numbers that these gave them.
    private static @Nullable Integer limit(EarlierRun run) {
        var limit = run.json(RunFolder.REPORT, JsonNode.class).at("/options/limit");
        return limit.isInt() ? Integer.valueOf(limit.asInt()) : null;
    }

    @Override
    public void predict(Job job) {
        var run = EarlierRun.of(job.options(), NAME, RankingNetwork.FILE);
        var recommender = Recommender.load(run, settings(job.options()));
        var page = new Page(recommender);
        if (own(job).similar() != null) {
            page.similar(recommender.catalogue().find(own(job).similar()), own(job).count()).forEach(job.output()::say);
        } else if (job.arguments().contains("-")) {
            // A reader a line.
            job.answer(NAME, "books", line -> page.proposals(Wish.taste(List.of(line), recommender.catalogue()), own(job)).forEach(job.output()::say));
        } else {
            var words = Stream.concat(own(job).rated().stream(), job.arguments().stream()).toList();
            page.proposals(Wish.taste(words, recommender.catalogue()), own(job)).forEach(job.output()::say);
        }
    }

    @Override
    public void demo(Job job) {
        var run = EarlierRun.of(job.options(), NAME, RankingNetwork.FILE);
        job.output().tell("Networks of " + run.words());
        samples(run, Recommender.load(run, settings(job.options())), own(job)).forEach(job.output()::say);
    }

    private static void show(RunFolder folder, Recommender recommender, Job job, Origin origin) {
        var samples = samples(folder.soFar(), recommender, own(job));
        samples.forEach(job.output()::say);
        folder.write(SAMPLES, String.join("\n", samples) + "\n");
        folder.plot("map", BookMap.of(recommender), origin);
    }

    /// What some readers are proposed, the first with reasons; and the books that are like the first volumes of known series.
    private static List<String> samples(EarlierRun run, Recommender recommender, BooksOptions options) {
        var page = new Page(recommender);
        var lines = new ArrayList<String>();
        var readers = SampleReaders.read(run, recommender.catalogue().books().size()).tastes();
        for (int i = 0; i < readers.size(); i++) {
            lines.addAll(page.proposals(readers.get(i), i == 0 ? options.explained() : options));
            lines.add("");
        }
        for (int book : Sequels.of(recommender).first()) {
            lines.addAll(page.similar(book, 5));
        }
        return lines;
    }

    private static BooksOptions own(Job job) {
        return (BooksOptions) job.own();
    }

    private static Report report(Report.Settings settings, BookData data, RatingNetwork network, Training training) {
        return Report.of(NAME, settings, data.description(), network.parameters(), training);
    }
}
