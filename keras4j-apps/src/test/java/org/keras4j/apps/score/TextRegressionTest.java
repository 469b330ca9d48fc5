package org.keras4j.apps.score;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;

class TextRegressionTest {

    /// No single word tells these apart, only pairs of them.
    @Test
    void seesPairsOfWords() {
        var texts = List.of("not good", "good not", "not bad", "bad not", "not good , really", "really good not", "not bad , really", "really bad not");
        var labels = new int[] {0, 1, 1, 0, 0, 1, 1, 0};

        var model = TextRegression.fit(texts, labels, 100);

        assertThat(model.predict(texts)).containsExactly(labels);
        assertThat(model.predict(List.of("not bad indeed", "not good indeed"))).containsExactly(1, 0);
    }

    @Test
    void saysTheMoreFrequentOfWhatItDoesNotKnow() {
        var model = TextRegression.fit(List.of("a b", "a c", "a d", "e"), new int[] {1, 1, 1, 0}, 1);
        assertThat(model.predict(List.of("x y z"))).containsExactly(1);
    }
}
