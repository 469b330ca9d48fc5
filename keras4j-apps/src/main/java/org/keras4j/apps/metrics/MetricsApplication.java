package org.keras4j.apps.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.Setting;
import org.keras4j.apps.Workload;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.DataFile;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataFiles;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.GivenRows;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.apps.score.Scores;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.plots.Curves;
import tools.jackson.databind.json.JsonMapper;

/// Precision, recall and F1 measured rightly, on tumours, digits and rare events, and on the user's own predictions.
public final class MetricsApplication implements Application {
    private static final String NAME = "metrics";
    private static final DataFiles FILES = DataFiles.of("tabular", "tables of tumours and digits", TableTask.CANCER_FILE, TableTask.DIGITS_FILE);
    private static final String LICENCE = "UCI, CC BY 4.0, as shipped in scikit-learn, BSD-3";
    private static final int SPLITS = 5;
    private static final int REPORTS = 4;

    record Own(
            @Setting(value = "evaluate these predictions instead of a run's", label = "FILE") @Nullable Path csv,
            @Setting(value = "the column of --csv with the true class", label = "NAME") String truth,
            @Setting(value = "the positive one of two classes of --csv (default: the last)", label = "CLASS") @Nullable String positive,
            @Setting(value = "above which score an item is positive (default: as the file says, else 0.5)", label = "SCORE") @Nullable Double threshold,
            @Setting(value = "the price of taking an item for positive that isn't", label = "PRICE") double falseAlarmCost,
            @Setting(value = "the price of missing a positive item", label = "PRICE") double missCost,
            @Setting(value = "use only the first N rows of each table", label = "N", least = 200) @Nullable Integer limit) {
        Own {
            new Costs(falseAlarmCost, missCost);                    // refuses them now, not after the training
            if (threshold != null && threshold.isNaN()) {
                throw new IllegalArgumentException("--threshold: expected a number, got NaN.");
            }
        }

        OptionalDouble cut() {
            return threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold);
        }

        Costs costs() {
            return new Costs(falseAlarmCost, missCost);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Measures classifiers rightly: precision, recall, F1, thresholds, costs";
    }

    @Override
    public Record ownOptions() {
        return new Own(null, "truth", null, null, 1, 5, null);
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return switch (FILES.choose(options, places)) {
            case DataFiles.Real real -> real.describe() + ", and generated rare events";
            case DataFiles.Generated generated -> generated.describe();
        };
    }

    @Override
    public List<Workload> workloads() {
        return List.of(workload("app-metrics", 30, 2), workload("app-metrics-digits", 64, 10));
    }

    private static Workload workload(String name, int features, int classes) {
        return new Workload(name, "rows", 32,
                () -> TableNetwork.create(Philox.of(1).normal(DType.FLOAT32, Shape.of(100, features), 0, 1), classes, 1e-3),
                rows -> List.of(Element.of(Philox.of(2).normal(DType.FLOAT32, Shape.of(rows, features), 0, 1),
                        TableNetwork.targets(IntStream.range(0, (int) rows).map(i -> i % classes).toArray(), classes))));
    }

    // ---- train -----------------------------------------------------------------------------------------------------

