package org.keras4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

class TsneTest {
    /// Three groups in ten dimensions, far apart against their width, as two of its three axes would not show them.
    private final NDArray groups = NDArray.generate(DType.FLOAT32, Shape.of(90, 10), i ->
            Philox.of(3).normal(DType.FLOAT32, Shape.of(900), 0, 1).at(i) + (i % 10 == i / 10 % 3 ? 12 : 0));

    @Test
    void keepsGroupsApartAndTogether() {
        NDArray map = Tsne.map(groups, 10);

        assertThat(map.shape()).isEqualTo(Shape.of(90, 2));
        assertThat(ClusteringScores.silhouette(map, IntStream.range(0, 90).map(i -> i % 3).toArray())).isGreaterThan(0.6);
        assertThat(Tsne.map(groups, 10)).isEqualTo(map);
    }

    /// On a circle of thirty points all have the same neighbourhood, whose perplexity, the exponential of the entropy, is the one that was asked for.
    @Test
    void eachPointHasAboutAsManyNeighboursAsWanted() {
        NDArray circle = NDArray.generate(DType.FLOAT32, Shape.of(30, 2), i -> i % 2 == 0 ? Math.cos(i / 2 * Math.PI / 15) : Math.sin(i / 2 * Math.PI / 15));

        double[] p = Tsne.affinities(Points.of(circle, 1, "test"), 5);

        double entropy = IntStream.range(1, 30).mapToDouble(j -> -30 * p[j] * Math.log(30 * p[j])).sum();
        assertThat(Math.exp(entropy)).isCloseTo(5, within(1e-3));
    }

    @Test
    void refusesMoreNeighboursThanThereAre() {
        assertThatThrownBy(() -> Tsne.map(groups, 30)).hasMessage("Tsne: expected a perplexity from 1 to a third of 90 points, got 30.0.");
    }
}
