package org.keras4j.apps.score;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class ProbabilitiesTest {
    private static final Probabilities SAID = Probabilities.of(new float[] {0.125f, 0.375f, 0.125f, 0.375f});
    private static final List<String> NAMES = List.of("ant", "bee", "cat", "dog");

    @Test
    void theFirstOfTheMostProbableIsTheBest() {
        assertThat(SAID.best()).isEqualTo(1);
        assertThat(SAID.highest()).isEqualTo(0.375);
        assertThat(SAID.ordered()).containsExactly(1, 3, 0, 2);
    }

    @Test
    void wordsNameTheMostProbable() {
        assertThat(SAID.words(NAMES::get)).isEqualTo("bee (37.5 %), dog (37.5 %), ant (12.5 %)");
        assertThat(new Probabilities(new double[] {0.25, 0.75}).words(NAMES::get)).isEqualTo("bee (75.0 %), ant (25.0 %)");
        assertThat(SAID.words(NAMES::get, SAID.ordered().filter(c -> c % 2 == 0))).isEqualTo("ant (12.5 %), cat (12.5 %)");
    }
}
