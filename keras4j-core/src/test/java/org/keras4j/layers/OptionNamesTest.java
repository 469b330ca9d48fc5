package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.callbacks.Monitor;
import org.keras4j.constraints.Constraint;
import org.keras4j.constraints.NonNeg;
import org.keras4j.losses.Losses;
import org.keras4j.losses.Reduction;
import org.keras4j.metrics.AUC;
import org.keras4j.metrics.Average;
import org.keras4j.metrics.F1Score;
import org.keras4j.ops.Images.FillMode;
import org.keras4j.ops.Interpolation;
import org.keras4j.regularizers.L2;
import org.keras4j.regularizers.Regularizer;

/// Options by Keras' strings: `kernel_regularizer="l2"`, `data_format="channels_first"`.
class OptionNamesTest {
    private record Choice(String name, Object meant) {}

    private static final Map<Class<?>, Choice> CHOICES = Map.ofEntries(
            Map.entry(Regularizer.class, new Choice("l2", new L2(0.01))),
            Map.entry(Constraint.class, new Choice("non_neg", new NonNeg())),
            Map.entry(Padding.class, new Choice("same", Padding.SAME)),
            Map.entry(DataFormat.class, new Choice("channels_first", DataFormat.CHANNELS_FIRST)),
            Map.entry(OutputMode.class, new Choice("count", OutputMode.COUNT)),
            Map.entry(Interpolation.class, new Choice("nearest", Interpolation.NEAREST)),
            Map.entry(FillMode.class, new Choice("wrap", FillMode.WRAP)),
            Map.entry(ScoreMode.class, new Choice("concat", ScoreMode.CONCAT)),
            Map.entry(MergeMode.class, new Choice("sum", MergeMode.SUM)),
            Map.entry(IndexLookup.OovMethod.class, new Choice("farmhash", IndexLookup.OovMethod.FARMHASH)),
            Map.entry(TextVectorization.Standardize.class, new Choice("strip_punctuation", TextVectorization.Standardize.STRIP_PUNCTUATION)),
            Map.entry(TextVectorization.Split.class, new Choice("character", TextVectorization.Split.CHARACTER)));

    static Stream<Layer> layers() {
        return Stream.of(Dense.of(2), EinsumDense.of("ab,bc->ac", 2), Conv2D.of(2, 3), Conv2DTranspose.of(2, 3), DepthwiseConv2D.of(3), SeparableConv2D.of(2, 3),
                LSTM.of(2), GRU.of(2), Bidirectional.of(GRU.of(2)), SimpleRNN.of(2), LSTMCell.of(2), ConvLSTM2D.of(2, 3), Embedding.of(5, 2), BatchNormalization.create(), Attention.create(),
                LayerNormalization.create(), PReLU.create(), MultiHeadAttention.of(2, 2), Flatten.create(), MaxPooling2D.of(2), GlobalMaxPooling2D.create(),
                AdaptiveMaxPooling2D.of(2, 2), UpSampling2D.of(2), UpSampling3D.of(2), ZeroPadding2D.of(1), Cropping2D.of(1), Cropping3D.of(1),
                SpatialDropout2D.of(0.1), SpatialDropout3D.of(0.1), STFTSpectrogram.of(STFTSpectrogram.Mode.LOG, 8), Resizing.of(2, 2), CenterCrop.of(2, 2), RandomRotation.of(0.1),
                RandomElasticTransform.of(0.1), RandomPerspective.of(0.1), RandAugment.create(), CategoryEncoding.of(3), Discretization.boundaries(0, 1), Hashing.of(3),
                HashedCrossing.of(3), StringLookup.create(), IntegerLookup.create(), TextVectorization.create());
    }

    /// Whatever takes one of these takes its name, and does the same with it.
    @ParameterizedTest
    @MethodSource("layers")
    void namesAreTakenWhereChoicesAre(Layer layer) throws ReflectiveOperationException {
        List<Method> options = Stream.of(layer.getClass().getMethods())
                .filter(method -> method.getParameterCount() == 1 && CHOICES.containsKey(method.getParameterTypes()[0])
                        && !Modifier.isStatic(method.getModifiers())).toList();
        assertThat(options).isNotEmpty();
        for (Method option : options) {
            Choice choice = CHOICES.get(option.getParameterTypes()[0]);
            var named = (Layer) layer.getClass().getMethod(option.getName(), String.class).invoke(layer, choice.name);
            var given = (Layer) option.invoke(layer, choice.meant);
            assertThat(named.kerasConfig()).as(option.getName()).isEqualTo(given.kerasConfig());
        }
    }

    @Test
    void oldNamesOfOutputModesAreTaken() {
        assertThat(OutputMode.of("binary")).isEqualTo(OutputMode.MULTI_HOT);
        assertThat(OutputMode.of("tf-idf")).isEqualTo(OutputMode.TF_IDF);
    }

    @Test
    void metricsLossesAndCallbacksTakeNamesToo() {
        assertThat(AUC.create().curve("PR").summationMethod("majoring").kerasConfig()).containsEntry("curve", "PR").containsEntry("summation_method", "majoring");
        assertThat(F1Score.create().average("macro").kerasConfig()).isEqualTo(F1Score.create().average(Average.MACRO).kerasConfig());
        assertThat(Losses.meanSquaredError().reduction("sum").kerasConfig()).isEqualTo(Losses.meanSquaredError().reduction(Reduction.SUM).kerasConfig());
        assertThat(Monitor.Mode.of("max")).isEqualTo(Monitor.Mode.MAX);
    }

    @Test
    void anUnknownNameIsRefusedWhereItStands() {
        assertThatThrownBy(() -> Dense.of(2).kernelRegularizer("l3")).hasMessage("regularizer: expected l1, l2, l1_l2 or orthogonal_regularizer, got 'l3'.");
        assertThatThrownBy(() -> Flatten.create().dataFormat("NCHW")).hasMessage("data_format: expected channels_last or channels_first, got 'NCHW'.");
        assertThatThrownBy(() -> Resizing.of(2, 2).interpolation("area"))
                .hasMessage("interpolation: expected nearest, bilinear, bicubic, lanczos3 or lanczos5, got 'area'.");
        assertThatThrownBy(() -> Hashing.of(3).outputMode("onehot")).hasMessage("output_mode: expected int, one_hot, multi_hot, count or tf_idf, got 'onehot'.");
    }
}
