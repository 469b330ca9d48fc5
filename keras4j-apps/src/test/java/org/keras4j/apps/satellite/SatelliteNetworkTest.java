package org.keras4j.apps.satellite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.models.Predict;
import org.keras4j.callbacks.Verbosity;

class SatelliteNetworkTest {
    /// The counts are Keras' (3.15) of the same layers.
    @ParameterizedTest
    @CsvSource({"PLAIN, 64, 10, CLASSES, 323638", "PLAIN, 64, 17, PLANET, 325437", "LIGHT, 64, 10, CLASSES, 324982", "LIGHT, 128, 10, MOSAICS, 324982",
        "FULL, 64, 17, PLANET, 1707837", "FULL, 128, 17, PLANET, 5902141"})
    void hasTheParametersOfItsModel(SatelliteNetwork network, int side, int outputs, Task task, long parameters) {
        assertThat(network.create(side, outputs, task).countParams()).isEqualTo(parameters);
    }

    @Test
    void aClassExcludesTheOthersAndATagDoesNot() {
        var picture = NDArray.generate(DType.FLOAT32, Shape.of(1, 64, 64, 3), i -> i % 7 / 7.0);
        var silent = Predict.defaults().verbose(Verbosity.SILENT);

        assertThat(SatelliteNetwork.PLAIN.create(64, 10, Task.CLASSES).predict(picture, silent).sum().item()).isCloseTo(1, within(1e-5));
        assertThat(SatelliteNetwork.PLAIN.create(64, 10, Task.MOSAICS).predict(picture, silent).sum().item()).isGreaterThan(2);
    }
}
