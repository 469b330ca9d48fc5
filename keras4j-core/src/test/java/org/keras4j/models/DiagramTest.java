package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SOFTMAX;
import static org.keras4j.models.Diagram.Show.*;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.layers.*;

/// The DOT text, character for character as `keras.utils.model_to_dot` of Keras 3.15.1 gives it: `golden/text/plot_*.dot`.
class DiagramTest {
    @Test
    void drawsLayersOneAfterTheOther() {
        var model = Sequential.of("digits", Input.shape(28, 28, 1), Conv2D.of(8, 3).activation(RELU), BatchNormalization.create(), MaxPooling2D.of(2),
                Flatten.create(), Dropout.of(0.5), Dense.of(10).activation(SOFTMAX));

        assertThat(Diagram.of(model, Set.of(LAYER_NAMES, SHAPES)).toDot()).isEqualTo(golden("plot_sequential.dot"));
    }

    @Test
    void drawsAllThatIsKnownOfLayers() {
        var age = Input.shape(12).name("age");
        var steps = Input.shape(-1, 4).name("steps");
        KerasTensor reader = LSTM.of(6).name("reader").apply(steps);
        KerasTensor squeeze = Dense.of(6).activation(RELU).name("squeeze").apply(age);
        KerasTensor join = Concatenate.create().name("join").apply(reader, squeeze);
        var model = Model.of(List.of(age, steps),
                List.of(Dense.of(1).name("price").apply(join), Dense.of(3).activation(SOFTMAX).name("kind").apply(join))).name("two_inputs");

        assertThat(Diagram.of(model, Set.of(LAYER_NAMES, SHAPES, DTYPE, ACTIVATIONS, TRAINABLE)).toDot()).isEqualTo(golden("plot_functional.dot"));
    }

    @Test
    void drawsAModelInsideAsOneBoxOrAsACluster() {
        Functional model = nested();

        assertThat(Diagram.of(model, Set.of()).toDot()).isEqualTo(golden("plot_nested.dot"));
        assertThat(Diagram.of(model, Set.of(LAYER_NAMES, NESTED)).toDot()).isEqualTo(golden("plot_nested_expand.dot"));
    }

    @Test
    void aModelThatIsNotBuiltHasNoShapes() {
        assertThatThrownBy(() -> Diagram.of(Sequential.of("late", Dense.of(2)), Set.of()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("Model 'late': expected a model that is built");
    }

    private static Functional nested() {
        var inside = Input.shape(8);
        Functional core = Model.of(inside, Dense.of(4).name("c2").apply(Dense.of(6).name("c1").apply(inside))).name("core");
        var left = Input.shape(8).name("left");
        var right = Input.shape(8).name("right");
        return Model.of(List.of(left, right), Dense.of(1).name("out").apply(Subtract.create().name("diff").apply(core.apply(left), core.apply(right))))
                .name("nested");
    }

    private static String golden(String name) {
        try (var in = Objects.requireNonNull(DiagramTest.class.getResourceAsStream("/golden/text/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
