package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Activation;
import org.keras4j.layers.AveragePooling2D;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.GlobalMaxPooling2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.Padding;
import org.keras4j.layers.ZeroPadding2D;
import org.keras4j.models.Functional;

/// Each layer sees the feature maps of all before it (Huang et al. 2017, Densely Connected Convolutional Networks).
public final class DenseNet {
    private static final int GROWTH = 32;

    private final Draft net;

    private DenseNet(Draft net) {
        this.net = net;
    }

    public static Functional denseNet121(Blueprint blueprint) { return build(blueprint, "densenet121", 6, 12, 24, 16); }
    public static Functional denseNet169(Blueprint blueprint) { return build(blueprint, "densenet169", 6, 12, 32, 32); }
    public static Functional denseNet201(Blueprint blueprint) { return build(blueprint, "densenet201", 6, 12, 48, 32); }

    /// Images with channels red, green and blue from 0 to 255 as these networks take them.
    public static NDArray preprocessInput(NDArray images) {
        return Preprocessing.TORCH.of(images);
    }

    private static Functional build(Blueprint blueprint, String name, int... blocks) {
        var net = new Draft(blueprint, 224, 32);
        var dense = new DenseNet(net);
        KerasTensor x = net.add(ZeroPadding2D.of(3), net.input());
        x = net.add(Conv2D.of(64, 7).strides(2).useBias(false).name("conv1_conv"), x);
        x = dense.normalized(x, "conv1_bn", "conv1_relu");
        x = net.add(MaxPooling2D.of(3).strides(2).name("pool1"), net.add(ZeroPadding2D.of(1), x));
        for (int i = 0; i < blocks.length; i++) {
            for (int block = 1; block <= blocks[i]; block++) {
                x = dense.block(x, "conv" + (i + 2) + "_block" + block);
            }
            if (i < blocks.length - 1) {
                x = dense.transition(x, "pool" + (i + 2));
            }
        }
        x = dense.normalized(x, "bn", "relu");
        return net.model(net.head(x, GlobalAveragePooling2D.create().name("avg_pool"), GlobalMaxPooling2D.create().name("max_pool")), name);
    }

    private KerasTensor normalized(KerasTensor x, String normalization, String activation) {
        return net.add(Activation.of("relu").name(activation), net.add(BatchNormalization.create().axis(3).epsilon(1.001e-5).name(normalization), x));
    }

    private KerasTensor block(KerasTensor x, String name) {
        KerasTensor y = normalized(x, name + "_0_bn", name + "_0_relu");
        y = net.add(Conv2D.of(4 * GROWTH, 1).useBias(false).name(name + "_1_conv"), y);
        y = normalized(y, name + "_1_bn", name + "_1_relu");
        y = net.add(Conv2D.of(GROWTH, 3).padding(Padding.SAME).useBias(false).name(name + "_2_conv"), y);
        return net.add(Concatenate.create().axis(3).name(name + "_concat"), x, y);
    }

    private KerasTensor transition(KerasTensor x, String name) {
        KerasTensor y = normalized(x, name + "_bn", name + "_relu");
        y = net.add(Conv2D.of((int) y.shape().size(3) / 2, 1).useBias(false).name(name + "_conv"), y);
        return net.add(AveragePooling2D.of(2).name(name + "_pool"), y);
    }
}
