package org.keras4j.applications;

import module java.base;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.VarianceScaling;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Add;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.GlobalMaxPooling2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Multiply;
import org.keras4j.layers.Padding;
import org.keras4j.layers.Reshape;

/// What both generations of EfficientNet are made of.
///
/// @param momentum of the batch normalizations
record EfficientParts(Draft net, double momentum) {
    static final double DROP_CONNECT = 0.2;
    static final VarianceScaling CONV = new VarianceScaling(null, 2, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.TRUNCATED_NORMAL, null, null);
    private static final VarianceScaling DENSE = new VarianceScaling(null, 1 / 3., VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.UNIFORM, null, null);

    static int channels(KerasTensor x) {
        return (int) x.shape().size(3);
    }

    KerasTensor conv(KerasTensor x, int filters, String name) {
        return conv(x, filters, 1, 1, name);
    }

    KerasTensor conv(KerasTensor x, int filters, int window, int stride, String name) {
        return net.add(Conv2D.of(filters, window).strides(stride).padding(Padding.SAME).useBias(false).kernelInitializer(CONV).name(name), x);
    }

    KerasTensor normalized(KerasTensor x, String name) {
        return net.add(BatchNormalization.create().axis(3).momentum(momentum).name(name), x);
    }

    KerasTensor active(KerasTensor x, String normalization, String activation) {
        return net.add(Activation.of("silu").name(activation), normalized(x, normalization));
    }

    /// Each channel times a sigmoid of what all of them say (Hu et al. 2018, Squeeze-and-Excitation).
    KerasTensor gated(KerasTensor x, int narrow, String name) {
        int channels = channels(x);
        KerasTensor y = net.add(GlobalAveragePooling2D.create().name(name + "squeeze"), x);
        y = net.add(Reshape.of(1, 1, channels).name(name + "reshape"), y);
        y = net.add(Conv2D.of(narrow, 1).padding(Padding.SAME).activation("silu").kernelInitializer(CONV).name(name + "reduce"), y);
        y = net.add(Conv2D.of(channels, 1).padding(Padding.SAME).activation("sigmoid").kernelInitializer(CONV).name(name + "expand"), y);
        return net.add(Multiply.create().name(name + "excite"), x, y);
    }

    /// What a block makes of `x`, plus `x` itself where they are alike; whole samples of it are dropped in training (Huang et al. 2016).
    KerasTensor joined(KerasTensor x, KerasTensor y, int stride, double drop, String name) {
        if (stride > 1 || channels(x) != channels(y)) {
            return y;
        }
        KerasTensor kept = drop > 0 ? net.add(Dropout.of(drop).noiseShape(-1, 1, 1, 1).name(name + "drop"), y) : y;
        return net.add(Add.create().name(name + "add"), kept, x);
    }

    KerasTensor top(KerasTensor x, int filters, double dropout, Initializer bias) {
        KerasTensor y = active(conv(x, filters, "top_conv"), "top_bn", "top_activation");
        GlobalAveragePooling2D average = GlobalAveragePooling2D.create().name("avg_pool");
        Blueprint blueprint = net.blueprint();
        return !blueprint.isClassifier() ? net.pooled(y, average, GlobalMaxPooling2D.create().name("max_pool"))
                : net.add(Dense.of(blueprint.classes()).activation(blueprint.classifierActivation()).kernelInitializer(DENSE).biasInitializer(bias)
                        .name("predictions"), net.add(Dropout.of(dropout).name("top_dropout"), net.add(average, y)));
    }
}
