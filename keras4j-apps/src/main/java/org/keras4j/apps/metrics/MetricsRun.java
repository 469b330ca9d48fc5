package org.keras4j.apps.metrics;

import module java.base;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataFiles;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.apps.score.Scores;
import org.keras4j.plots.Curves;

/// Learns from tables of tumours, digits and rare events, and says, writes and draws how well.
///
/// @param scores of all tables
record MetricsRun(Report.Settings settings, Job job, RunFolder folder, Scores scores) {
    private static final String LICENCE = "UCI, CC BY 4.0, as shipped in scikit-learn, BSD-3";
    private static final int SPLITS = 5;
    private static final int REPORTS = 4;

    MetricsRun(Report.Settings settings, Job job, RunFolder folder) {
        this(settings, job, folder, new Scores());
    }

    void learn(DataFiles.Choice choice) {
        var rare = TableTask.rare(settings.seed()).limited(own().limit());
        var rareData = describe(rare, DataDescription.generated(rare.title(), "made by Keras4J with seed " + settings.seed()));
        switch (choice) {
            case DataFiles.Generated generated -> {
                generated.warn(job.output());
                finish(ofOneSplit(rare, rareData, ""), rareData);
            }
            case DataFiles.Real real -> {
                var cancer = TableTask.cancer(real.file(TableTask.CANCER_FILE)).limited(own().limit());
                var first = ofSplits(cancer, describe(cancer, real.file(TableTask.CANCER_FILE)));
                if (!job.stopRequested().getAsBoolean()) {
                    var digits = TableTask.digits(real.file(TableTask.DIGITS_FILE)).limited(own().limit());
                    ofOneSplit(digits, describe(digits, real.file(TableTask.DIGITS_FILE)), "digits-");
                }
                if (!job.stopRequested().getAsBoolean()) {
                    ofOneSplit(rare, rareData, "rare-");
                }
                finish(first, describe(cancer, DataDescription.real(cancer.title(), real.folder(), real.files().values(), LICENCE)));
            }
        }
    }

    private MetricsApplication.Own own() {
        return (MetricsApplication.Own) job.own();
    }

    // ---- lessons ---------------------------------------------------------------------------------------------------

    /// The tumours: a single split has 42 malignant test rows, which prove nothing.
    ///
    /// @return what was learned of the first split
    private Lesson ofSplits(TableTask task, DataDescription data) {
        data.lines().forEach(job.output()::say);
        var lessons = new ArrayList<Lesson>();
        for (int split = 0; split < SPLITS && !(split > 0 && job.stopRequested().getAsBoolean()); split++) {
            // The validation rows of the first split are reported on, the others would say the same at length.
            int every = split == 0 ? every() : Integer.MAX_VALUE;
            var lesson = Lesson.learn(task, settings.seed() + split, settings, own().costs(), every, job.output(), job);
            job.output().tell(String.format(Locale.ROOT, "split %d: F1 of malignant %.4f, logistic regression %.4f", split + 1, lesson.f1(), lesson.linearF1()));
            lessons.add(lesson);
        }
        var tested = joined(lessons.stream().map(Lesson::tested).toList());
        var linear = joined(lessons.stream().map(Lesson::linear).toList());
        scores.put("f1_malignant_mean", lessons.stream().mapToDouble(Lesson::f1).average().orElseThrow(), interval(tested));
        scores.put("f1_malignant_logistic_mean", lessons.stream().mapToDouble(Lesson::linearF1).average().orElseThrow(), interval(linear));
        scores.put("f1_malignant_at_validated_threshold_mean", lessons.stream().mapToDouble(lesson -> lesson.atThreshold().f1()).average().orElseThrow());
        scores.put("f1_malignant_always", Lesson.f1(always(tested)));
        IntStream.range(0, lessons.size()).forEach(i -> scores.put("f1_malignant_split_" + (i + 1), lessons.get(i).f1()));
        new ScoreTable("Breast cancer: F1 of malignant, mean of " + lessons.size() + " stratified splits", ScoreTable.Form.DECIMAL, List.of(
                scores.row("this network", "f1_malignant_mean"),
                scores.row("at the thresholds that validation chose", "f1_malignant_at_validated_threshold_mean"),
                scores.row("logistic regression", "f1_malignant_logistic_mean"),
                scores.row("always malignant", "f1_malignant_always"))).lines().forEach(job.output()::say);
        sayThresholds(lessons.getFirst());
        show(lessons.getFirst(), data.origin(), "");
        return lessons.getFirst();
    }

