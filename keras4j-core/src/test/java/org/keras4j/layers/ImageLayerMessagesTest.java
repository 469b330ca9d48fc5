package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.models.Model;
import org.keras4j.ops.Interpolation;

/// What layers over images say when something can't be.
class ImageLayerMessagesTest {
    private record Wrong(Supplier<Layer> layer, PartialShape input, String message) {}

    private static Wrong wrong(Supplier<Layer> layer, PartialShape input, String message) {
        return new Wrong(layer, input, message);
    }

    private static final PartialShape SEQUENCE = PartialShape.of(-1, 5, 4);
    private static final PartialShape FILM = PartialShape.of(-1, 3, 5, 6, 4);
    private static final PartialShape IMAGE = PartialShape.of(-1, 5, 6, 4);

    static Stream<Wrong> wrongs() {
        return Stream.of(
                wrong(() -> Conv2D.of(3, 2), SEQUENCE, "Conv2D 'conv2d' > input: expected [batch, rows, columns, channels], got float32[None, 5, 4]. "
                        + "Reshape it; a grey image has 1 channel."),
                wrong(() -> Conv1D.of(3, 2).dataFormat(DataFormat.CHANNELS_FIRST), IMAGE, "expected [batch, channels, steps], got"),
                wrong(() -> Conv2D.of(3, 2).padding(Padding.CAUSAL), IMAGE,
                        "Conv2D 'conv2d': expected padding valid or same, got causal. That is for Conv1D."),
                wrong(() -> MaxPooling1D.of(2).padding(Padding.CAUSAL), SEQUENCE, "expected padding valid or same, got causal. That is for Conv1D."),
                wrong(() -> Conv2D.of(3, 2).strides(2).dilationRate(2), IMAGE, "Conv2D 'conv2d': expected strides or a dilation above 1, got both."),
                wrong(() -> Conv2D.of(0, 2), IMAGE, "Conv2D 'conv2d' > filters: expected 1 or more, got 0."),
                wrong(() -> Conv2D.of(3, 2).groups(2), IMAGE,
                        "Conv2D 'conv2d': expected filters that are a multiple of the groups, got 3 filters and 2 groups."),
                wrong(() -> Conv2D.of(3, 2).groups(3), IMAGE, "expected a multiple of 3 channels, one of its groups each, got 4 channels. Choose other groups."),
                wrong(() -> Conv2D.of(3, 2).strides(1, 2, 3), IMAGE, "Conv2D 'conv2d' > strides: expected one number, or one for each of 2 axes, got [1, 2, 3]."),
                wrong(() -> Conv2DTranspose.of(3, 2).outputPadding(1), IMAGE, "expected an output padding below the strides [1, 1], got [1, 1]."),
                wrong(() -> DepthwiseConv1D.of(2).depthMultiplier(0), SEQUENCE, "depth_multiplier: expected 1 or more, got 0."),
                wrong(() -> ConvLSTM2D.of(3, 2).name("film").strides(1, 2, 3), FILM, "ConvLSTM2D 'film' > strides: expected one number, or one for each of 2 axes, got"),
                wrong(() -> ConvLSTM2D.of(3, 2).name("film").padding(Padding.CAUSAL), FILM,
                        "ConvLSTM2D 'film': expected padding valid or same, got causal. That is for Conv1D."),
                wrong(() -> ConvLSTM2D.of(3, 2).name("film").strides(2).dilationRate(2), FILM, "ConvLSTM2D 'film': expected strides or a dilation above 1, got both."),
                wrong(() -> ConvLSTM2D.of(3, 7).name("film"), FILM, "ConvLSTM2D 'film' > Conv: expected an image at least as large as the window of 7x7, got"),
                wrong(() -> MaxPooling2D.of(7), IMAGE, "expected an image at least as large as the window of 7x7, got float32[None, 5, 6, 4]. "
                        + "Use a smaller window, same padding, or fewer poolings before it."),
                wrong(() -> Cropping2D.of(2, 3), IMAGE, "expected more than the 6 that are cropped along axis 2, got"),
                wrong(() -> ZeroPadding1D.of(-1), SEQUENCE, "ZeroPadding1D 'zero_padding1d' > padding: expected 0 or more, got [-1, -1]."),
                wrong(() -> Permute.of(1, 3), SEQUENCE, "Permute 'permute': expected the axes from 1 on, each once, got [1, 3]."),
                wrong(() -> Permute.of(1), SEQUENCE, "expected an axis for each of [1], and the batch, got"),
                wrong(() -> RepeatVector.of(3), SEQUENCE, "expected [batch, features], got"),
                wrong(() -> AdaptiveMaxPooling1D.of(0), SEQUENCE, "output_size: expected 1 or more, got [0]."));
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void saysWhatWasExpectedWhatCameAndWhatToDo(Wrong wrong) {
        assertThatThrownBy(() -> wrong.layer().get().build(wrong.input())).hasMessageContaining(wrong.message());
    }

    /// A file has the sizes as it likes.
    @Test
    void aFileOfAnotherNumberOfAxesIsToldWithTheLayersName() {
        String json = """
                {"module": "keras", "class_name": "Sequential", "config": {"name": "films", "layers": [
                    {"module": "keras.layers", "class_name": "ConvLSTM2D", "config": {"name": "film", "filters": 2, "kernel_size": [1, 2, 3]}}]}}
                """;
        assertThatThrownBy(() -> Model.fromJson(json)).hasMessageContaining("ConvLSTM2D 'film' > kernel_size: expected one number, or one for each of 2 axes, got [1, 2, 3].");
    }

    @Test
    void sizesThatAreUnknownStayUnknown() {
        var unknown = Input.shape(-1, -1, 3);
        assertThat(UpSampling2D.of(2).interpolation(Interpolation.BICUBIC).apply(unknown).shape()).isEqualTo(PartialShape.of(-1, -1, -1, 3));
        assertThat(Conv2DTranspose.of(4, 3).strides(2).apply(unknown).shape()).isEqualTo(PartialShape.of(-1, -1, -1, 4));
        assertThat(AdaptiveAveragePooling2D.of(2, 3).apply(unknown).shape()).isEqualTo(PartialShape.of(-1, 2, 3, 3));
    }
}