    @Override
    public void train(Job job, RunFolder folder) {
        var own = (Own) job.own();
        if (own.csv() != null) {
            throw new IllegalArgumentException("metrics train: expected no --csv, from whose predictions nothing can be learned. "
                    + "Give it to evaluate: keras4j metrics evaluate --csv " + own.csv());
        }
        var settings = settings(job.options());
        var choice = FILES.choose(job.options(), job.places());
        var scores = new Scores();
        ThreeWays.twoBatches().forEach(job.output()::say);
        long seed = settings.seed();
        var limit = own.limit();
        var rare = TableTask.rare(seed).limited(limit);
        var rareData = describe(rare, seed, "made by Keras4J with seed " + seed, List.of(), "none needed");
        switch (choice) {
            case DataFiles.Generated generated -> {
                generated.warn(job.output());
                finish(folder, one(rare, rareData, folder, "", settings, scores, job), rareData, settings, scores, job);
            }
            case DataFiles.Real real -> {
                var cancer = TableTask.cancer(real.file(TableTask.CANCER_FILE)).limited(limit);
                var lessons = cancer(cancer, describe(cancer, seed, real.file(TableTask.CANCER_FILE)), folder, settings, scores, job);
                if (!job.stopRequested().getAsBoolean()) {
                    var digits = TableTask.digits(real.file(TableTask.DIGITS_FILE)).limited(limit);
                    one(digits, describe(digits, seed, real.file(TableTask.DIGITS_FILE)), folder, "digits-", settings, scores, job);
                }
                if (!job.stopRequested().getAsBoolean()) {
                    one(rare, rareData, folder, "rare-", settings, scores, job);
                }
                var files = real.files().values().stream().map(DataFile::of).toList();
                finish(folder, lessons.getFirst(), describe(cancer, seed, real.folder().toString(), files, LICENCE), settings, scores, job);
            }
        }
    }

    /// Several splits: a single one has 42 malignant test rows, which prove nothing.
    private static List<Lesson> cancer(TableTask task, DataDescription data, RunFolder folder, Report.Settings settings, Scores scores, Job job) {
        data.lines().forEach(job.output()::say);
        long seed = settings.seed();
        var own = (Own) job.own();
        var lessons = new ArrayList<Lesson>();
        for (int split = 0; split < SPLITS && !(split > 0 && job.stopRequested().getAsBoolean()); split++) {
            // The validation rows of the first split are reported on, the others would say the same at length.
            int every = split == 0 ? every(settings) : Integer.MAX_VALUE;
            var lesson = Lesson.learn(task, seed + split, settings, own.costs(), every, job.output(), job);
            job.output().tell(String.format(Locale.ROOT, "split %d: F1 of malignant %.4f, logistic regression %.4f", split + 1, lesson.f1(), lesson.linearF1()));
            lessons.add(lesson);
        }
        var tested = joined(lessons.stream().map(Lesson::tested).toList());
        var linear = joined(lessons.stream().map(Lesson::linear).toList());
        scores.put("f1_malignant_mean", lessons.stream().mapToDouble(Lesson::f1).average().orElseThrow(), interval(tested, seed));
        scores.put("f1_malignant_logistic_mean", lessons.stream().mapToDouble(Lesson::linearF1).average().orElseThrow(), interval(linear, seed));
        scores.put("f1_malignant_at_validated_threshold_mean", lessons.stream().mapToDouble(lesson -> lesson.atThreshold().f1()).average().orElseThrow());
        scores.put("f1_malignant_always", Lesson.f1(always(tested)));
        IntStream.range(0, lessons.size()).forEach(i -> scores.put("f1_malignant_split_" + (i + 1), lessons.get(i).f1()));
        new ScoreTable("Breast cancer: F1 of malignant, mean of " + lessons.size() + " stratified splits", ScoreTable.Form.DECIMAL, List.of(
                scores.row("this network", "f1_malignant_mean"),
                scores.row("at the thresholds that validation chose", "f1_malignant_at_validated_threshold_mean"),
                scores.row("logistic regression", "f1_malignant_logistic_mean"),
                scores.row("always malignant", "f1_malignant_always"))).lines().forEach(job.output()::say);
        thresholds(lessons.getFirst(), own.costs(), job);
        show(lessons.getFirst(), data.origin(), folder, "", scores, job);
        return lessons;
    }

