package org.keras4j.apps.resnet;

import static org.keras4j.activations.Activations.SOFTMAX;
import module java.base;
import org.keras4j.initializers.Initializers;
import org.keras4j.layers.Add;
import org.keras4j.layers.AveragePooling2D;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.DataFormat;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Padding;
import org.keras4j.layers.ReLU;
import org.keras4j.layers.Symbol;
import org.keras4j.layers.ZeroPadding2D;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;
import org.keras4j.regularizers.L2;

/// A network for pictures of 32 × 32 (He et al. 2015, section 4.2) in three stages of blocks, each stage with half the side and twice the
/// maps of the one before, as the well-known Keras example builds it.
///
/// @param depth how many layers with weights lie one behind the other: 6 n + 2, and 9 n + 2 for [Style#V2]
public record ResidualNetwork(Style style, int depth) {

    public enum Style {
        /// Two convolutions and a shortcut; where sizes change the shortcut is a 1 × 1 convolution (option B of the paper).
        V1,
        /// The paper's option A: the shortcut has no weights, drops every other pixel and adds maps of zeros.
        PADDED,
        /// The same layers without shortcuts.
        PLAIN,
        /// Normalised and activated before each convolution, in blocks of 1 × 1, 3 × 3 and 1 × 1 (He et al. 2016).
        V2
    }

    /// As deep as the paper's deepest; each layer takes time and memory before the first step.
    private static final int MOST_LAYERS = 1202;

    public ResidualNetwork {
        int block = style == Style.V2 ? 9 : 6;
        if (depth < block + 2 || (depth - 2) % block != 0) {
            throw new IllegalArgumentException("--depth: expected " + block + " n + 2 layers, such as " + IntStream.of(2, 3, 5, 9)
                    .mapToObj(n -> Integer.toString(block * n + 2)).collect(Collectors.joining(", ")) + ", got " + depth + ".");
        }
        if (depth > MOST_LAYERS) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "--depth: expected at most %,d layers, got %,d.", MOST_LAYERS, depth));
        }
    }

    /// {@return `resnet20`, `resnet20a` for option A, `plain20`, `resnet29v2`}
    public String name() {
        return switch (style) {
            case V1 -> "resnet" + depth;
            case PADDED -> "resnet" + depth + "a";
            case PLAIN -> "plain" + depth;
            case V2 -> "resnet" + depth + "v2";
        };
    }

    /// With new weights.
    public Functional create(int classes) {
        var input = Input.shape(32, 32, 3);
        var scores = Dense.of(classes).activation(SOFTMAX).kernelInitializer(Initializers.of("he_normal")).dtype("float32")
                .apply(Flatten.create().apply(AveragePooling2D.of(8).apply(maps(input))));
        return Model.of(input, scores).name(name());
    }

    /// {@return the maps of the last stage, whose sides are a quarter of the picture's}
    ///
    /// @param picture of any size that four divides
    public KerasTensor maps(Input picture) {
        return style == Style.V2 ? preactivated(picture) : activated(picture);
    }

    private KerasTensor activated(Symbol input) {
        var x = relu(normalized(conv(16, 3, 1).apply(input)));
        for (int stage = 0; stage < 3; stage++) {
            int filters = 16 << stage;
            for (int block = 0; block < (depth - 2) / 6; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                var y = relu(normalized(conv(filters, 3, stride).apply(x)));
                y = normalized(conv(filters, 3, 1).apply(y));
                x = relu(style == Style.PLAIN ? y : Add.create().apply(stride == 1 ? x : shortcut(x, filters), y));
            }
        }
        return x;
    }

    /// What a block gets, in the sizes of what it gives.
    private KerasTensor shortcut(KerasTensor x, int filters) {
        if (style != Style.PADDED) {
            return conv(filters, 1, 2).apply(x);
        }
        // To a layer that takes channels to be in front, rows and columns are the last two axes: it pads the maps.
        var every = AveragePooling2D.of(1).strides(2).apply(x);
        return ZeroPadding2D.of(0, 0, filters / 4, filters / 4).dataFormat(DataFormat.CHANNELS_FIRST).apply(every);
    }

    private KerasTensor preactivated(Symbol input) {
        int filters = 16;
        var x = relu(normalized(conv(filters, 3, 1).apply(input)));
        for (int stage = 0; stage < 3; stage++) {
            int out = stage == 0 ? 4 * filters : 2 * filters;
            for (int block = 0; block < (depth - 2) / 9; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                // What enters the first block is activated already.
                var y = conv(filters, 1, stride).apply(stage == 0 && block == 0 ? x : relu(normalized(x)));
                y = conv(filters, 3, 1).apply(relu(normalized(y)));
                y = conv(out, 1, 1).apply(relu(normalized(y)));
                x = Add.create().apply(block == 0 ? conv(out, 1, stride).apply(x) : x, y);
            }
            filters = out;
        }
        return relu(normalized(x));
    }

    private Conv2D conv(int filters, int size, int stride) {
        return Conv2D.of(filters, size).strides(stride).padding(Padding.SAME).useBias(style != Style.PADDED)
                .kernelInitializer(Initializers.of("he_normal")).kernelRegularizer(new L2(1e-4));
    }

    private static KerasTensor normalized(Symbol x) {
        return BatchNormalization.create().apply(x);
    }

    private static KerasTensor relu(Symbol x) {
        return ReLU.create().apply(x);
    }
}
