package org.keras4j.apps.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;

/// Expected values by scikit-learn 1.7: `fbeta_score(average="samples", beta=2, zero_division=0)`, `average=None`, `average_precision_score`.
class MultiLabelTest {
    private static final boolean T = true;
    private static final boolean F = false;
    private static final List<String> TAGS = List.of("forest", "water", "road", "haze");
    private static final boolean[][] TRUTH = {{T, F, T, F}, {F, T, F, F}, {T, T, T, F}, {F, F, F, F}, {T, F, F, T}};
    private static final double[][] PROBABILITIES = {
        {0.9, 0.3, 0.4, 0.1}, {0.2, 0.6, 0.25, 0.3}, {0.55, 0.45, 0.7, 0.05}, {0.1, 0.2, 0.35, 0.15}, {0.3, 0.1, 0.6, 0.8}};

    @Test
    void scoresEachItemAndThenTheirMean() {
        var score = new MultiLabel(TAGS, TRUTH, Thresholds.same(0.25, 4).said(PROBABILITIES));

        // All answers in one pot would be 0.909, the mean of the tags 0.894.
        assertThat(score.fBeta(2)).isCloseTo(0.7303030303030302, within(1e-12));
        assertThat(score.fBetas(2)[3]).isZero();
        assertThat(IntStream.range(0, 4).mapToDouble(tag -> score.of(tag).fBeta(2)).toArray())
                .containsExactly(new double[] {1.0, 0.9090909090909091, 0.8333333333333334, 0.8333333333333334}, within(1e-12));
        assertThat(score.binaryAccuracy()).isCloseTo(0.8, within(1e-12));
        assertThat(score.interval(2, 1).low()).isLessThan(0.73);
        assertThat(score.interval(2, 1).high()).isGreaterThan(0.73).isLessThanOrEqualTo(1);
    }

    @Test
    void ranksEachTag() {
        assertThat(MultiLabel.meanAveragePrecision(TRUTH, PROBABILITIES)).isCloseTo(0.9583333333333333, within(1e-12));
    }

    @Test
    void leavesATagThatNobodyHasOutOfTheMean() {
        boolean[][] truth = {{T, F}, {F, F}};

        assertThat(MultiLabel.meanAveragePrecision(truth, new double[][] {{0.9, 0.1}, {0.2, 0.7}})).isEqualTo(1);
    }

    @Test
    void countsPairs() {
        assertThat(MultiLabel.together(TRUTH, 4)).isDeepEqualTo(new long[][] {{3, 1, 2, 1}, {1, 2, 1, 0}, {2, 1, 2, 0}, {1, 0, 0, 1}});
    }

    @Test
    void tunesEachTagForItself() {
        // The first tag is best from 0.55 on, the second from 0.05: one threshold cannot serve both.
        boolean[][] truth = {{T, F}, {F, T}, {T, T}, {F, F}};
        double[][] probabilities = {{0.9, 0.02}, {0.52, 0.12}, {0.71, 0.13}, {0.58, 0.04}};

        var tuned = Thresholds.tuned(truth, probabilities, 2);

        assertThat(tuned.values()).containsExactly(new double[] {0.55, 0.05}, within(1e-12));
        // The last item has no tag and gets none, which counts as 0 by definition.
        assertThat(new MultiLabel(List.of("a", "b"), truth, tuned.said(probabilities)).fBeta(2)).isEqualTo(0.75);
        assertThat(new MultiLabel(List.of("a", "b"), truth, Thresholds.same(0.5, 2).said(probabilities)).fBeta(2)).isLessThan(0.5);
    }

    @Test
    void wantsAnAnswerForEachTag() {
        assertThatThrownBy(() -> new MultiLabel(TAGS, TRUTH, new boolean[5][3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MultiLabel: expected 4 answers for each of 5 items, got 5 items.");
    }
}