    /// One split: of the digits or of the rare events.
    private static Lesson one(TableTask task, DataDescription data, RunFolder folder, String files, Report.Settings settings, Scores scores, Job job) {
        data.lines().forEach(job.output()::say);
        var costs = ((Own) job.own()).costs();
        var lesson = Lesson.learn(task, settings.seed(), settings, costs, every(settings), job.output(), job);
        var tested = lesson.tested();
        String measure = task.isBinary() ? "F1 of " + task.classes().get(task.positive()) : "mean F1 of the classes";
        scores.put("f1_" + task.key(), lesson.f1(), interval(tested, settings.seed()));
        scores.put("f1_" + task.key() + "_logistic", lesson.linearF1(), interval(lesson.linear(), settings.seed()));
        var rows = new ArrayList<>(List.of(scores.row("this network", "f1_" + task.key()),
                scores.row("logistic regression", "f1_" + task.key() + "_logistic")));
        if (task.isBinary()) {
            scores.put("f1_" + task.key() + "_at_validated_threshold", lesson.atThreshold().f1());
            rows.add(1, scores.row("at the threshold that validation chose", "f1_" + task.key() + "_at_validated_threshold"));
            rows.add(new Row("always " + task.classes().get(task.positive()), Lesson.f1(always(tested)), null));
        }
        String synthetic = data.origin() == Origin.SYNTHETIC ? " (SYNTHETIC DATA)" : "";
        new ScoreTable(title(task) + synthetic + ": " + measure + ", test rows", ScoreTable.Form.DECIMAL, rows).lines().forEach(job.output()::say);
        if (task.isBinary()) {
            thresholds(lesson, costs, job);
        }
        show(lesson, data.origin(), folder, files, scores, job);
        return lesson;
    }

    private static void thresholds(Lesson lesson, Costs costs, Job job) {
        for (var chosen : List.of(Map.entry("the best F1", lesson.threshold()), Map.entry("the least cost (" + costs + ")", lesson.cheapest()), Map.entry("½", 0.5))) {
            var counts = lesson.above(chosen.getValue());
            job.output().say(String.format(Locale.ROOT, "  threshold %.4f by validation for %s: test precision %.4f, recall %.4f, F1 %.4f, cost %s",
                    chosen.getValue(), chosen.getKey(), counts.precision(), counts.recall(), counts.f1(), costs.words(counts)).replace("by validation for ½", "as it is"));
        }
    }

    /// The three ways on the validation rows, all figures and plots of the test rows.
    private static void show(Lesson lesson, Origin origin, RunFolder folder, String files, Scores scores, Job job) {
        var validation = lesson.parts().validation();
        ThreeWays.of(lesson.model(), validation, lesson.validated(), 16, 64, 256, validation.count()).lines(String.format(Locale.ROOT, "%,d validation rows of %s",
                validation.count(), validation.title())).forEach(job.output()::say);
        var report = new PredictionReport(title(validation) + ", test rows", lesson.tested(), ((Own) job.own()).costs());
        report.lines().forEach(job.output()::say);
        scores.putAll("test_" + validation.key() + "_", report.scores());
        report.plots().forEach((name, plot) -> folder.plot(files + name, plot, origin));
        folder.plot(files + "curves", Curves.of("Training on " + validation.title(), lesson.training().history()), origin);
        folder.write(files + Predictions.FILE, lesson.tested().csv());
    }

    private static void finish(RunFolder folder, Lesson lesson, DataDescription data, Report.Settings settings, Scores scores, Job job) {
        var task = lesson.parts().train();
        new Classifier(lesson.model(), task.features(), task.classes(), task.positive(), lesson.threshold()).write(folder);
        var report = Report.of(NAME, settings, data, lesson.model().countParams(), lesson.training()).scored(scores);
        folder.report(job.stopRequested().getAsBoolean() ? report.stopped() : report, job.own());
        job.output().say(folder.written());
    }

    // ---- the other verbs -------------------------------------------------------------------------------------------

