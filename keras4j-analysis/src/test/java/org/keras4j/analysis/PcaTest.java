package org.keras4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class PcaTest {
    /// `PCA(2).fit(points)`: variances, their shares, and the first two rows of `transform`.
    @Test
    void isThatOfScikitLearn() {
        var pca = Pca.fit(Wave.POINTS, 2);

        assertThat(pca.variances()).containsExactly(new double[] {38.344498, 2.342303}, within(1e-4));
        assertThat(pca.explainedVarianceRatio()).containsExactly(new double[] {0.931447, 0.056898}, within(1e-6));
        assertThat(pca.components()[0]).containsExactly(new double[] {0.844798, 0.535081, -0.001388, 0.001688}, within(1e-5));
        assertThat(pca.transform(Wave.POINTS.rows(0, 2)).toDoubleArray()).containsExactly(new double[] {-6.443244, 1.106159, -0.212856, -1.941183}, within(1e-4));
    }

    @Test
    void refusesWhatHasNoComponents() {
        assertThatThrownBy(() -> Pca.fit(Wave.POINTS, 5)).hasMessageStartingWith("Pca: expected 1 to 4 components");
        assertThatThrownBy(() -> Pca.fit(NDArray.of(Shape.of(2, 2), 1f, Float.NaN, 2f, 3f), 1)).hasMessageStartingWith("Pca: expected finite numbers, got NaN");
        assertThatThrownBy(() -> Pca.fit(Wave.POINTS, 2).transform(NDArray.of(Shape.of(1, 3), 1f, 2f, 3f))).hasMessageStartingWith("Pca: expected points with 4 features");
    }
}
