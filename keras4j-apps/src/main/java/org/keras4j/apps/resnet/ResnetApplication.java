package org.keras4j.apps.resnet;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.Computing;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Setting;
import org.keras4j.apps.Unfinished;
import org.keras4j.apps.Workload;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.pictures.Contest;
import org.keras4j.apps.pictures.Design;
import org.keras4j.apps.pictures.Outcome;
import org.keras4j.apps.pictures.PictureData;
import org.keras4j.apps.pictures.PictureSource;
import org.keras4j.apps.pictures.PictureTraining;
import org.keras4j.apps.pictures.PixelScale;
import org.keras4j.apps.pictures.SavedNetworks;
import org.keras4j.apps.resnet.ResidualNetwork.Style;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Scores;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.data.Element;
import org.keras4j.plots.Curves;

/// Trains residual networks beside the same networks without shortcuts, and shows what the shortcuts are for.
public final class ResnetApplication implements Application {
    private static final String NAME = "resnet";
    private static final int GRADIENT_BATCHES = 4;
    private static final int GRADIENT_BATCH = 64;

    /// @param depth `null` for those of the preset
    /// @param transfer the user's pictures, to which the network of an earlier run is taken; `null` to train from nothing
    /// @param limit how many training pictures to use; `null` for all
    record Own(
            @Setting(value = "layers of the network: 20, 32, 44, 56, … (v2: 29, 47, …)", label = "N") @Nullable Integer depth,
            @Setting("blocks: v1, padded (option A of the paper), plain (without shortcuts), v2") Style style,
            @Setting(value = "take the network of an earlier run to the pictures in this folder, a folder for each class", label = "DIR") @Nullable Path transfer,
            @Setting(value = "use only the first N training pictures", label = "N", least = 2) @Nullable Integer limit) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Classifies pictures with residual networks, and shows what the shortcuts are for";
    }

    @Override
    public Record ownOptions() {
        return new Own(null, Style.V1, null, null);
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return PictureSource.choose(options, places).describe();
    }

    @Override
    public List<String> shortRun() {
        return List.of("train", "--epochs", "1", "--limit", "640");
    }

    @Override
    public List<Workload> workloads() {
        return Stream.of(new ResidualNetwork(Style.V1, 20), new ResidualNetwork(Style.PLAIN, 20), new ResidualNetwork(Style.V1, 56),
                        new ResidualNetwork(Style.PLAIN, 56), new ResidualNetwork(Style.V2, 29))
                .map(network -> PictureTraining.workload("app-resnet-" + network.name(), design(network))).toList();
    }

    @Override
    public void train(Job job, RunFolder folder) {
        var own = (Own) job.own();
        if (own.transfer != null) {
            transfer(own.transfer, folder, job);
        } else {
            train(own, folder, job);
        }
    }

    @Override
    public void evaluate(Job job) {
        var saved = saved(job);
        saved.evaluate(PictureData.load(job.options().seed(saved.run().seed()), job.places(), null, job.output()), job.output());
    }

    @Override
    public void predict(Job job) {
        saved(job).predict(NAME, job);
    }

    @Override
    public void demo(Job job) {
        saved(job).demo(job.output());
    }

    private static SavedNetworks saved(Job job) {
        return SavedNetworks.load(job.options(), NAME);
    }

    /// The network, and the same without shortcuts, which there is for the first two styles.
    private static List<Design> designs(Own own, Preset preset) {
        var depths = own.depth != null ? List.of(own.depth) : own.style == Style.V2 ? List.of(29) : switch (preset) {
            case QUICK, PAPER -> List.of(20);
            case STANDARD -> List.of(20, 56);
        };
        var styles = own.style == Style.V1 || own.style == Style.PADDED ? List.of(own.style, Style.PLAIN) : List.of(own.style);
        return depths.stream().flatMap(depth -> styles.stream().map(style -> design(new ResidualNetwork(style, depth)))).toList();
    }

    private static Design design(ResidualNetwork network) {
        return new Design(network.name(), network.name(), network::create);
    }

    /// Fills in what the user left open. `paper` is the Keras example's recipe.
    static Report.Settings settings(RunOptions options) {
        var preset = options.preset();
        int epochs = switch (preset) {
            case QUICK -> 8;
            case STANDARD -> 20;
            case PAPER -> 200;
        };
        return Report.Settings.of(options, epochs, preset == Preset.PAPER ? 32 : 64, preset == Preset.PAPER ? 1e-3 : 2e-3);
    }

    private void train(Own own, RunFolder folder, Job job) {
        var settings = settings(job.options());
        var designs = designs(own, settings.preset());
        var data = PictureData.load(job.options(), job.places(), own.limit, job.output());
        var unfinished = Unfinished.in(folder, NAME, settings, own, data.description());
        var contest = new Contest(NAME, data, settings, folder, job, unfinished);
        var norms = new LinkedHashMap<String, double[]>();
        for (var design : designs) {
            Computing.prepare(settings);
            norms.put(design.name(), GradientNorms.of(design.create(data.classes().size()), gradientBatches(data)));
            contest.run(design);
            folder.report(contest.report(new Scores()), job.own());
            if (job.stopRequested().getAsBoolean()) {
                break;
            }
        }
        score(contest, data, folder, job);
        plot(contest, data, norms, folder);
        job.output().say(folder.written());
        unfinished.end(job);
    }

    private static List<Element> gradientBatches(PictureData data) {
        var scale = PixelScale.of(data.train());
        return IntStream.range(0, Math.min(GRADIENT_BATCHES, data.train().count() / GRADIENT_BATCH))
                .mapToObj(i -> data.train().rows(i * GRADIENT_BATCH, (i + 1) * GRADIENT_BATCH))
                .map(part -> Element.of(scale.apply(part.images()), part.labels())).toList();
    }

    private static void score(Contest contest, PictureData data, RunFolder folder, Job job) {
        var scores = new Scores();
        var rows = new ArrayList<Row>();
        for (var outcome : contest.outcomes()) {
            var flipped = outcome.network().score(data.test(), outcome.network().predictBothWays(data.test().images()));
            rows.add(new Row(outcome.name() + ", " + count(outcome) + " parameters", outcome.score().accuracy(), outcome.score().interval()));
            add(rows, scores, outcome.name() + ", mean with mirror images", Contest.key(outcome.name(), "mirrored_test_accuracy"), flipped);
        }
        if (!job.stopRequested().getAsBoolean()) {
            add(rows, scores, "linear (softmax regression)", "baseline_linear_accuracy", data.linearBaseline(job.options().seed()));
        }
        double majority = contest.outcomes().getFirst().score().majorityShare();
        scores.put("baseline_majority_accuracy", majority);
        rows.add(new Row("always the most frequent class", majority, null));
        folder.report(contest.report(scores), job.own());
        new ScoreTable("Test accuracy", ScoreTable.Form.PERCENT, rows).lines().forEach(job.output()::say);
        job.output().say("Test pictures by class, as " + contest.outcomes().getFirst().name() + " sees them");
        contest.outcomes().getFirst().score().lines().forEach(job.output()::say);
    }

    private static String count(Outcome outcome) {
        return String.format(Locale.ROOT, "%,d", outcome.network().model().countParams());
    }

    private static void add(List<Row> rows, Scores scores, String what, String key, Classification score) {
        scores.put(key, score);
        rows.add(scores.row(what, key));
    }

    private static void plot(Contest contest, PictureData data, SequencedMap<String, double[]> norms, RunFolder folder) {
        var outcomes = contest.outcomes();
        var origin = data.description().origin();
        String on = " on " + data.description().name();
        folder.plot("curves", ResnetPlots.curves("Training accuracy" + on, "accuracy", outcomes), origin);
        folder.plot("loss", ResnetPlots.curves("Training loss" + on, "loss", outcomes), origin);
        folder.plot("gradients", ResnetPlots.gradients("What arrives of the gradient before training", norms), origin);
        for (var outcome : outcomes) {
            folder.plot("confusion-" + outcome.name(), ResnetPlots.confusion(outcome), origin);
        }
        folder.plot("grad-cam", ResnetPlots.looks(outcomes.getFirst(), data), origin);
    }

    private void transfer(Path pictures, RunFolder folder, Job job) {
        if (!Files.isDirectory(pictures)) {
            throw new DataException("--transfer " + pictures + ": " + (Files.exists(pictures)
                    ? "expected a folder with a folder of pictures for each class, got a file." : "there is no such folder."));
        }
        var saved = saved(job);
        var trained = saved.networks().stream().filter(network -> !network.name().startsWith("plain")).reduce((_, last) -> last)
                .orElse(saved.networks().getFirst());
        var settings = settings(job.options());
        Computing.prepare(settings);
        job.output().say("Network " + trained.name() + " of " + saved.run().words());
        var data = PictureData.ofFolders(pictures, job.options().seed());
        data.description().lines().forEach(job.output()::say);
        var transfer = Transfer.of(trained, data.classes());
        var result = transfer.train(data, settings, folder, job);

        var rows = new ArrayList<Row>();
        var scores = new Scores();
        add(rows, scores, "all layers learnt on", "test_accuracy", result.full());
        add(rows, scores, "only the last layer is new", "head_only_test_accuracy", result.headOnly());
        add(rows, scores, "linear (softmax regression)", "baseline_linear_accuracy", data.linearBaseline(job.options().seed()));
        scores.put("baseline_majority_accuracy", result.full().majorityShare());
        rows.add(new Row("always the most frequent class", result.full().majorityShare(), null));
        new ScoreTable("Test accuracy", ScoreTable.Form.PERCENT, rows).lines().forEach(job.output()::say);
        folder.plot("curves", Curves.of("Training on " + data.description().name(), result.history()), data.description().origin());
        folder.report(new Report(NAME, settings, result.all().end(), data.description(), transfer.model().countParams(), scores, result.history(),
                result.work()), job.own());
        job.output().say(folder.written());
    }
}
