package org.keras4j.apps.linreg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTest {
    @TempDir
    Path folder;

    private static final Table LINE = LineData.generate(0);
    private static final Table TRAIN = LINE.rows(IntStream.range(0, 160).toArray());
    private static final Table TEST = LINE.rows(IntStream.range(160, 200).toArray());

    @Test
    void standsBesideTheClosedForm() {
        var outcome = Outcome.of(TRAIN, TEST, new Equation(new double[] {0.5}, 2));

        // Noise of 0.05: a mean square of 0.0025, give or take four of its standard errors at 40 points.
        assertThat(outcome.testError()).isCloseTo(0.0025, offset(0.0023));
        assertThat(outcome.lines()).hasSize(3);
        assertThat(outcome.lines().getFirst()).isEqualTo("learned        y = 2 + 0.5 · x");
        assertThat(outcome.lines().getLast()).startsWith("test mean squared error  0.00");
    }

    @Test
    void plotsOneFeatureAsALineAndSeveralAgainstTheTruth() throws IOException {
        var line = Outcome.of(TRAIN, TEST, new Equation(new double[] {0.5}, 2));
        var square = new Table(List.of("x", "square"), "y", Stream.of(LINE.x()).map(r -> new double[] {r[0], r[0] * r[0]}).toArray(double[][]::new), LINE.y());
        var plane = Outcome.of(square, square, new Equation(new double[] {0.5, 0}, 2));

        assertThat(svg(line)).contains(">x<", ">fitted, with 95 % band<", ">test<");
        assertThat(svg(plane)).contains(">predicted y<", ">equal, with 95 % band<");
    }

    @Test
    void everyRowIsPredictedByAModelThatDidNotSeeIt() {
        var seen = new ArrayList<Integer>();

        var validation = CrossValidation.of(LINE, Folds.of(200, 10, 0), (train, fold) -> {
            seen.add(train.rows());
            var fit = LeastSquares.fit(train);
            return new Equation(fit.weights(), fit.intercept());
        });

        assertThat(seen).hasSize(10).allMatch(rows -> rows == 180);
        assertThat(validation.learned()).containsExactly(validation.closed(), offset(1e-12));
        // Slope 0.5 over −1 … 1 has variance 1/12, noise 1/400: R² = 1 − 0.0025 / 0.0858 = 0.971.
        assertThat(validation.closedR2()).isCloseTo(0.971, offset(0.01));
        assertThat(validation.table(1).lines()).hasSize(4);
        assertThat(Fit.r2(validation.truth(), validation.mean())).isBetween(-0.02, 0.0);
        assertThat(validation.spread().orElseThrow()).matches("R² of single folds: 0\\.9\\d\\d ± 0\\.0\\d\\d");
    }

    private String svg(Outcome outcome) throws IOException {
        outcome.residualPlot("r").save(folder, "residuals");
        return Files.readString(outcome.fitPlot("t").save(folder, "fit").getLast());
    }
}
