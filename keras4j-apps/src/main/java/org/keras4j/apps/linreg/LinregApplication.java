package org.keras4j.apps.linreg;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.Setting;
import org.keras4j.apps.data.DataDescription.DataFile;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.GivenRows;
import org.keras4j.apps.score.Interval;
import org.keras4j.plots.Curves;
import org.keras4j.regularizers.L1L2;
import tools.jackson.databind.JsonNode;

/// Simple linear regression with Keras, first on the article's generated line, then on a real table, each beside least
/// squares in closed form.
public final class LinregApplication implements Application {
    private static final String NAME = "linreg";
    private static final int SHOWN = 5;

    record Own(
            @Setting(value = "learn from this table instead", label = "FILE") @Nullable Path csv,
            @Setting(value = "the column of the table to predict", label = "NAME") String target,
            @Setting(value = "up to which power each column is taken", label = "N", least = 1, most = Polynomial.MOST) int degree,
            @Setting(value = "the price of the weights' sizes, which makes some 0", label = "PRICE") double l1,
            @Setting(value = "the price of their squares, which makes all smaller", label = "PRICE") double l2) {
        Own {
            price("--l1", l1);
            price("--l2", l2);
        }

        private static void price(String option, double value) {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(option + ": expected 0 or more, got " + value + ".");
            }
        }

        L1L2 penalty() {
            return new L1L2(l1, l2);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Fits a straight line, and a table of patients, by gradient descent";
    }

    @Override
    public Record ownOptions() {
        return new Own(null, "target", 1, 0, 0);
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return LinregSource.choose(options, null, "target", places).describe();
    }

    @Override
    public void train(Job job, RunFolder folder) {
        var lesson = switch (source(job)) {
            case LinregSource.LineOnly(var wanted) -> {
                job.output().saySynthetic(LinregSource.FILE, wanted);
                yield line(folder, "", job);
            }
            case LinregSource.Diabetes(var file) -> {
                var line = line(folder, "line-", job);
                var table = LinregLesson.ofTable("diabetes", file, "target", "Efron et al. 2004, as shipped in scikit-learn, BSD-3", job);
                table.drawTable(folder);
                // The real table's score comes first: it is the one that is listed.
                table.scores().putAll(line.scores());
                yield table;
            }
            case LinregSource.Own(var file, var target) -> {
                var table = LinregLesson.ofTable(file.getFileName().toString(), file, target, "the user's own", job);
                table.drawTable(folder);
                yield table;
            }
        };
        new EquationFile(lesson.outcome().train().target(), lesson.terms(), lesson.descent().equation()).write(folder);
        var training = lesson.descent().training();
        folder.plot("curves", Curves.of("Cost", training.history()), lesson.data().origin());
        var report = Report.of(NAME, lesson.settings(), lesson.data(), lesson.outcome().train().features().size() + 1, training).scored(lesson.scores());
        folder.report(job.stopRequested().getAsBoolean() ? report.stopped() : report, job.own());
        job.output().say(folder.written());
    }

    private static LinregLesson line(RunFolder folder, String prefix, Job job) {
        var line = LinregLesson.ofLine(job);
        line.drawLine(folder, prefix);
        return line;
    }

    @Override
    public void evaluate(Job job) {
        var earlier = EarlierRun.of(job.options(), NAME, EquationFile.NAME);
        var model = EquationFile.read(earlier);
        var table = unseen(model, earlier, job);
        var predicted = model.equation().apply(model.terms().apply(table).x());
        job.output().say("Equation of " + earlier.words());
        job.output().say(model.equation().words(model.target(), model.terms().names()));
        var r2 = Interval.ofScore(table.rows(), rows -> Fit.r2(IntStream.of(rows).mapToDouble(i -> table.y()[i]).toArray(),
                IntStream.of(rows).mapToDouble(i -> predicted[i]).toArray()), earlier.seed());
        job.output().say(String.format(Locale.ROOT, "On %,d rows that it wasn't trained on: mean squared error %.6g, R² %.4f %s (their mean: 0)", table.rows(),
                Fit.meanSquaredError(table.y(), predicted), Fit.r2(table.y(), predicted), r2));
    }

    /// What the run didn't learn from.
    ///
    /// @throws IllegalArgumentException if it has other columns than the run's
    private static Table unseen(EquationFile model, EarlierRun earlier, Job job) {
        var table = switch (source(job)) {
            case LinregSource.LineOnly _ -> LinregLesson.testPoints(LineData.generate(earlier.seed()));
            case LinregSource.Diabetes(var file) -> unseen(file, model.target(), earlier, job);
            case LinregSource.Own(var file, _) -> unseen(file, model.target(), earlier, job);
        };
        if (!table.features().equals(model.terms().columns())) {
            throw new IllegalArgumentException("linreg " + job.verb().name().toLowerCase(Locale.ROOT) + ": expected a table with " + String.join(", ", model.terms().columns()) + " for the run in "
                    + earlier.path() + ", got " + String.join(", ", table.features()) + ".");
        }
        return table;
    }

    /// The rows that the run held out, if it learned from this file; else all.
    private static Table unseen(Path file, String target, EarlierRun earlier, Job job) {
        var table = Table.readCsv(file, target);
        var learned = DataFile.of(file);
        if (!learned.sha256().equals(earlier.json(RunFolder.REPORT, JsonNode.class).at("/data/sha256/" + file.getFileName()).asString(""))) {
            job.output().tell(file + " is another table than the run in " + earlier.path() + " learned from.");
            return table;
        }
        return table.rows(Folds.of(table.rows(), LinregLesson.TEST_PART, earlier.seed()).test(0));
    }

    @Override
    public void predict(Job job) {
        var model = EquationFile.read(EarlierRun.of(job.options(), NAME, EquationFile.NAME));
        var columns = model.terms().columns();
        job.answer(NAME, "CSV files, or rows of numbers for " + String.join(",", columns), words -> new GivenRows(NAME, columns).read(words)
                .forEach(row -> job.output().say(String.format(Locale.ROOT, "%s: %s = %.6g", row.name(), model.target(), model.predict(row.values())))));
    }

    /// Learns a line before the user's eyes; of a run that is named, shows what it says of rows that it hasn't read.
    @Override
    public void demo(Job job) {
        if (job.options().run() == null) {
            LinregLesson.ofLine(job);
            return;
        }
        var earlier = EarlierRun.of(job.options(), NAME, EquationFile.NAME);
        var model = EquationFile.read(earlier);
        var table = unseen(model, earlier, job);
        var shown = table.rows(IntStream.range(0, Math.min(SHOWN, table.rows())).toArray());
        var predicted = model.equation().apply(model.terms().apply(shown).x());
        job.output().tell("Equation of " + earlier.words());
        job.output().say(model.equation().words(model.target(), model.terms().names()));
        for (int i = 0; i < predicted.length; i++) {
            job.output().say(String.format(Locale.ROOT, "%s = %.6g, truly %.6g", model.target(), predicted[i], shown.y()[i]));
        }
    }

    private static LinregSource source(Job job) {
        var own = (Own) job.own();
        return LinregSource.choose(job.options(), own.csv(), own.target(), job.places());
    }
}
