package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.initializers.Constant;
import org.keras4j.initializers.HeNormal;
import org.keras4j.initializers.Initializer;

/// Initializers by Keras' strings: `kernel_initializer="he_normal"`.
class InitializerNamesTest {

    static Stream<Layer> layers() {
        return Stream.of(Dense.of(2), EinsumDense.of("ab,bc->ac", 2), Conv2D.of(2, 3), Conv2DTranspose.of(2, 3), DepthwiseConv2D.of(3), SeparableConv2D.of(2, 3),
                LSTM.of(2), GRU.of(2), SimpleRNN.of(2), LSTMCell.of(2), ConvLSTM2D.of(2, 3), Embedding.of(5, 2), BatchNormalization.create(),
                LayerNormalization.create(), PReLU.create(), MultiHeadAttention.of(2, 2));
    }

    /// Whatever takes an initializer takes its name, and does the same with it.
    @ParameterizedTest
    @MethodSource("layers")
    void namesAreTakenWhereInitializersAre(Layer layer) throws ReflectiveOperationException {
        List<Method> options = Stream.of(layer.getClass().getMethods())
                .filter(method -> method.getName().endsWith("Initializer") && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Initializer.class})
                        && !method.isBridge()).toList();
        assertThat(options).isNotEmpty();
        for (Method option : options) {
            var named = (Layer) layer.getClass().getMethod(option.getName(), String.class).invoke(layer, "he_normal");
            var given = (Layer) option.invoke(layer, new HeNormal());
            assertThat(named.kerasConfig()).as(option.getName()).isEqualTo(given.kerasConfig()).isNotEqualTo(((Layer) option.invoke(layer, new Constant(3))).kerasConfig());
        }
    }

    @Test
    void anUnknownNameIsRefusedWhereItStands() {
        assertThatThrownBy(() -> Dense.of(2).kernelInitializer("he-normal")).hasMessageContaining("expected zeros, ones, constant, ").hasMessageContaining("truncated_normal or stft, got 'he-normal'.");
    }
}
