package org.keras4j.apps.linreg;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Setting;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.DataFile;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.GivenRows;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.linreg.Descent.Scaling;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.Scores;
import org.keras4j.plots.Curves;
import org.keras4j.regularizers.L1L2;
import tools.jackson.databind.JsonNode;

/// Simple linear regression with Keras, first on the article's generated line, then on a real table, each beside least
/// squares in closed form.
public final class LinregApplication implements Application {
    private static final String NAME = "linreg";
    private static final int COST_EVERY = 100;
    private static final int FOLDS = 10;
    private static final int TEST_PART = 5;
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

    /// What a run learned of one table.
    private record Lesson(DataDescription data, Polynomial terms, Report.Settings settings, Descent descent, Outcome outcome) {}

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
        var source = source(job);
        var scores = new Scores();
        var last = switch (source) {
            case LinregSource.LineOnly(var wanted) -> {
                job.output().saySynthetic(LinregSource.FILE, wanted);
                yield lineInto(folder, "", scores, job);
            }
            case LinregSource.Diabetes(var file) -> {
                var ofLine = new Scores();
                lineInto(folder, "line-", ofLine, job);
                var table = tableInto(folder, "diabetes", file, "target", "Efron et al. 2004, as shipped in scikit-learn, BSD-3", scores, job);
                // The real table's score comes first: it is the one that is listed.
                scores.putAll(ofLine);
                yield table;
            }
            case LinregSource.Own(var file, var target) ->
                    tableInto(folder, file.getFileName().toString(), file, target, "the user's own", scores, job);
        };
        new EquationFile(last.outcome.train().target(), last.terms, last.descent.equation()).write(folder);
        var training = last.descent.training();
        folder.plot("curves", Curves.of("Cost", training.history()), last.data.origin());
        var report = Report.of(NAME, last.settings, last.data, last.outcome.train().features().size() + 1, training).scored(scores);
        folder.report(job.stopRequested().getAsBoolean() ? report.stopped() : report, job.own());
        job.output().say(folder.written());
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
            case LinregSource.LineOnly _ -> testPoints(LineData.generate(earlier.seed()));
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
        return table.rows(Folds.of(table.rows(), TEST_PART, earlier.seed()).test(0));
    }

    private static Table testPoints(Table line) {
        return line.rows(IntStream.range(LineData.TRAIN, line.rows()).toArray());
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
            line(job);
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

    // ---- the line --------------------------------------------------------------------------------------------------

    private static Lesson line(Job job) {
        long seed = job.options().seed();
        var own = (Own) job.own();
        var line = LineData.generate(seed);
        var terms = Polynomial.of(line, own.degree());
        var points = terms.apply(line);
        var train = points.rows(IntStream.range(0, LineData.TRAIN).toArray());
        var test = testPoints(points);
        var data = new DataDescription("generated line", "y = 0.5 x + 2 with noise, drawn by Keras4J with seed " + seed, Origin.SYNTHETIC, List.of(),
                List.of(Split.of("train", train.rows()), Split.of("test", test.rows())), "none needed");
        data.lines().forEach(job.output()::say);
        // The article's rate of 0.01 is far from the line after its 301 steps.
        var settings = settings(job.options(), 301, train.rows(), job.options().preset() == Preset.PAPER ? 0.01 : 0.1);
        var descent = Descent.learn(train, Scaling.NONE, own.penalty(), settings, cost(job), job);
        var outcome = Outcome.of(train, test, descent.equation());
        outcome.lines().forEach(job.output()::say);
        return new Lesson(data, terms, settings, descent, outcome);
    }

    private static Lesson lineInto(RunFolder folder, String prefix, Scores scores, Job job) {
        var lesson = line(job);
        var outcome = lesson.outcome;
        scores.put("line_w", outcome.learned().weights()[0]);
        scores.put("line_b", outcome.learned().intercept());
        scores.put("line_test_mse", outcome.testError());
        scores.put("line_least_squares_w", outcome.closed().weights()[0]);
        scores.put("line_least_squares_b", outcome.closed().intercept());
        scores.put("line_least_squares_test_mse", outcome.closedTestError());
        folder.plot(prefix + "fit", outcome.fitPlot("A line through noisy points"), Origin.SYNTHETIC);
        folder.plot(prefix + "residuals", outcome.residualPlot("What the line leaves over, test points"), Origin.SYNTHETIC);
        return lesson;
    }

    // ---- a table ---------------------------------------------------------------------------------------------------

    private static Lesson tableInto(RunFolder folder, String name, Path file, String target, String licence, Scores scores, Job job) {
        var own = (Own) job.own();
        var read = Table.readCsv(file, target);
        requireVariety(file, read);
        var terms = Polynomial.of(read, own.degree());
        var table = terms.apply(read);
        long seed = job.options().seed();
        var parts = Folds.of(table.rows(), TEST_PART, seed);
        var train = table.rows(parts.train(0));
        var test = table.rows(parts.test(0));
        var data = new DataDescription(name, file.toString(), Origin.REAL, List.of(DataFile.of(file)),
                List.of(Split.of("train", train.rows()), Split.of("test", test.rows())), licence);
        data.lines().forEach(job.output()::say);
        // Refuses columns that depend on each other now, not after the training.
        try {
            LeastSquares.fit(train);
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        }
        var settings = settings(job.options(), 1000, table.rows(), 0.1);
        var descent = Descent.learn(train, Scaling.STANDARDISED, own.penalty(), settings, cost(job), job);
        var outcome = Outcome.of(train, test, descent.equation());
        outcome.lines().forEach(job.output()::say);

        crossValidated(table, settings, job).ifPresent(validation -> {
            validation.table(seed).lines().forEach(job.output()::say);
            validation.spread().ifPresent(job.output()::say);
            scores.put("cross_validated_r2", validation.learnedR2(), validation.interval(validation.learned(), seed));
            scores.put("cross_validated_r2_least_squares", validation.closedR2());
        });
        scores.put("test_mse", outcome.testError());
        scores.put("test_mse_least_squares", outcome.closedTestError());
        folder.plot("fit", outcome.fitPlot("Predicted and true " + target + ", " + name), Origin.REAL);
        folder.plot("residuals", outcome.residualPlot("What is left over, test rows of " + name), Origin.REAL);
        return new Lesson(data, terms, settings, descent, outcome);
    }

    /// {@return nothing if the user stopped it: some folds have learned one step only then}
    private static Optional<CrossValidation> crossValidated(Table table, Report.Settings settings, Job job) {
        if (job.stopRequested().getAsBoolean()) {
            return Optional.empty();
        }
        var penalty = ((Own) job.own()).penalty();
        var validation = CrossValidation.of(table, Folds.of(table.rows(), Math.min(FOLDS, table.rows()), settings.seed()),
                (fold, _) -> Descent.learn(fold, Scaling.STANDARDISED, penalty, settings, (_, _) -> { }, job).equation());
        return job.stopRequested().getAsBoolean() ? Optional.empty() : Optional.of(validation);
    }

    private static void requireVariety(Path file, Table table) {
        if (table.rows() < TEST_PART) {
            throw new DataException(file + ": expected " + TEST_PART + " rows or more, of which a fifth test, got " + table.rows() + ".");
        }
        if (DoubleStream.of(table.y()).distinct().count() < 2) {
            throw new DataException(file + ": expected different values in the column '" + table.target() + "', got " + table.y()[0] + " in every row. There is nothing to predict.");
        }
    }

    // ---- both ------------------------------------------------------------------------------------------------------

    /// Batches of `rows` are whole: each epoch is one step.
    private static Report.Settings settings(RunOptions options, int epochs, int rows, double rate) {
        return Report.Settings.of(options, epochs, rows, rate);
    }

    private static Descent.Cost cost(Job job) {
        return (epoch, loss) -> {
            if (epoch % COST_EVERY == 0) {
                job.output().tell(String.format(Locale.ROOT, "step %4d  cost %.6g", epoch, loss));
            }
        };
    }
}
