package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerNormalization;
import org.keras4j.layers.Normalization;
import org.keras4j.layers.Operation;
import org.keras4j.layers.Padding;
import org.keras4j.models.Functional;
import org.keras4j.models.Sequential;

/// Convolutions in the manner of transformers (Liu et al. 2022, A ConvNet for the 2020s). Takes images with channels red, green and
/// blue from 0 to 255 and normalizes them itself.
public final class ConvNeXt {
    static final String MODULE = "keras.src.applications.convnext";

    private final Draft net;
    private final String name;

    private ConvNeXt(Draft net, String name) {
        this.net = net;
        this.name = name;
    }

    public static Functional convNeXtTiny(Blueprint blueprint)  { return build(blueprint, "convnext_tiny", 96, 9); }
    public static Functional convNeXtSmall(Blueprint blueprint) { return build(blueprint, "convnext_small", 96, 27); }
    public static Functional convNeXtBase(Blueprint blueprint)  { return build(blueprint, "convnext_base", 128, 27); }
    public static Functional convNeXtLarge(Blueprint blueprint) { return build(blueprint, "convnext_large", 192, 27); }
    public static Functional convNeXtXLarge(Blueprint blueprint) { return build(blueprint, "convnext_xlarge", 256, 27); }

    /// @param width of the first of four stages; each doubles it
    /// @param depth of the third stage; the others have three blocks
    private static Functional build(Blueprint blueprint, String architecture, int width, int depth) {
        var net = new Draft(blueprint, 224, 32);
        var convNeXt = new ConvNeXt(net, blueprint.nameOr(architecture));
        KerasTensor x = net.input();
        if (x.shape().size(3) == 3) {
            x = convNeXt.normalizedImages(x);
        }
        for (int stage = 0; stage < 4; stage++) {
            x = convNeXt.smaller(x, width << stage, stage);
            for (int block = 0; block < (stage == 2 ? depth : 3); block++) {
                x = convNeXt.block(x, "_stage_" + stage + "_block_" + block);
            }
        }
        return net.model(blueprint.isClassifier() ? convNeXt.classifier(x) : net.add(normalization(), net.pooled(x)), architecture);
    }

    private static LayerNormalization normalization() {
        return LayerNormalization.create().epsilon(1e-6);
    }

    private KerasTensor normalizedImages(KerasTensor x) {
        return net.add(Normalization.create().moments(NDArray.of(0.485 * 255, 0.456 * 255, 0.406 * 255),
                NDArray.of(Math.pow(0.229 * 255, 2), Math.pow(0.224 * 255, 2), Math.pow(0.225 * 255, 2)))
                .name(name + "_prestem_normalization"), x);
    }

    /// Four times smaller at first, then twice each time.
    private KerasTensor smaller(KerasTensor x, int filters, int stage) {
        if (stage == 0) {
            return part(x, "_stem", Conv2D.of(filters, 4).strides(4).name(name + "_stem_conv"), normalization().name(name + "_stem_layernorm"));
        }
        int before = stage - 1;
        return part(x, "_downsampling_block_" + before, normalization().name(name + "_downsampling_layernorm_" + before),
                Conv2D.of(filters, 2).strides(2).name(name + "_downsampling_conv_" + before));
    }

    private KerasTensor part(KerasTensor x, String suffix, Layer... layers) {
        Input input = Input.batchShape(x.shape());
        net.name(input);
        return net.add(Sequential.of(name + suffix, Stream.concat(Stream.of(input), Stream.of(layers)).toArray(Layer[]::new)), x);
    }

    private KerasTensor block(KerasTensor x, String suffix) {
        String block = name + suffix;
        int channels = (int) x.shape().size(3);
        KerasTensor y = net.add(Conv2D.of(channels, 7).padding(Padding.SAME).groups(channels).name(block + "_depthwise_conv"), x);
        y = net.add(normalization().name(block + "_layernorm"), y);
        y = net.add(Dense.of(4 * channels).name(block + "_pointwise_conv_1"), y);
        y = net.add(Activation.of("gelu").name(block + "_gelu"), y);
        y = net.add(Dense.of(channels).name(block + "_pointwise_conv_2"), y);
        LayerScale scale = LayerScale.of(1e-6, channels);
        scale.config().name = block + "_layer_scale";
        y = net.add(Activation.of("linear").name(block + "_identity"), net.add(scale, y));
        return Operation.add(x, y);
    }

    private KerasTensor classifier(KerasTensor x) {
        KerasTensor y = net.add(GlobalAveragePooling2D.create().name(name + "_head_gap"), x);
        y = net.add(normalization().name(name + "_head_layernorm"), y);
        Blueprint blueprint = net.blueprint();
        return net.add(Dense.of(blueprint.classes()).activation(blueprint.classifierActivation()).name(name + "_head_dense"), y);
    }
}
