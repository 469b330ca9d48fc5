package org.keras4j.apps.linreg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.data.Standardizer;

class LeastSquaresTest {

    @Test
    void findsThePlaneThatPointsLieOn() {
        var x = new double[][] {{1, 2}, {3, -1}, {0, 4}, {5, 5}, {-2, 1}};
        var y = Stream.of(x).mapToDouble(p -> 3 * p[0] - 0.5 * p[1] + 7).toArray();

        var fit = LeastSquares.fit(table(x, y));

        assertThat(fit.weights()).containsExactly(new double[] {3, -0.5}, offset(1e-12));
        assertThat(fit.intercept()).isCloseTo(7, offset(1e-12));
        assertThat(fit.residualSd()).isCloseTo(0, offset(1e-12));
    }

    @Test
    void equalsTheTextbooksLine() {
        // x 1 … 5, y 2 4 5 4 5: slope 6/10, intercept 2.2, residual sum of squares 2.4 with 3 degrees of freedom.
        var fit = LeastSquares.fit(table(new double[][] {{1}, {2}, {3}, {4}, {5}}, new double[] {2, 4, 5, 4, 5}));

        assertThat(fit.weights()[0]).isCloseTo(0.6, offset(1e-12));
        assertThat(fit.intercept()).isCloseTo(2.2, offset(1e-12));
        assertThat(fit.residualSd()).isCloseTo(Math.sqrt(0.8), offset(1e-12));
        // At the mean of x: t(0.975, 3) · s · √(1 + 1/5), t = 3.1824 in the tables; the series gives 3.159.
        assertThat(fit.band(new double[] {3})).isCloseTo(3.1824 * Math.sqrt(0.8 * 1.2), offset(0.03));
        // Two steps aside: √(1 + 1/5 + 4/10).
        assertThat(fit.band(new double[] {5}) / fit.band(new double[] {3})).isCloseTo(Math.sqrt(1.6 / 1.2), offset(1e-12));
    }

    @Test
    void refusesFeaturesThatDependOnEachOther() {
        assertThatThrownBy(() -> LeastSquares.fit(table(new double[][] {{1, 2}, {2, 4}, {3, 6}, {4, 8}}, new double[] {1, 2, 3, 4})))
                .hasMessageContaining("got 'b' as a sum of those before it");
        assertThatThrownBy(() -> LeastSquares.fit(table(new double[][] {{1}, {2}}, new double[] {1, 2})))
                .hasMessage("Least squares: expected more than 2 rows for 1 features, got 2.");
    }

    @Test
    void aStandardisedFitIsTheRawOneInOtherUnits() {
        var line = LineData.generate(3);
        var raw = LeastSquares.fit(line);
        var inputs = Standardizer.of(line.x());
        var target = Standardizer.of(line.y());

        var standardised = LeastSquares.fit(table(inputs.apply(line.x()), target.apply(line.y())));
        var back = new Equation(standardised.weights(), standardised.intercept()).raw(inputs, target);

        assertThat(standardised.intercept()).isCloseTo(0, offset(1e-12));
        assertThat(back.weights()).containsExactly(raw.weights(), offset(1e-12));
        assertThat(back.intercept()).isCloseTo(raw.intercept(), offset(1e-12));
        assertThat(target.undo(target.apply(line.y()))).containsExactly(line.y(), offset(1e-12));
    }

    @Test
    void theGeneratedLineIsTheArticles() {
        var line = LineData.generate(0);
        var fit = LeastSquares.fit(line);

        assertThat(line.rows()).isEqualTo(200);
        assertThat(DoubleStream.of(Stream.of(line.x()).mapToDouble(p -> p[0]).toArray()).sorted().toArray()[1]).isCloseTo(-1 + 2.0 / 199, offset(1e-12));
        // Within four standard errors: 0.05 / √200 for the height, that over 0.58 for the slope.
        assertThat(fit.intercept()).isCloseTo(2, offset(0.015));
        assertThat(fit.weights()[0]).isCloseTo(0.5, offset(0.025));
        assertThat(fit.residualSd()).isCloseTo(0.05, offset(0.01));
    }

    @Test
    void everyRowIsTestedOnceByThoseThatDidNotTrainOnIt() {
        var folds = Folds.of(442, 10, 1);

        assertThat(folds.parts().stream().flatMapToInt(IntStream::of).sorted().toArray()).isEqualTo(IntStream.range(0, 442).toArray());
        for (int k = 0; k < 10; k++) {
            assertThat(folds.test(k).length).isBetween(44, 45);
            assertThat(IntStream.concat(IntStream.of(folds.test(k)), IntStream.of(folds.train(k))).sorted().toArray()).isEqualTo(IntStream.range(0, 442).toArray());
        }
    }

    @Test
    void r2IsOneForTheTruthAndZeroForItsMean() {
        var truth = new double[] {1, 2, 6};
        assertThat(Fit.r2(truth, truth)).isEqualTo(1);
        assertThat(Fit.r2(truth, new double[] {3, 3, 3})).isEqualTo(0);
        assertThat(Fit.r2(truth, new double[] {1, 2, 5})).isCloseTo(1 - 1.0 / 14, offset(1e-12));
    }

    @Test
    void leastSquaresExplainsAboutHalfOfTheDiabetesTable() {
        String root = System.getenv("KERAS4J_DATA");
        assumeTrue(root != null && Files.isRegularFile(Path.of(root, "tabular", "diabetes.csv")), "KERAS4J_DATA names no folder with tabular/diabetes.csv");
        var table = Table.readCsv(Path.of(root, "tabular", "diabetes.csv"), "target");

        assertThat(table.rows()).isEqualTo(442);
        assertThat(table.features()).containsExactly("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6");
        // scikit-learn's LinearRegression on all rows: R² 0.5177.
        var all = LeastSquares.fit(table);
        assertThat(Fit.r2(table.y(), all.predict(table.x()))).isCloseTo(0.5177, offset(1e-4));
        // Ten folds, pooled: .491 with scikit-learn's deal.
        var folds = Folds.of(442, 10, 0);
        var predicted = new double[442];
        for (int k = 0; k < 10; k++) {
            var train = table.rows(folds.train(k));
            var fit = LeastSquares.fit(train);
            for (int i : folds.test(k)) {
                predicted[i] = fit.predict(table.x()[i]);
            }
        }
        assertThat(Fit.r2(table.y(), predicted)).isCloseTo(0.491, offset(0.012));
    }

    @Test
    void writesEquationsAsPeopleDo() {
        assertThat(new Equation(new double[] {0.49951, -22.8}, 1.99213).words("y", List.of("bmi", "sex"))).isEqualTo("y = 1.9921 + 0.49951 · bmi − 22.8 · sex");
    }

    /// With columns `a`, `b`, ….
    private static Table table(double[][] x, double[] y) {
        return new Table(IntStream.range(0, x[0].length).mapToObj(j -> Character.toString('a' + j)).toList(), "y", x, y);
    }
}
