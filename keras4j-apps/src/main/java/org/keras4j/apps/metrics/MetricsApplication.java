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
import org.keras4j.apps.data.DataFiles;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.GivenRows;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import tools.jackson.databind.json.JsonMapper;

/// Precision, recall and F1 measured rightly, on tumours, digits and rare events, and on the user's own predictions.
public final class MetricsApplication implements Application {
    static final String NAME = "metrics";
    private static final DataFiles FILES = DataFiles.of("tabular", "tables of tumours and digits", TableTask.CANCER_FILE, TableTask.DIGITS_FILE);

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

    /// Fills in what the user left open.
    private static Report.Settings settings(RunOptions options) {
        int epochs = switch (options.preset()) {
            case QUICK, PAPER -> 40;
            case STANDARD -> 60;
        };
        return Report.Settings.of(options, epochs, 32, 1e-3);
    }

    @Override
    public void train(Job job, RunFolder folder) {
        var own = (Own) job.own();
        if (own.csv() != null) {
            throw new IllegalArgumentException("metrics train: expected no --csv, from whose predictions nothing can be learned. "
                    + "Give it to evaluate: keras4j metrics evaluate --csv " + own.csv());
        }
        var choice = FILES.choose(job.options(), job.places());
        ThreeWays.twoBatches().forEach(job.output()::say);
        new MetricsRun(settings(job.options()), job, folder).learn(choice);
    }

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
}