    @Override
    public void evaluate(Job job) {
        var own = (Own) job.own();
        var file = own.csv() != null ? own.csv() : EarlierRun.of(job.options(), NAME, Predictions.FILE).file(Predictions.FILE);
        var predictions = Predictions.read(file, own.truth(), Optional.ofNullable(own.positive()), own.cut());
        var report = new PredictionReport(file.getFileName().toString(), predictions, own.costs());
        report.lines().forEach(job.output()::say);
        if (own.csv() != null || job.options().out() != null) {
            var origin = own.csv() != null ? Origin.REAL : EarlierRun.of(job.options(), NAME, Predictions.FILE).origin();
            try (var folder = RunFolder.createForResults(job.options(), "metrics-evaluation")) {
                report.plots().forEach((name, plot) -> folder.plot(name, plot, origin));
                var figures = JsonMapper.shared().createObjectNode();
                report.scores().values().forEach(figures::put);
                folder.write("figures.json", figures.toPrettyString() + "\n");
                job.output().say(folder.written());
            }
        }
    }

    @Override
    public void predict(Job job) {
        var classifier = Classifier.read(EarlierRun.of(job.options(), NAME, Classifier.MODEL));
        job.answer(NAME, "CSV files, or rows of numbers for " + String.join(",", classifier.features()), words -> {
            var rows = new GivenRows(NAME, classifier.features()).read(words);
            var answers = classifier.answer(rows.stream().map(GivenRows.Row::values).toArray(double[][]::new));
            IntStream.range(0, rows.size()).forEach(i -> job.output().say(rows.get(i).name() + ": " + answers.get(i)));
        });
    }

    @Override
    public void demo(Job job) {
        ThreeWays.twoBatches().forEach(job.output()::say);
        EarlierRun.ifAny(job.options(), NAME, Predictions.FILE).ifPresentOrElse(run -> {
            var own = (Own) job.own();
            var predictions = Predictions.read(run.file(Predictions.FILE), own.truth(), Optional.empty(), own.cut());
            new PredictionReport("Test rows of " + run.path(), predictions, own.costs()).lines().forEach(job.output()::say);
        }, () -> job.output().tell("Train (keras4j metrics) to see a report on real predictions."));
    }

    // ---- parts -----------------------------------------------------------------------------------------------------

    private static Report.Settings settings(RunOptions options) {
        int epochs = switch (options.preset()) {
            case QUICK, PAPER -> 40;
            case STANDARD -> 60;
        };
        return Report.Settings.of(options, epochs, 32, 1e-3);
    }

    private static int every(Report.Settings settings) {
        return Math.max(1, settings.epochs() / REPORTS);
    }

    private static DataDescription describe(TableTask task, long seed, Path file) {
        return describe(task, seed, file.toString(), List.of(DataFile.of(file)), LICENCE);
    }

    private static DataDescription describe(TableTask task, long seed, String location, List<DataFile> files, String licence) {
        var parts = task.split(seed);
        var splits = List.of(part("train", parts.train()), part("validation", parts.validation()), part("test", parts.test()));
        return new DataDescription(task.title(), location, files.isEmpty() ? Origin.SYNTHETIC : Origin.REAL, files, splits, licence);
    }

    private static Split part(String name, TableTask rows) {
        return Split.of(name, rows.classes(), rows.labels());
    }

    private static Predictions joined(List<Predictions> parts) {
        var first = parts.getFirst();
        return new Predictions(first.classes(), first.positive(), parts.stream().flatMapToInt(p -> IntStream.of(p.truth())).toArray(),
                parts.stream().flatMapToInt(p -> IntStream.of(p.said())).toArray(), Optional.empty());
    }

    private static Predictions always(Predictions tested) {
        return new Predictions(tested.classes(), tested.positive(), tested.truth(), IntStream.of(tested.truth()).map(_ -> tested.positive()).toArray(), Optional.empty());
    }

    private static Interval interval(Predictions all, long seed) {
        return Interval.ofScore(all.truth().length, drawn -> {
            var some = Classification.of(all.classes(), IntStream.of(drawn).map(i -> all.truth()[i]).toArray(), IntStream.of(drawn).map(i -> all.said()[i]).toArray());
            return all.isBinary() ? some.score(all.positive()).f1() : some.macroF1();
        }, seed);
    }

    private static String title(TableTask task) {
        return task.title().substring(0, 1).toUpperCase(Locale.ROOT) + task.title().substring(1);
    }
}
