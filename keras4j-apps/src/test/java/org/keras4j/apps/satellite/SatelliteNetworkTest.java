package org.keras4j.apps.satellite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.models.Predict;
import org.keras4j.optimizers.Adam;

class SatelliteNetworkTest {
    private static final NDArray PICTURE = NDArray.generate(DType.FLOAT32, Shape.of(1, 64, 64, 3), i -> i % 7 / 7.0);

    /// The counts are Keras' (3.15) of the same layers; those of ResNet-20 and MobileNet are what `zoo` has of them for pictures of 32 × 32: the mean
    /// over all places has no weights, so that a larger picture needs no more.
    @ParameterizedTest
    @CsvSource({"PLAIN, 64, 10, CLASS, 323638", "PLAIN, 64, 17, TAGS, 325437", "LIGHT, 64, 10, CLASS, 324982", "LIGHT, 128, 10, TAGS, 324982",
        "FULL, 64, 17, TAGS, 1707837", "FULL, 64, 17, WEATHER_AND_GROUND, 1707837", "FULL, 128, 17, TAGS, 5902141",
        "RESNET20, 64, 10, CLASS, 274442", "RESNET20, 128, 10, TAGS, 274442", "MOBILENET, 64, 10, CLASS, 549578"})
    void hasTheParametersOfItsModel(SatelliteNetwork network, int side, int labels, Head head, long parameters) {
        assertThat(network.create(side, labels, head).countParams()).isEqualTo(parameters);
    }

    @Test
    void aClassExcludesTheOthersAndATagDoesNot() {
        var silent = Predict.defaults().verbose(Verbosity.SILENT);

        assertThat(SatelliteNetwork.PLAIN.create(64, 10, Head.CLASS).predict(PICTURE, silent).sum().item()).isCloseTo(1, within(1e-5));
        assertThat(SatelliteNetwork.PLAIN.create(64, 10, Head.TAGS).predict(PICTURE, silent).sum().item()).isGreaterThan(2);
    }

    /// What knows nothing says ¼ of each weather and ½ of each other tag: its loss is ln 4 + ln 2.
    @Test
    void theWeatherIsASoftmaxOfFourBesideThirteenSigmoids() {
        var model = SatelliteNetwork.LIGHT.create(64, 17, Head.WEATHER_AND_GROUND);
        for (var last : List.of("weather", "ground")) {
            var layer = model.getLayer(last);
            layer.setWeights(layer.getWeights().stream().map(weight -> NDArray.zeros(weight.dtype(), weight.shape())).toList());
        }
        Head.WEATHER_AND_GROUND.compile(model, Adam.of(1e-3));
        var haze = NDArray.generate(DType.FLOAT32, Shape.of(1, 17), i -> i == 3 || i == 5 ? 1 : 0);

        var targets = Head.WEATHER_AND_GROUND.targets(Element.of(PICTURE, haze));
        assertThat(targets.y().getFirst().toFloatArray()).containsExactly(0, 0, 0, 1);
        assertThat(targets.y().getLast().toFloatArray()).startsWith(0, 1, 0).hasSize(13);

        var logs = model.testOnBatch(targets);

        assertThat(logs.get("loss")).isCloseTo(Math.log(4) + Math.log(2), within(1e-5));
        assertThat(logs.get("weather_loss")).isCloseTo(Math.log(4), within(1e-5));
    }
}
