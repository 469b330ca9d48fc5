package org.keras4j.apps.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.data.Standardizer;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class OddOnesTest {
    private static final NDArray BELONGINGS = NDArray.of(Shape.of(4, 3), 0.9f, 0.05f, 0.05f, 0.3f, 0.4f, 0.3f, 0.1f, 0.3f, 0.6f, 0.35f, 0.3f, 0.35f);

    @Test
    void theOddestIsThePointWhoseLargestBelongingIsTheSmallest() {
        assertThat(OddOnes.of(BELONGINGS, 3).rows()).containsExactly(3, 1, 2);
    }

    @Test
    void saysBetweenWhichClustersAPointLies() {
        var form = new ClusterData.Form.Row(List.of("x", "y"), new Standardizer(new double[2], new double[] {1, 1}));
        var data = new ClusterData(NDArray.zeros(BELONGINGS.dtype(), Shape.of(4, 2)), null, List.of(), null, List.of(), form,
                new DataDescription("table", "table.csv", Origin.REAL, List.of(), List.of(), "own"));
        var odd = OddOnes.of(BELONGINGS, 2);

        assertThat(odd.lines(data, new ClusterFile(form, List.of("red", "green", "blue"))))
                .containsExactly("row 4: red (35.0 %), blue (35.0 %), green (30.0 %)", "row 2: green (40.0 %), red (30.0 %), blue (30.0 %)");
        assertThat(odd.captions(data)).containsExactly("row 4\n35.0 %", "row 2\n40.0 %");
    }
}
