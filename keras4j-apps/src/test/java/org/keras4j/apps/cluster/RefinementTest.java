package org.keras4j.apps.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Input;
import org.keras4j.models.Model;

class RefinementTest {

    /// Sizes are 1.5 and 0.5; the first row: .81 / 1.5 = .54 and .01 / .5 = .02, together .56.
    @Test
    void theTargetIsTheSquareOverTheSizeOfTheCluster() {
        var target = Refinement.target(NDArray.of(Shape.of(2, 2), 0.9f, 0.1f, 0.6f, 0.4f));

        assertThat(target.toDoubleArray()).containsExactly(new double[] {0.54 / 0.56, 0.02 / 0.56, 0.24 / 0.56, 0.32 / 0.56}, within(1e-6));
    }

    @Test
    void pointsGoToTheClusterTheyBelongToMost() {
        assertThat(Refinement.surest(NDArray.of(Shape.of(2, 3), 0.2f, 0.5f, 0.3f, 0.4f, 0.3f, 0.3f))).containsExactly(1, 0);
    }

    /// Squared distances of the code (1, 0) to the centres (1, 0) and (1, 3) are 0 and 9: 1 against 1 / 10.
    @Test
    void aCodeBelongsToCentresByStudentsDistribution() {
        var input = Input.shape(2);
        var model = Model.of(input, ClusteringLayer.of(2).name("clusters").apply(input));
        model.getLayer("clusters").setWeights(List.of(NDArray.of(Shape.of(2, 2), 1f, 0f, 1f, 3f)));

        assertThat(model.predict(NDArray.of(Shape.of(1, 2), 1f, 0f)).toDoubleArray()).containsExactly(new double[] {1 / 1.1, 0.1 / 1.1}, within(1e-6));
        assertThat(model.getLayer("clusters").getWeights().getFirst().dtype()).isEqualTo(DType.FLOAT32);
    }
}
