package org.keras4j.apps.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import module java.base;
import org.junit.jupiter.api.Test;

class ClassificationTest {
    private static final Classification PETS = Classification.of(List.of("ant", "bee", "cat"),
            new int[] {0, 1, 2, 2, 2, 0, 0}, new int[] {0, 0, 2, 2, 0, 0, 2});

    @Test
    void countsTrueClassesInRows() {
        assertThat(PETS.counts()).isDeepEqualTo(new long[][] {{2, 0, 1}, {1, 0, 0}, {1, 0, 2}});
        assertThat(PETS.accuracy()).isCloseTo(4.0 / 7, offset(1e-12));
        assertThat(PETS.majorityShare()).isCloseTo(3.0 / 7, offset(1e-12));
    }

    @Test
    void scoresEachClassByTheDefinition() {
        // ant: 2 of 4 said are right, 2 of 3 true are found; F1 = 2 · ½ · ⅔ / (½ + ⅔) = 4/7
        var ant = PETS.score(0);
        assertThat(ant.precision()).isEqualTo(0.5);
        assertThat(ant.recall()).isCloseTo(2.0 / 3, offset(1e-12));
        assertThat(ant.f1()).isCloseTo(4.0 / 7, offset(1e-12));
        assertThat(ant.support()).isEqualTo(3);
    }

    @Test
    void aClassNeverSaidScoresZeroWithAWarning() {
        assertThat(PETS.score(1)).isEqualTo(new Classification.ClassScore(0, 0, 0, 1));
        assertThat(PETS.warnings()).containsExactly("Precision of 'bee' is set to 0: nothing was predicted to be it.");
        assertThat(Classification.of(List.of("a", "b"), new int[] {0}, new int[] {1}).warnings())
                .containsExactly("Precision of 'a' is set to 0: nothing was predicted to be it.", "Recall of 'b' is set to 0: nothing truly is it.");
    }

    @Test
    void printsCountsWithSharesOfTheRow() {
        assertThat(PETS.confusionLines()).containsExactly(
                "  true \\ said             ant             bee             cat",
                "  ant              2 (66.7 %)       0 (0.0 %)      1 (33.3 %)",
                "  bee             1 (100.0 %)       0 (0.0 %)       0 (0.0 %)",
                "  cat              1 (33.3 %)       0 (0.0 %)      2 (66.7 %)");
    }

    @Test
    void printsATableLikeScikitLearns() {
        // Worked out by hand; the layout is that of scikit-learn.
        assertThat(PETS.lines()).containsExactly(
                "                precision     recall   f1-score    support",
                "           ant     0.5000     0.6667     0.5714          3",
                "           bee     0.0000     0.0000     0.0000          1",
                "           cat     0.6667     0.6667     0.6667          3",
                "     micro avg     0.5714     0.5714     0.5714          7",
                "     macro avg     0.3889     0.4444     0.4127          7",
                "  weighted avg     0.5000     0.5714     0.5306          7");
    }
}
