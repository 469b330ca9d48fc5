package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.keras4j.activations.Activations.SOFTMAX;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Add;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.Input;
import org.keras4j.layers.MaxPooling2D;

class GradCamTest {
    private static final int SIDE = 6;
    private static final int CHANNELS = 3;
    private final NDArray pictures = Philox.of(3).normal(DType.FLOAT32, Shape.of(2, SIDE, SIDE, 2), 0, 1);

    /// With a mean over all places before a Dense, ∂y/∂A is the Dense's kernel by the number of places (the paper's equation for CAM).
    @Test
    void weighsMapsByTheGradientOfTheScoreBeforeTheSoftmax() {
        var conv = Conv2D.of(CHANNELS, 1).name("maps");
        var classes = Dense.of(4).activation(SOFTMAX);
        var model = Sequential.of(Input.shape(SIDE, SIDE, 2), conv, GlobalAveragePooling2D.create(), classes);
        NDArray maps = Model.of(model.input(), conv.output()).predict(pictures);
        NDArray kernel = classes.getWeights().getFirst();

        NDArray heat = GradCam.of(model, "maps").heat(pictures, new int[] {1, 3});

        assertThat(heat.shape()).isEqualTo(Shape.of(2, SIDE, SIDE));
        int[] wanted = {1, 3};
        for (int n = 0; n < 2; n++) {
            var expected = new double[SIDE * SIDE];
            for (int at = 0; at < expected.length; at++) {
                for (int k = 0; k < CHANNELS; k++) {
                    expected[at] += kernel.get(k, wanted[n]) / expected.length * maps.get(n, at / SIDE, at % SIDE, k);
                }
                expected[at] = Math.max(0, expected[at]);
            }
            double most = DoubleStream.of(expected).max().orElseThrow();
            for (int at = 0; at < expected.length; at++) {
                assertThat(heat.get(n, at / SIDE, at % SIDE)).isCloseTo(most == 0 ? 0 : expected[at] / most, within(1e-4));
            }
        }
    }

    @Test
    void takesTheLastMapsOfAGraph() {
        var input = Input.shape(SIDE, SIDE, 2);
        var a = Conv2D.of(CHANNELS, 3).name("first").apply(input);
        var join = Add.create().name("join").apply(a, Conv2D.of(CHANNELS, 1).apply(a));
        var scores = Dense.of(2).apply(Flatten.create().apply(MaxPooling2D.of(4).apply(join)));
        var model = Model.of(input, scores);

        assertThat(GradCam.of(model).heat(pictures, new int[] {0, 1})).isEqualTo(GradCam.of(model, "join").heat(pictures, new int[] {0, 1}));
        assertThat(GradCam.of(model, "first").heat(pictures, new int[] {0, 1}).shape()).isEqualTo(Shape.of(2, 4, 4));
    }

    @Test
    void isZeroWhereNothingSpeaksForAClass() {
        var model = Sequential.of(Input.shape(SIDE, SIDE, 2), Conv2D.of(CHANNELS, 1).name("maps"), GlobalAveragePooling2D.create(), Dense.of(2));

        assertThat(GradCam.of(model).heat(pictures.times(0.0), new int[] {0, 1}).max().item()).isZero();
    }

    @Test
    void refusesWhatHasNoMaps() {
        var flat = Sequential.of(Input.shape(SIDE, SIDE, 2), Flatten.create().name("flat"), Dense.of(2));
        assertThatThrownBy(() -> GradCam.of(flat)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("expected a layer with an output [batch, rows, columns, channels], got none.");
        assertThatThrownBy(() -> GradCam.of(flat, "flat")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GradCam by layer 'flat': expected an output [batch, rows, columns, channels], got (None, 72). Choose a convolution or a pooling.");
        var model = Sequential.of(Input.shape(SIDE, SIDE, 2), Conv2D.of(CHANNELS, 1), GlobalAveragePooling2D.create(), Dense.of(2));
        assertThatThrownBy(() -> GradCam.of(model).heat(pictures, new int[] {0, 2})).hasMessage("GradCam: expected classes from 0 to 1, got 2.");
        assertThatThrownBy(() -> GradCam.of(model).heat(pictures, new int[] {0})).hasMessage("GradCam: expected a class for each of 2 pictures, got 1.");
    }
}
