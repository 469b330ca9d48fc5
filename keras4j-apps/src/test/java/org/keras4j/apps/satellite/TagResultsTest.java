package org.keras4j.apps.satellite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.score.Thresholds;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Expected numbers are those of scikit-learn 1.9.1: `precision_score`, `recall_score`, `fbeta_score(beta=2)`, `average_precision_score`.
class TagResultsTest {
    private static final TagResults RESULTS = new TagResults(List.of("water", "road"),
            new Pictures(NDArray.zeros(DType.UINT8, Shape.of(5, 2, 2, 3)), NDArray.of(new float[][] {{1, 0}, {1, 1}, {0, 1}, {0, 0}, {1, 0}})),
            new double[][] {{0.9, 0.1}, {0.4, 0.3}, {0.6, 0.9}, {0.2, 0.25}, {0.7, 0.05}}, new Thresholds(new double[] {0.5, 0.2}));

    @Test
    void eachTagHasItsThresholdAndScores() {
        assertThat(RESULTS.table()).isEqualTo("""
                tag,threshold,precision,recall,f2,average_precision,pictures
                water,0.50,0.6667,0.6667,0.6667,0.9167,3
                road,0.20,0.6667,1.0000,0.9091,1.0000,2
                """);
        assertThat(RESULTS.truth(1)).isEqualTo("water, road");
    }

    /// `average="samples"`
    @Test
    void theScoreIsTheMeanOverPictures() {
        assertThat(RESULTS.score().fBeta(TagResults.BETA)).isCloseTo(0.6777777777777778, within(1e-12));
    }
}
