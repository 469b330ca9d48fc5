package org.keras4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.activations.Activations.RELU;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Embedding;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.layers.MultiHeadAttention;
import org.keras4j.layers.Padding;
import org.keras4j.ops.Call;
import org.keras4j.regularizers.L2;

class ConfigTest {
    /// A layer of a user's, with options.
    static final class Shift extends Layer {
        static final class Config extends LayerConfig {
            double by = 1;
            @Key("steps_2") int steps2 = 2;
            List<Integer> axes = List.of();
        }

        Shift(Config config) {
            super(config);
        }

        Shift by(double by) {
            return with((Config c) -> c.by = by);
        }

        @Override
        public Config config() {
            return (Config) super.config();
        }

        @Override
        protected Value call(Call c, Value x) {
            return x;
        }
    }

    @Test
    void anOptionGivesAChangedCopy() {
        var dense = Dense.of(3);
        var changed = dense.activation(RELU).useBias(false);
        assertThat(changed).isNotSameAs(dense);
        assertThat(dense.kerasConfig()).containsEntry("activation", "linear").containsEntry("use_bias", true);
        assertThat(changed.kerasConfig()).containsEntry("activation", "relu").containsEntry("use_bias", false);
    }

    @Test
    void printsAsOneWouldWriteIt() {
        assertThat(Conv2D.of(8, 3).padding(Padding.SAME).kernelRegularizer(new L2(0.1)))
                .hasToString("Conv2D(filters=8, kernel_size=[3, 3], padding=same, kernel_regularizer=L2)");
        assertThat(Dense.of(10).activation("softmax")).hasToString("Dense(units=10, activation=softmax)");
        assertThat(Dense.of(3).name("a").dtype("mixed_bfloat16").kernelInitializer("he_normal"))
                .hasToString("Dense(name=a, dtype=mixed_bfloat16, units=3, kernel_initializer=HeNormal)");
    }

    /// A dense layer of one unit, a convolution of one pixel.
    @Test
    void printsWhatHasToBeSaidWhateverItIs() {
        assertThat(Dense.of(1)).hasToString("Dense(units=1)");
        assertThat(Conv2D.of(1, 1)).hasToString("Conv2D(filters=1, kernel_size=[1, 1])");
        assertThat(Embedding.of(1, 1)).hasToString("Embedding(input_dim=1, output_dim=1)");
        assertThat(MultiHeadAttention.of(1, 1)).hasToString("MultiHeadAttention(num_heads=1, key_dim=1, value_dim=1)");
        assertThat(LSTM.of(1)).hasToString("LSTM(units=1)");
    }

    @Test
    void whatHasToBeSaidIsMissedInAFile() {
        assertThatThrownBy(() -> read(Map.of("name", "d"))).hasMessage("Dense 'd' > units: expected 1 or more, got 0.");
    }

    @Test
    void printsAllOfAConfigurationThatHasNoDefaults() {
        class OfSize extends LayerConfig {
            int size;

            OfSize(int size) {
                this.size = size;
            }
        }
        assertThat(new OfSize(0)).asString().contains("trainable=true").contains("size=0");
    }

    @Test
    void aRegisteredLayerOfTheUsersIsReadBack() {
        FromKeras.register("Custom>Shift", Shift.class);
        var shift = new Shift(new Shift.Config()).by(0.5);
        var serialized = shift.serialized();
        assertThat(serialized).containsEntry("class_name", "Shift");
        assertThat(shift.kerasConfig().keySet()).containsExactly("name", "trainable", "dtype", "by", "steps_2", "axes");
        serialized.put("registered_name", "Custom>Shift");
        assertThat(((Shift) FromKeras.object(serialized)).config().by).isEqualTo(0.5);
    }

    @Test
    void refusesClassesThatAreNotKerasOrRegistered() {
        assertThatThrownBy(() -> FromKeras.object(Map.of("module", "java.lang", "class_name", "Runtime", "config", Map.of())))
                .hasMessageContaining("expected a class of Keras or a registered one, got Runtime of module java.lang");
        assertThatThrownBy(() -> FromKeras.object(Map.of("module", "keras.layers", "class_name", "Nonsense", "config", Map.of())))
                .hasMessageContaining("there is no keras.layers.Nonsense here");
        assertThatThrownBy(() -> FromKeras.object(Map.of("module", "keras.layers", "class_name", "Padding", "config", Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichKeyOrValueIsWrong() {
        var config = new HashMap<String, Object>(Dense.of(3).kerasConfig());
        config.put("unitz", 4);
        assertThatThrownBy(() -> read(config)).hasMessageContaining("Dense: expected keys").hasMessageContaining("got also unitz=4");
        config.remove("unitz");
        config.put("units", "many");
        assertThatThrownBy(() -> read(config)).hasMessageStartingWith("Dense > units: expected a whole number, got many.");
        config.put("units", 2.5);
        assertThatThrownBy(() -> read(config)).hasMessageStartingWith("Dense > units: expected a whole number, got 2.5.");
        config.put("units", 0);
        assertThatThrownBy(() -> read(config)).hasMessage("Dense 'dense' > units: expected 1 or more, got 0.");
    }

    private static Savable read(Map<String, Object> config) {
        return FromKeras.object(Map.of("module", "keras.layers", "class_name", "Dense", "config", config));
    }

    @Test
    void acceptsNamesWhereFilesOfOlderVersionsHaveThem() {
        var config = new HashMap<String, Object>(Dense.of(3).kerasConfig());
        config.put("kernel_initializer", "he_normal");
        config.put("kernel_regularizer", "l2");
        config.put("dtype", "float64");
        var dense = (Dense) read(config);
        assertThat(dense.kerasConfig().get("kernel_initializer")).asString().contains("HeNormal");
        assertThat(dense.config().dtype.compute()).isEqualTo(DType.FLOAT64);
    }

    @Test
    void policiesSayWhatIsComputedAndWhatIsKept() {
        assertThat(DTypePolicy.of("mixed_bfloat16")).isEqualTo(new DTypePolicy("mixed_bfloat16", DType.BFLOAT16, DType.FLOAT32));
        assertThat(DTypePolicy.of("float64").variable()).isEqualTo(DType.FLOAT64);
        assertThatThrownBy(() -> DTypePolicy.of("mixed_int8")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DTypePolicy.of("half")).hasMessageContaining("got 'half'");
    }
}
