package org.keras4j.apps.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.apps.pictures.Design;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.models.Functional;

class ZooNetworksTest {

    /// The same networks in the real Keras: bench/peers/app_zoo.py --parameters.
    @ParameterizedTest
    @CsvSource({"mlp, 1707274", "lenet5, 62006", "alexnet, 2167434", "vgg, 551914", "resnet20, 274442", "inception, 309274", "densenet40, 181210",
            "mobilenet, 549578", "mobilenet-half, 145258", "squeezenet, 419418", "xception, 290442"})
    void networksOfPicturesHaveAsManyParametersAsTheirModels(String name, long parameters) {
        var network = design(PictureNetworks.ALL, name).create(10);

        assertThat(network.countParams()).isEqualTo(parameters);
        var said = network.predict(NDArray.ones(DType.FLOAT32, Shape.of(1, 32, 32, 3)));
        assertThat(said.shape()).isEqualTo(Shape.of(1, 10));
        assertThat(said.sum().item()).isCloseTo(1, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"textcnn, 689730", "bilstm, 706306", "transformer, 674814"})
    void networksOfSentencesToo(String name, long parameters) {
        var network = design(TextNetworks.ALL, name).create(2);

        assertThat(network.countParams()).isEqualTo(parameters);
        assertThat(network.predict(NDArray.ones(DType.INT32, Shape.of(1, 64))).shape()).isEqualTo(Shape.of(1, 2));
    }

    /// By the same script, and by arithmetic: 26 · 6 + 151 · 16 + 401 · 120 + 121 · 84 + 85 · 10.
    @ParameterizedTest
    @CsvSource("lenet5-mnist, 61706")
    void networksOfDigitsToo(String name, long parameters) {
        var network = design(PictureNetworks.DIGITS, name).create(10);

        assertThat(network.countParams()).isEqualTo(parameters);
        assertThat(network.predict(NDArray.ones(DType.FLOAT32, Shape.of(1, 28, 28, 1))).shape()).isEqualTo(Shape.of(1, 10));
        assertThat(MultiplyAdds.of(network)).isEqualTo(28 * 28 * 25 * 6 + 10 * 10 * 25 * 6 * 16 + 400 * 120 + 120 * 84 + 84 * 10);
    }

    @Test
    void everyDesignHasATest() {
        assertThat(PictureNetworks.ALL).hasSize(11);
        assertThat(TextNetworks.ALL).hasSize(3);
        assertThat(PictureNetworks.DIGITS).hasSize(1);
    }

    /// By hand, layer by layer.
    @Test
    void countsMultiplications() {
        long lenet = 28 * 28 * 25 * 3 * 6 + 10 * 10 * 25 * 6 * 16 + 400 * 120 + 120 * 84 + 84 * 10;
        assertThat(count(PictureNetworks.ALL, "lenet5", 10)).isEqualTo(lenet);
        long mobile = 1024 * 27 * 16;
        int[] widths = {16, 32, 64, 64, 128, 128, 256, 256};
        int[] places = {0, 1024, 256, 256, 64, 64, 16, 16};
        for (int i = 1; i < widths.length; i++) {
            mobile += places[i] * (9L * widths[i - 1] + (long) widths[i - 1] * widths[i]);
        }
        assertThat(count(PictureNetworks.ALL, "mobilenet-half", 10)).isEqualTo(mobile + 2560);
        assertThat(count(TextNetworks.ALL, "bilstm", 2)).isEqualTo(64L * 2 * 4 * (64 * 64 + 64 * 64) + 128 * 2);
        assertThat(count(TextNetworks.ALL, "transformer", 2)).isEqualTo(64L * 4 * 64 * 64 + 2 * 64 * 64 * 64 + 64L * 2 * 64 * 128 + 64 * 20 + 20 * 2);
        assertThat(count(TextNetworks.ALL, "textcnn", 2)).isEqualTo(64L * 64 * (3 * 62 + 4 * 61 + 5 * 60) + 192 * 2);
    }

    private static long count(List<Design> designs, String name, int classes) {
        Functional network = design(designs, name).create(classes);
        return MultiplyAdds.of(network);
    }

    private static Design design(List<Design> designs, String name) {
        return designs.stream().filter(design -> design.name().equals(name)).findFirst().orElseThrow();
    }
}
