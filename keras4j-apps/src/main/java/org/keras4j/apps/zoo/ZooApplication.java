package org.keras4j.apps.zoo;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.Setting;
import org.keras4j.apps.Unfinished;
import org.keras4j.apps.Workload;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.mnist.MnistData;
import org.keras4j.apps.pictures.Contest;
import org.keras4j.apps.pictures.Design;
import org.keras4j.apps.pictures.PictureData;
import org.keras4j.apps.pictures.PictureNetwork;
import org.keras4j.apps.pictures.PictureSource;
import org.keras4j.apps.pictures.PictureTraining;
import org.keras4j.models.Functional;

/// Trains the great architectures, of pictures and of sentences, and compares what they cost and what they reach.
public final class ZooApplication implements Application {
    static final String NAME = "zoo";
    /// A constant of the compiler's, as the help of an option must be: a test compares it with the networks.
    static final String NAMES = "mlp, lenet5, alexnet, vgg, inception, resnet20, squeezenet, densenet40, mobilenet, mobilenet-half, xception, textcnn, bilstm, "
            + "transformer, lenet5-mnist";

    /// @param networks their names with commas between; `null` for all
    /// @param limit how many training pictures to use; `null` for all
    record Own(
            @Setting(value = "only these networks, of " + NAMES, label = "A,B,…") @Nullable String networks,
            @Setting(value = "use only the first N training pictures", label = "N", least = 2) @Nullable Integer limit) {
        Own {
            for (var name : names(networks)) {
                if (!List.of(NAMES.split(", ")).contains(name)) {
                    throw new IllegalArgumentException("--networks: expected some of " + NAMES + ", with commas between, got '" + name + "'.");
                }
            }
        }

        /// Those of them that were asked for.
        List<Design> wanted(List<Design> all) {
            var names = names(networks);
            return all.stream().filter(design -> names.isEmpty() || names.contains(design.name())).toList();
        }

        private static List<String> names(@Nullable String networks) {
            return networks == null ? List.of() : Stream.of(networks.split(",")).map(String::strip).toList();
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Compares eleven networks of pictures, three of sentences and one of digits";
    }

    @Override
    public Record ownOptions() {
        return new Own(null, null);
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return PictureSource.choose(options, places).describe();
    }

    @Override
    public List<String> shortRun() {
        return List.of("train", "--networks", "lenet5,textcnn", "--epochs", "1", "--limit", "640");
    }

    @Override
    public List<Workload> workloads() {
        return Stream.of(PictureNetworks.ALL.stream().map(design -> PictureTraining.workload("app-zoo-" + design.name(), design)),
                TextNetworks.ALL.stream().map(design -> TextContest.workload("app-zoo-" + design.name(), design)),
                PictureNetworks.DIGITS.stream().map(design -> DigitContest.workload("app-zoo-" + design.name(), design))).flatMap(all -> all).toList();
    }

    @Override
    public void train(Job job, RunFolder folder) {
        var own = (Own) job.own();
        var report = new ZooReport(settings(job.options()), textSettings(job.options()), folder, job);
        var unfinished = pictures(own, folder, report, job);
        sentences(own, folder, report, job);
        digits(own, folder, report, job);
        report.finish();
        unfinished.ifPresent(kept -> kept.end(job));
    }

    /// {@return what it keeps in case that it is stopped}
    private static Optional<Unfinished> pictures(Own own, RunFolder folder, ZooReport report, Job job) {
        var designs = own.wanted(PictureNetworks.ALL);
        if (designs.isEmpty()) {
            return Optional.empty();
        }
        var data = PictureData.load(job.options(), job.places(), own.limit, job.output());
        report.describe("pictures", data.description());
        var unfinished = Unfinished.in(folder, NAME, report.settings(), own, data.description());
        var contest = new Contest(NAME, data, report.settings(), folder, job, unfinished);
        for (var design : designs) {
            var outcome = contest.run(design);
            report.add("pictures", Standing.of(design, (Functional) outcome.network().model(),
                    folder.file(PictureNetwork.file(design.name())), outcome.training(), outcome.score(), outcome.predictedPerSecond()));
            if (job.stopRequested().getAsBoolean()) {
                return Optional.of(unfinished);
            }
        }
        report.baseline("pictures", "linear (softmax regression)", "baseline_linear_accuracy", data.linearBaseline(job.options().seed()));
        return Optional.of(unfinished);
    }

    /// Who points at a folder of pictures alone asks for no sentences, unless by name.
    private static void sentences(Own own, RunFolder folder, ZooReport report, Job job) {
        var designs = own.wanted(TextNetworks.ALL);
        if (designs.isEmpty() || job.stopRequested().getAsBoolean() || own.networks == null && !hasSentences(job)) {
            return;
        }
        var data = Sentences.load(job.options(), job.places(), job.output());
        report.describe("sentences", data.description());
        var contest = new TextContest(data, folder, job);
        for (var design : designs) {
            report.add("sentences", contest.run(design, report.texts()));
            if (job.stopRequested().getAsBoolean()) {
                return;
            }
        }
        report.baseline("sentences", "TF-IDF of words and pairs, logistic regression", "baseline_tfidf_accuracy", contest.baseline());
    }

    private static void digits(Own own, RunFolder folder, ZooReport report, Job job) {
        var designs = own.wanted(PictureNetworks.DIGITS);
        if (designs.isEmpty() || job.stopRequested().getAsBoolean() || own.networks == null && !hasDigits(job)) {
            return;
        }
        var data = MnistData.load(job.options(), job.places(), own.limit, job.output(), job.stopRequested());
        report.describe("digits", data.description());
        var contest = new DigitContest(data, folder, job);
        for (var design : designs) {
            report.add("digits", contest.run(design, report.settings()));
            if (job.stopRequested().getAsBoolean()) {
                return;
            }
        }
        report.baseline("digits", "linear (softmax regression)", "baseline_linear_digits_accuracy", contest.baseline(job.options().seed()));
    }

    private static boolean hasDigits(Job job) {
        return job.options().data() == null || MnistData.isIn(job.options(), job.places());
    }

    private static boolean hasSentences(Job job) {
        return job.options().data() == null || Sentences.isIn(job.options(), job.places());
    }

    /// One recipe for all networks of pictures. In `quick` small batches make of one pass as many steps as running means need.
    static Report.Settings settings(RunOptions options) {
        int epochs = switch (options.preset()) {
            case QUICK -> 1;
            case STANDARD -> 10;
            case PAPER -> 200;
        };
        int batch = switch (options.preset()) {
            case QUICK, PAPER -> 32;
            case STANDARD -> 64;
        };
        double rate = switch (options.preset()) {
            case QUICK, PAPER -> 1e-3;
            // Ten short passes end before 1e-3 has got far: LeNet-5 has 51.6 % then, in Keras as well, and 54 % with this.
            case STANDARD -> 2e-3;
        };
        return Report.Settings.of(options, epochs, batch, rate);
    }

    /// More than three passes only learn the sentences by heart.
    static Report.Settings textSettings(RunOptions options) {
        return Report.Settings.of(options, 3, 50, 1e-3);
    }

    @Override
    public void evaluate(Job job) {
        SavedZoo.of(job).evaluate(job);
    }

    @Override
    public void predict(Job job) {
        SavedZoo.of(job).predict(job);
    }

    @Override
    public void demo(Job job) {
        SavedZoo.of(job).demo(job);
    }
}
