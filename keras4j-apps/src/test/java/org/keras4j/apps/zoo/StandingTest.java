package org.keras4j.apps.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.Report;
import org.keras4j.apps.Training;
import org.keras4j.apps.pictures.Design;
import org.keras4j.apps.score.Classification;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.models.Model;

class StandingTest {

    /// Wilson's 95 % intervals of 900, 800 and 790 of 1000 are .880 – .917, .774 – .824 and .764 – .814: the last two can't be told apart.
    @Test
    void aNetworkRanksBelowThoseThatAreBetterBeyondDoubt() {
        var comparison = new Comparison("pictures", List.of(standing("poor", 790), standing("fair", 800), standing("good", 900)));

        assertThat(comparison.standings()).extracting(standing -> standing.design().name()).containsExactly("good", "fair", "poor");
        assertThat(comparison.standings()).extracting(standing -> standing.rank(comparison.standings())).containsExactly(1, 2, 2);
        assertThat(comparison.csv().lines().skip(1)).map(line -> line.replaceAll(",.*,", " ")).containsExactly("good 1", "fair 2", "poor 2");
    }

    private static Standing standing(String name, int right) {
        var design = new Design(name, name, classes -> {
            var input = Input.shape(1);
            return Model.of(input, Dense.of(classes).apply(input));
        });
        var score = Classification.of(List.of("a", "b"), new int[1000], IntStream.range(0, 1000).map(i -> i < right ? 0 : 1).toArray());
        return new Standing(design, 4, 2, 100, new Training(new LinkedHashMap<>(), new Report.Work("pictures", 1, 1), Report.End.COMPLETE), score, 10);
    }
}
