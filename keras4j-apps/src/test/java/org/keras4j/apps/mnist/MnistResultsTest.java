package org.keras4j.apps.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class MnistResultsTest {
    /// Five images of which the second and the fourth are mistaken, the fourth more surely.
    private static final MnistResults RESULTS = MnistResults.of(
            new LabelledImages(NDArray.zeros(DType.UINT8, Shape.of(5, 28, 28)), NDArray.of(0, 1, 2, 3, 4).cast(DType.UINT8)),
            NDArray.of(new float[][] {sure(0, 0.9f), sure(7, 0.6f), sure(2, 0.5f), sure(8, 0.99f), sure(4, 0.8f)}));

    @Test
    void theMostProbableDigitIsSaid() {
        assertThat(RESULTS.predicted()).containsExactly(0, 7, 2, 8, 4);
        assertThat(RESULTS.classification().accuracy()).isEqualTo(0.6);
    }

    @Test
    void theSurestMistakeIsTheWorst() {
        assertThat(RESULTS.worst()).containsExactly(3, 1);
    }

    @Test
    void plotsSayWhatTheyShow() {
        assertThat(RESULTS.confusionPlot().title()).isEqualTo("Test images: 60.00 % right");
        assertThat(RESULTS.samplesPlot().title()).isEqualTo("The first test images");
        assertThat(RESULTS.worstPlot().title()).isEqualTo("The surest mistakes");
    }

    @Test
    void aDigitIsDrawnAsText() {
        var image = NDArray.zeros(DType.UINT8, Shape.of(4, 5));
        image.set(255, 0, 1);
        image.set(255, 1, 1);
        image.set(255, 2, 3);

        assertThat(DigitText.lines(image)).containsExactly(" @", "   +");
    }

    @Test
    void scoresStandBesideTheirBaselines() {
        var table = new ScoreTable("test accuracy", ScoreTable.Form.PERCENT, List.of(
                new ScoreTable.Row("this network", 0.9922, Interval.ofShare(9922, 10_000)),
                new ScoreTable.Row("always 1", 0.1135, null)));

        assertThat(table.lines()).containsExactly(
                "test accuracy, with 95 % intervals",
                "  this network   99.22 %  [99.03 – 99.37]",
                "  always 1       11.35 %");
    }

    private static float[] sure(int digit, float probability) {
        var p = new float[10];
        Arrays.fill(p, (1 - probability) / 9);
        p[digit] = probability;
        return p;
    }
}