    /// The digits, or the rare events.
    ///
    /// @param files what the names of its files begin with
    private Lesson ofOneSplit(TableTask task, DataDescription data, String files) {
        data.lines().forEach(job.output()::say);
        var lesson = Lesson.learn(task, settings.seed(), settings, own().costs(), every(), job.output(), job);
        String key = "f1_" + task.key();
        scores.put(key, lesson.f1(), interval(lesson.tested()));
        scores.put(key + "_logistic", lesson.linearF1(), interval(lesson.linear()));
        var rows = new ArrayList<>(List.of(scores.row("this network", key), scores.row("logistic regression", key + "_logistic")));
        if (task.isBinary()) {
            scores.put(key + "_at_validated_threshold", lesson.atThreshold().f1());
            rows.add(1, scores.row("at the threshold that validation chose", key + "_at_validated_threshold"));
            rows.add(new Row("always " + task.classes().get(task.positive()), Lesson.f1(always(lesson.tested())), null));
        }
        String measure = task.isBinary() ? "F1 of " + task.classes().get(task.positive()) : "mean F1 of the classes";
        String synthetic = data.origin() == Origin.SYNTHETIC ? " (SYNTHETIC DATA)" : "";
        new ScoreTable(title(task) + synthetic + ": " + measure + ", test rows", ScoreTable.Form.DECIMAL, rows).lines().forEach(job.output()::say);
        if (task.isBinary()) {
            sayThresholds(lesson);
        }
        show(lesson, data.origin(), files);
        return lesson;
    }

    private int every() {
        return Math.max(1, settings.epochs() / REPORTS);
    }

    private void finish(Lesson lesson, DataDescription data) {
        var task = lesson.parts().train();
        new Classifier(lesson.model(), task.features(), task.classes(), task.positive(), lesson.threshold()).write(folder);
        var report = Report.of(MetricsApplication.NAME, settings, data, lesson.model().countParams(), lesson.training()).scored(scores);
        folder.report(job.stopRequested().getAsBoolean() ? report.stopped() : report, job.own());
        job.output().say(folder.written());
    }

    // ---- what is shown of one --------------------------------------------------------------------------------------

    private void sayThresholds(Lesson lesson) {
        sayThreshold(lesson, lesson.threshold(), "by validation for the best F1");
        sayThreshold(lesson, lesson.cheapest(), "by validation for the least cost (" + own().costs() + ")");
        sayThreshold(lesson, 0.5, "as it is");
    }

    private void sayThreshold(Lesson lesson, double threshold, String why) {
        var counts = lesson.above(threshold);
        job.output().say(String.format(Locale.ROOT, "  threshold %.4f %s: test precision %.4f, recall %.4f, F1 %.4f, cost %s", threshold, why,
                counts.precision(), counts.recall(), counts.f1(), own().costs().words(counts)));
    }

    /// The three ways on the validation rows, all figures and plots of the test rows.
    private void show(Lesson lesson, Origin origin, String files) {
        var validation = lesson.parts().validation();
        ThreeWays.of(lesson.model(), validation, lesson.validated(), 16, 64, 256, validation.count()).lines(String.format(Locale.ROOT, "%,d validation rows of %s",
                validation.count(), validation.title())).forEach(job.output()::say);
        var report = new PredictionReport(title(validation) + ", test rows", lesson.tested(), own().costs());
        report.lines().forEach(job.output()::say);
        scores.putAll("test_" + validation.key() + "_", report.scores());
        report.plots().forEach((name, plot) -> folder.plot(files + name, plot, origin));
        folder.plot(files + "curves", Curves.of("Training on " + validation.title(), lesson.training().history()), origin);
        folder.write(files + Predictions.FILE, lesson.tested().csv());
    }

    private static String title(TableTask task) {
        return task.title().substring(0, 1).toUpperCase(Locale.ROOT) + task.title().substring(1);
    }

    // ---- data ------------------------------------------------------------------------------------------------------

    private DataDescription describe(TableTask task, Path file) {
        return describe(task, DataDescription.real(task.title(), file, List.of(file), LICENCE));
    }

    private DataDescription describe(TableTask task, DataDescription source) {
        var parts = task.split(settings.seed());
        return source.splits(List.of(part("train", parts.train()), part("validation", parts.validation()), part("test", parts.test())));
    }

    private static Split part(String name, TableTask rows) {
        return Split.of(name, rows.classes(), rows.labels());
    }

    // ---- predictions -----------------------------------------------------------------------------------------------

    private static Predictions joined(List<Predictions> parts) {
        var first = parts.getFirst();
        return new Predictions(first.classes(), first.positive(), parts.stream().flatMapToInt(p -> IntStream.of(p.truth())).toArray(),
                parts.stream().flatMapToInt(p -> IntStream.of(p.said())).toArray(), Optional.empty());
    }

    private static Predictions always(Predictions tested) {
        return new Predictions(tested.classes(), tested.positive(), tested.truth(), IntStream.of(tested.truth()).map(_ -> tested.positive()).toArray(), Optional.empty());
    }

    private Interval interval(Predictions all) {
        return Interval.ofScore(all.truth().length, drawn -> {
            var some = Classification.of(all.classes(), IntStream.of(drawn).map(i -> all.truth()[i]).toArray(), IntStream.of(drawn).map(i -> all.said()[i]).toArray());
            return all.isBinary() ? some.score(all.positive()).f1() : some.macroF1();
        }, settings.seed());
    }
}
