package org.keras4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class ClusteringScoresTest {
    private final int[] classes = {0, 0, 0, 1, 1, 1, 2, 2, 2, 2};
    private final int[] clusters = {1, 1, 0, 0, 0, 0, 2, 2, 3, 3};

    /// `normalized_mutual_info_score` and `adjusted_rand_score`; the accuracy by hand: 2 of class 0, 3 of class 1, 2 of class 2.
    @Test
    void areThoseOfScikitLearn() {
        var scores = ClusteringScores.of(classes, clusters);

        assertThat(scores.accuracy()).isEqualTo(0.7);
        assertThat(scores.nmi()).isCloseTo(0.7137031975798811, within(1e-12));
        assertThat(scores.ari()).isCloseTo(0.4444444444444444, within(1e-12));
        assertThat(ClusteringScores.assignment(classes, clusters)).startsWith(1, 0).contains(2, -1);
        assertThat(ClusteringScores.of(classes, classes)).isEqualTo(new ClusteringScores(1, 1, 1));
    }

    /// All of one class, found so: `normalized_mutual_info_score` and `adjusted_rand_score` are 1.
    @Test
    void oneClassThatIsOneClusterAgrees() {
        assertThat(ClusteringScores.of(new int[3], new int[3])).isEqualTo(new ClusteringScores(1, 1, 1));
    }

    /// `silhouette_score` and `davies_bouldin_score`.
    @Test
    void withoutClassesTooAreThoseOfScikitLearn() {
        assertThat(ClusteringScores.silhouette(Wave.POINTS, Wave.GROUPS)).isCloseTo(0.3340049386024475, within(1e-6));
        assertThat(ClusteringScores.daviesBouldin(Wave.POINTS, Wave.GROUPS)).isCloseTo(0.8650172891651213, within(1e-6));
    }

    /// As Rousseeuw and `silhouette_score` have it: (1 − 1/5 + 1 − 1/4 + 0) / 3.
    @Test
    void aPointAloneInItsClusterIsNoNearerToIt() {
        assertThat(ClusteringScores.silhouette(NDArray.of(Shape.of(3, 1), 0f, 1f, 5f), new int[] {0, 0, 1})).isCloseTo((0.8 + 0.75) / 3, within(1e-6));
    }

    @Test
    void refuseWhatDoesntFit() {
        assertThatThrownBy(() -> ClusteringScores.of(classes, new int[3])).hasMessage("ClusteringScores: expected a class and a cluster of each point, got 10 and 3.");
        assertThatThrownBy(() -> ClusteringScores.silhouette(Wave.POINTS, new int[40])).hasMessage("ClusteringScores: expected points in 2 or more clusters, got all in one.");
    }
}
