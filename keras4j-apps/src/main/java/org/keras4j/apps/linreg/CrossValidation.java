package org.keras4j.apps.linreg;

import module java.base;
import org.keras4j.apps.data.Standardizer;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;

/// Predictions for each row of a table by models that did not train on it, made fold by fold.
///
/// @param truth of each row
/// @param learned by gradient descent
/// @param closed by ordinary least squares
/// @param mean of the training rows: the least that a model must beat
record CrossValidation(Folds folds, double[] truth, double[] learned, double[] closed, double[] mean) {

    /// Learns a table's target from its features.
    interface Learner {
        /// {@return the learned function, in the table's units}
        Equation learn(Table train, int fold);
    }

    static CrossValidation of(Table table, Folds folds, Learner learner) {
        var learned = new double[table.rows()];
        var closed = new double[table.rows()];
        var mean = new double[table.rows()];
        for (int fold = 0; fold < folds.parts().size(); fold++) {
            var train = table.rows(folds.train(fold));
            var equation = learner.learn(train, fold);
            var leastSquares = LeastSquares.fit(train);
            double average = DoubleStream.of(train.y()).average().orElseThrow();
            for (int row : folds.test(fold)) {
                learned[row] = equation.apply(table.x()[row]);
                closed[row] = leastSquares.predict(table.x()[row]);
                mean[row] = average;
            }
        }
        return new CrossValidation(folds, table.y(), learned, closed, mean);
    }

    double learnedR2() {
        return Fit.r2(truth, learned);
    }

    double closedR2() {
        return Fit.r2(truth, closed);
    }

    ScoreTable table(long seed) {
        return new ScoreTable("R² of the predictions of " + folds.parts().size() + " folds", ScoreTable.Form.DECIMAL, List.of(
                row("gradient descent", learned, seed), row("least squares", closed, seed), row("mean", mean, seed)));
    }

    /// Mean and standard deviation of the folds' own R², which tell how much a single split may mislead.
    ///
    /// @return nothing where folds are single rows, which have no R²
    Optional<String> spread() {
        if (folds.parts().stream().anyMatch(part -> part.length < 2)) {
            return Optional.empty();
        }
        var single = folds.parts().stream().mapToDouble(part -> r2(learned, part)).toArray();
        var moments = Standardizer.of(single);
        return Optional.of(String.format(Locale.ROOT, "R² of single folds: %.3f ± %.3f", moments.mean()[0], moments.sd()[0]));
    }

    Interval interval(double[] predicted, long seed) {
        return Interval.ofScore(truth.length, drawn -> r2(predicted, drawn), seed);
    }

    private Row row(String what, double[] predicted, long seed) {
        return new Row(what, Fit.r2(truth, predicted), interval(predicted, seed));
    }

    private double r2(double[] predicted, int[] rows) {
        return Fit.r2(IntStream.of(rows).mapToDouble(i -> truth[i]).toArray(), IntStream.of(rows).mapToDouble(i -> predicted[i]).toArray());
    }
}
