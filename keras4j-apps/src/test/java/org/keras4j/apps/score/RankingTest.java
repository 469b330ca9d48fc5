package org.keras4j.apps.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import module java.base;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Ranking SMALL = Ranking.of(new boolean[] {false, true, false, true, true}, new double[] {0.1, 0.4, 0.4, 0.8, 0.2});

    @Test
    void halfOfTiesCount() {
        // Six pairs of a positive and a negative: 0.4 > 0.1, 0.4 = 0.4, 0.8 > 0.1, 0.8 > 0.4, 0.2 > 0.1, 0.2 < 0.4.
        assertThat(SMALL.rocArea()).isCloseTo(4.5 / 6, offset(1e-12));
    }

    @Test
    void thresholdsLieBetweenScores() {
        assertThat(SMALL.sweep().stream().map(Ranking.Cut::threshold).toList()).hasSize(5)
                .satisfies(t -> assertThat(t.get(1)).isCloseTo(0.15, offset(1e-12)), t -> assertThat(t.get(3)).isCloseTo(0.6, offset(1e-12)));
        // Above 0.15: all three positives, one of two negatives: F1 = 6/7.
        assertThat(SMALL.best(BinaryCounts::f1)).isEqualTo(new Ranking.Cut((0.1 + 0.2) / 2, new BinaryCounts(3, 1, 0, 1)));
    }

    @Test
    void aDearMissLowersTheThreshold() {
        assertThat(SMALL.best(c -> -c.cost(1, 10)).counts().falseNegatives()).isZero();
        assertThat(SMALL.best(c -> -c.cost(10, 1)).counts().falsePositives()).isZero();
    }

    @Test
    void needsBothKindsAndNumbers() {
        assertThatThrownBy(() -> Ranking.of(new boolean[] {true}, new double[] {1})).hasMessageContaining("got 1 and 0");
        assertThatThrownBy(() -> Ranking.of(new boolean[] {true, false}, new double[] {1, Double.NaN})).hasMessageContaining("got NaN as the score of item 1");
    }

    @Test
    void countsWithNothingToDivideByScoreZero() {
        var none = new BinaryCounts(0, 0, 4, 5);
        assertThat(none.precision()).isZero();
        assertThat(none.f1()).isZero();
        assertThat(new BinaryCounts(0, 0, 0, 3).recall()).isZero();
    }

    @Test
    void splitsAreDisjointAndComplete() {
        int[] labels = IntStream.range(0, 103).map(i -> i % 10 == 0 ? 1 : 0).toArray();

        var split = StratifiedSplit.of(labels, 0.25, 7);

        assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.test())).sorted().toArray()).isEqualTo(IntStream.range(0, 103).toArray());
        assertThat(split.test()).hasSize(26).isEqualTo(StratifiedSplit.of(labels, 0.25, 7).test()).isNotEqualTo(StratifiedSplit.of(labels, 0.25, 8).test());
        assertThatThrownBy(() -> StratifiedSplit.of(new int[] {0, 0, 0, 1}, 0.25, 1)).hasMessageContaining("enough items of class 1 for both parts, got 1");
    }
}
