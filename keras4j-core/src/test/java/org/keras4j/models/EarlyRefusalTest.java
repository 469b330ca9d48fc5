package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import module java.base;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Attention;
import org.keras4j.layers.Conv1D;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Conv2DTranspose;
import org.keras4j.layers.Cropping2D;
import org.keras4j.layers.ConvLSTM2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Input;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.Layer;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.MultiHeadAttention;
import org.keras4j.layers.RepeatVector;
import org.keras4j.layers.SeparableConv2D;
import org.keras4j.layers.Symbol;
import org.keras4j.layers.UpSampling2D;
import org.keras4j.layers.ZeroPadding2D;

/// What no layer or call can mean is refused where it is given, not where it is computed with.
class EarlyRefusalTest {
    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    @Test
    void numbersOfLayersHaveLimits() {
        refused(() -> Conv2D.of(8, 3).strides(0), "Conv2D 'conv2d' > strides: expected 1 or more, got [0, 0].");
        refused(() -> Conv2D.of(-8, 3), "Conv2D 'conv2d' > filters: expected 1 or more, got -8.");
        refused(() -> Conv2D.of(8, 0), "Conv2D 'conv2d' > kernel_size: expected 1 or more, got [0].");
        refused(() -> Conv1D.of(8, 3).name("stem").dilationRate(-1), "Conv1D 'stem' > dilation_rate: expected 1 or more, got [-1].");
        refused(() -> Conv2D.of(8, 3).groups(0), "Conv2D 'conv2d' > groups: expected 1 or more, got 0.");
        refused(() -> Conv2DTranspose.of(0, 3), "Conv2DTranspose 'conv2d_transpose' > filters: expected 1 or more, got 0.");
        refused(() -> SeparableConv2D.of(-1, 3), "SeparableConv2D 'separable_conv2d' > filters: expected 1 or more, got -1.");
        refused(() -> ConvLSTM2D.of(0, 3), "ConvLSTM2D 'conv_lstm2d' > filters: expected 1 or more, got 0.");
        refused(() -> MaxPooling2D.of(0), "MaxPooling2D 'max_pooling2d' > pool_size: expected 1 or more, got [0].");
        refused(() -> UpSampling2D.of(0), "UpSampling2D 'up_sampling2d' > size: expected 1 or more, got [0].");
        refused(() -> ZeroPadding2D.of(-1), "ZeroPadding2D 'zero_padding2d' > padding: expected 0 or more, got [-1, -1].");
        refused(() -> Cropping2D.of(0, -1), "Cropping2D 'cropping2d' > cropping: expected 0 or more, got [[0, 0], [-1, -1]].");
        refused(() -> RepeatVector.of(0), "RepeatVector 'repeat_vector' > n: expected 1 or more, got 0.");
        refused(() -> MultiHeadAttention.of(0, 8), "MultiHeadAttention 'multi_head_attention' > num_heads: expected 1 or more, got 0.");
        refused(() -> Dense.of(0), "Dense 'dense' > units: expected 1 or more, got 0.");
    }

    @Test
    void sharesAreFromZeroToOne() {
        refused(() -> LSTM.of(3).recurrentDropout(1.5), "LSTM 'lstm' > recurrent_dropout: expected from 0 to 1, got 1.5.");
        refused(() -> Attention.create().dropout(-0.1), "Attention 'attention' > dropout: expected from 0 to 1, got -0.1.");
        refused(() -> MultiHeadAttention.of(2, 8).dropout(Double.NaN), "MultiHeadAttention 'multi_head_attention' > dropout: expected from 0 to 1, got NaN.");
        refused(() -> Dropout.of(1.5), "Dropout 'dropout' > rate: expected from 0 to 1, got 1.5.");
    }

    @Test
    void namesAreNotBlank() {
        refused(() -> Dense.of(3).name(" "), "Dense ' ': expected a name, got a blank one. Leave it out to have one made.");
        refused(() -> Sequential.of("", Dense.of(3)), "Sequential '': expected a name, got a blank one. Leave it out to have one made.");
    }

    @Test
    void nullIsNoAnswer() {
        Sequential model = Sequential.of(Input.shape(3), Dense.of(1));
        model.compile("sgd", "mse");
        NDArray x = NDArray.of(new float[][] {{1, 2, 3}});

        refused(() -> model.fit(x, x, null), "fit: expected options, got null. Use Fit.defaults().");
        refused(() -> model.evaluate(x, x, null), "evaluate: expected options, got null. Use Evaluate.defaults().");
        refused(() -> model.predict(x, null), "predict: expected options, got null. Use Predict.defaults().");
        refused(() -> model.compile((Compile) null), "compile: expected options, got null. Use Compile.with(optimizer).");
        refused(() -> model.setWeights(null), "Sequential 'sequential' > setWeights: expected an array for each weight, got null.");
        refused(() -> model.setWeights(Arrays.asList(x, null)), "Sequential 'sequential' > setWeights: expected an array for each weight, got null among them.");
        refused(() -> model.add(null), "Sequential 'sequential': expected a layer, got null.");
        refused(() -> Sequential.of(Dense.of(3), (Layer) null), "Sequential 'sequential': expected a layer, got null.");
        refused(() -> Model.of(Input.shape(3), (Symbol) null), "Model > outputs: expected one or more, got [null].");
        refused(() -> Model.of(List.of(), Input.shape(3)), "Model > inputs: expected one or more, got [].");
    }
}
