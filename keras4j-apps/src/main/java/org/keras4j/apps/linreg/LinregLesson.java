package org.keras4j.apps.linreg;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.linreg.Descent.Scaling;
import org.keras4j.apps.score.Scores;

/// What a run learns of one table, beside least squares in closed form.
///
/// @param terms of the table's columns
record LinregLesson(DataDescription data, Polynomial terms, Report.Settings settings, Descent descent, Outcome outcome, Scores scores) {
    /// One of so many rows tests.
    static final int TEST_PART = 5;
    private static final int COST_EVERY = 100;
    private static final int FOLDS = 10;

    // ---- the line --------------------------------------------------------------------------------------------------

    static LinregLesson ofLine(Job job) {
        long seed = job.options().seed();
        var own = (LinregApplication.Own) job.own();
        var line = LineData.generate(seed);
        var terms = Polynomial.of(line, own.degree());
        var points = terms.apply(line);
        var train = points.rows(IntStream.range(0, LineData.TRAIN).toArray());
        var test = testPoints(points);
        var data = DataDescription.generated("generated line", "y = 0.5 x + 2 with noise, drawn by Keras4J with seed " + seed)
                .splits(List.of(Split.of("train", train.rows()), Split.of("test", test.rows())));
        data.lines().forEach(job.output()::say);
        // Batches of all rows: each epoch is one step. The article's rate of 0.01 is far from the line after its 301 steps.
        var settings = Report.Settings.of(job.options(), 301, train.rows(), job.options().preset() == Preset.PAPER ? 0.01 : 0.1);
        var descent = Descent.learn(train, Scaling.NONE, own.penalty(), settings, cost(job), job);
        var outcome = Outcome.of(train, test, descent.equation());
        outcome.lines().forEach(job.output()::say);

        var scores = new Scores();
        scores.put("line_w", outcome.learned().weights()[0]);
        scores.put("line_b", outcome.learned().intercept());
        scores.put("line_test_mse", outcome.testError());
        scores.put("line_least_squares_w", outcome.closed().weights()[0]);
        scores.put("line_least_squares_b", outcome.closed().intercept());
        scores.put("line_least_squares_test_mse", outcome.closedTestError());
        return new LinregLesson(data, terms, settings, descent, outcome, scores);
    }

    static Table testPoints(Table line) {
        return line.rows(IntStream.range(LineData.TRAIN, line.rows()).toArray());
    }

    void drawLine(RunFolder folder, String prefix) {
        folder.plot(prefix + "fit", outcome.fitPlot("A line through noisy points"), data.origin());
        folder.plot(prefix + "residuals", outcome.residualPlot("What the line leaves over, test points"), data.origin());
    }

    // ---- a table ---------------------------------------------------------------------------------------------------

    /// @throws DataException if it has too few rows, one value in its target, or columns that depend on each other
    static LinregLesson ofTable(String name, Path file, String target, String licence, Job job) {
        var own = (LinregApplication.Own) job.own();
        var read = Table.readCsv(file, target);
        requireVariety(file, read);
        var terms = Polynomial.of(read, own.degree());
        var table = terms.apply(read);
        var parts = Folds.of(table.rows(), TEST_PART, job.options().seed());
        var train = table.rows(parts.train(0));
        var test = table.rows(parts.test(0));
        var data = DataDescription.real(name, file, List.of(file), licence)
                .splits(List.of(Split.of("train", train.rows()), Split.of("test", test.rows())));
        data.lines().forEach(job.output()::say);
        // Refuses columns that depend on each other now, not after the training.
        try {
            LeastSquares.fit(train);
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        }
        // Batches of all rows: each epoch is one step, in each fold too.
        var settings = Report.Settings.of(job.options(), 1000, table.rows(), 0.1);
        var descent = Descent.learn(train, Scaling.STANDARDISED, own.penalty(), settings, cost(job), job);
        var outcome = Outcome.of(train, test, descent.equation());
        outcome.lines().forEach(job.output()::say);
        return new LinregLesson(data, terms, settings, descent, outcome, scores(table, outcome, settings, job));
    }

    private static void requireVariety(Path file, Table table) {
        if (table.rows() < TEST_PART) {
            throw new DataException(file + ": expected " + TEST_PART + " rows or more, of which a fifth test, got " + table.rows() + ".");
        }
        if (DoubleStream.of(table.y()).distinct().count() < 2) {
            throw new DataException(file + ": expected different values in the column '" + table.target() + "', got " + table.y()[0] + " in every row. There is nothing to predict.");
        }
    }

    private static Scores scores(Table table, Outcome outcome, Report.Settings settings, Job job) {
        var scores = new Scores();
        crossValidated(table, settings, job).ifPresent(validation -> {
            validation.table(settings.seed()).lines().forEach(job.output()::say);
            validation.spread().ifPresent(job.output()::say);
            scores.put("cross_validated_r2", validation.learnedR2(), validation.interval(validation.learned(), settings.seed()));
            scores.put("cross_validated_r2_least_squares", validation.closedR2());
        });
        return scores.put("test_mse", outcome.testError()).put("test_mse_least_squares", outcome.closedTestError());
    }

    /// {@return nothing if the user stopped it: some folds have learned one step only then}
    private static Optional<CrossValidation> crossValidated(Table table, Report.Settings settings, Job job) {
        if (job.stopRequested().getAsBoolean()) {
            return Optional.empty();
        }
        var penalty = ((LinregApplication.Own) job.own()).penalty();
        var validation = CrossValidation.of(table, Folds.of(table.rows(), Math.min(FOLDS, table.rows()), settings.seed()),
                (fold, _) -> Descent.learn(fold, Scaling.STANDARDISED, penalty, settings, (_, _) -> { }, job).equation());
        return job.stopRequested().getAsBoolean() ? Optional.empty() : Optional.of(validation);
    }

    void drawTable(RunFolder folder) {
        folder.plot("fit", outcome.fitPlot("Predicted and true " + outcome.train().target() + ", " + data.name()), data.origin());
        folder.plot("residuals", outcome.residualPlot("What is left over, test rows of " + data.name()), data.origin());
    }

    // ---- both ------------------------------------------------------------------------------------------------------

    private static Descent.Cost cost(Job job) {
        return (epoch, loss) -> {
            if (epoch % COST_EVERY == 0) {
                job.output().tell(String.format(Locale.ROOT, "step %4d  cost %.6g", epoch, loss));
            }
        };
    }
}
