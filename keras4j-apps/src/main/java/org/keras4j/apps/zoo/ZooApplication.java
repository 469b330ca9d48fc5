package org.keras4j.apps.zoo;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.Setting;
import org.keras4j.apps.Workload;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.pictures.Contest;
import org.keras4j.apps.pictures.Design;
import org.keras4j.apps.pictures.PictureData;
import org.keras4j.apps.pictures.PictureFiles;
import org.keras4j.apps.pictures.PictureNetwork;
import org.keras4j.apps.pictures.PictureNotes;
import org.keras4j.apps.pictures.PictureSource;
import org.keras4j.apps.pictures.PictureTraining;
import org.keras4j.apps.pictures.SavedNetworks;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.models.Functional;

/// Trains the great architectures, of pictures and of sentences, and compares what they cost and what they reach.
public final class ZooApplication implements Application {
    private static final String NAME = "zoo";
    private static final List<String> SHOWN =
            List.of("a warm , funny and touching film .", "the plot is endless and the humour is stale .", "not nearly as dull as it sounds .");

    /// @param limit how many training pictures to use; `null` for all
    record Own(@Setting(value = "use only the first N training pictures", label = "N", least = 2) @Nullable Integer limit) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Compares eleven networks of pictures and three of sentences";
    }

    @Override
    public Record ownOptions() {
        return new Own(null);
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return PictureSource.choose(options, places).describe();
    }

    @Override
    public List<String> shortRun() {
        return List.of("train", "lenet5", "textcnn", "--epochs", "1", "--limit", "640");
    }

    @Override
    public List<Workload> workloads() {
        return Stream.concat(PictureNetworks.ALL.stream().map(design -> PictureTraining.workload("app-zoo-" + design.name(), design)),
                TextNetworks.ALL.stream().map(design -> TextContest.workload("app-zoo-" + design.name(), design))).toList();
    }

    /// Those of the networks.
    @Override
    public boolean takesNames() {
        return true;
    }

    // ---- train -----------------------------------------------------------------------------------------------------

    @Override
    public void train(Job job) {
        var pictures = wanted(PictureNetworks.ALL, job.arguments());
        var texts = wanted(TextNetworks.ALL, job.arguments());
        var folder = RunFolder.create(job.options(), NAME);
        var report = new ZooReport(settings(job.options()), textSettings(job.options()), folder, job);
        if (!pictures.isEmpty()) {
            var data = PictureData.load(job.options(), job.places(), ((Own) job.own()).limit, job.output());
            report.describe("pictures", data.description());
            var contest = new Contest(NAME, data, report.settings(), folder, job);
            for (var design : pictures) {
                var outcome = contest.run(design);
                report.add("pictures", Standing.of(design, (Functional) outcome.network().model(),
                        folder.file(PictureNetwork.file(design.name())), outcome.training(), outcome.score(), outcome.predictedPerSecond()));
                if (job.stopRequested().getAsBoolean()) {
                    break;
                }
            }
            if (!job.stopRequested().getAsBoolean()) {
                report.baseline("pictures", "linear (softmax regression)", "baseline_linear_accuracy", data.linearBaseline(job.options().seed()));
            }
        }
        // Who points at a folder of pictures alone asks for no sentences, unless by name.
        if (!texts.isEmpty() && !job.stopRequested().getAsBoolean() && (!job.arguments().isEmpty() || hasSentences(job))) {
            var data = Sentences.load(job.options(), job.places(), job.output());
            report.describe("sentences", data.description());
            var contest = new TextContest(data, folder, job);
            for (var design : texts) {
                report.add("sentences", contest.run(design, report.texts()));
                if (job.stopRequested().getAsBoolean()) {
                    break;
                }
            }
            if (!job.stopRequested().getAsBoolean()) {
                report.baseline("sentences", "TF-IDF of words and pairs, logistic regression", "baseline_tfidf_accuracy", contest.baseline());
            }
        }
        report.finish();
    }

    private static boolean hasSentences(Job job) {
        return job.options().data() == null || Sentences.isIn(job.options(), job.places());
    }

    private static List<Design> wanted(List<Design> all, List<String> names) {
        var known = Stream.concat(PictureNetworks.ALL.stream(), TextNetworks.ALL.stream()).map(Design::name).toList();
        for (var name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("zoo train: expected networks of " + String.join(", ", known) + ", got '" + name + "'.");
            }
        }
        return all.stream().filter(design -> names.isEmpty() || names.contains(design.name())).toList();
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
        return Report.Settings.of(options, epochs, batch, 1e-3);
    }

    /// More than three passes only learn the sentences by heart.
    static Report.Settings textSettings(RunOptions options) {
        return Report.Settings.of(options, 3, 50, 1e-3);
    }

    // ---- what was trained ------------------------------------------------------------------------------------------

    @Override
    public void evaluate(Job job) {
        var folder = RunFolder.earlier(job.options(), NAME, RunFolder.REPORT);
        // What the run held out must test it.
        var options = job.options().seed(folder.seed());
        if (has(folder, PictureNotes.FILE)) {
            SavedNetworks.load(folder, options).evaluate(PictureData.load(options, job.places(), null, job.output()), job.output());
        }
        if (has(folder, SentenceReader.FILE)) {
            var test = Sentences.load(options, job.places(), job.output()).test();
            var rows = new ArrayList<Row>();
            for (var reader : SavedTexts.load(folder)) {
                var score = reader.score(test);
                rows.add(new Row(reader.design().title(), score.accuracy(), score.interval()));
            }
            new ScoreTable("Test accuracy, sentences", ScoreTable.Form.PERCENT, rows).lines().forEach(job.output()::say);
        }
    }

    /// Pictures go to the networks of pictures; what is no file is a sentence.
    @Override
    public void predict(Job job) {
        var folder = RunFolder.earlier(job.options(), NAME, RunFolder.REPORT);
        Supplier<SavedNetworks> pictures = once(() -> SavedNetworks.load(folder, job.options()));
        Supplier<List<SavedTexts>> texts = once(() -> SavedTexts.load(folder));
        job.answer(NAME, "pictures, folders of pictures or sentences", line -> {
            if (Files.exists(Path.of(line)) || line.indexOf(' ') < 0 && PictureFiles.isPicture(Path.of(line))) {
                pictures.get().predict(Path.of(line), job.output());
            } else {
                texts.get().forEach(reader -> job.output().say("'" + line + "': " + reader.words(line)));
            }
        });
    }

    @Override
    public void demo(Job job) {
        var folder = RunFolder.earlier(job.options(), NAME, RunFolder.REPORT);
        if (has(folder, PictureNotes.FILE)) {
            SavedNetworks.load(folder, job.options()).demo(job.output());
        }
        if (has(folder, SentenceReader.FILE)) {
            var texts = SavedTexts.load(folder);
            SHOWN.forEach(line -> texts.forEach(reader -> job.output().say("'" + line + "': " + reader.words(line))));
        }
    }

    private static boolean has(RunFolder folder, String file) {
        return Files.exists(folder.file(file));
    }

    private static <T> Supplier<T> once(Supplier<T> made) {
        var kept = new AtomicReference<@Nullable T>();
        return () -> {
            T value = kept.get();
            if (value == null) {
                value = made.get();
                kept.set(value);
            }
            return value;
        };
    }
}
