package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Add;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.GlobalMaxPooling2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.Padding;
import org.keras4j.layers.ZeroPadding2D;
import org.keras4j.models.Functional;

/// Residual networks: each block adds to its input (He et al. 2015, Deep Residual Learning), in the second version with normalization
/// and activation before each convolution (He et al. 2016, Identity Mappings).
public final class ResNet {
    private final Draft net;

    private ResNet(Draft net) {
        this.net = net;
    }

    public static Functional resNet50(Blueprint blueprint)    { return first(blueprint, "resnet50", 3, 4, 6, 3); }
    public static Functional resNet101(Blueprint blueprint)   { return first(blueprint, "resnet101", 3, 4, 23, 3); }
    public static Functional resNet152(Blueprint blueprint)   { return first(blueprint, "resnet152", 3, 8, 36, 3); }
    public static Functional resNet50V2(Blueprint blueprint)  { return second(blueprint, "resnet50v2", 3, 4, 6, 3); }
    public static Functional resNet101V2(Blueprint blueprint) { return second(blueprint, "resnet101v2", 3, 4, 23, 3); }
    public static Functional resNet152V2(Blueprint blueprint) { return second(blueprint, "resnet152v2", 3, 8, 36, 3); }

    /// Images with channels red, green and blue from 0 to 255 as the first version takes them.
    public static NDArray preprocessInput(NDArray images)   { return Preprocessing.CAFFE.of(images); }
    /// Pixels from 0 to 255 as networks of the second version want them: from −1 to 1.
    public static NDArray preprocessInputV2(NDArray images) { return Preprocessing.TF.of(images); }

    private static Functional first(Blueprint blueprint, String name, int... blocks) {
        var resNet = new ResNet(new Draft(blueprint, 224, 32));
        KerasTensor x = resNet.stem();
        x = resNet.normalized(x, "conv1_bn", "conv1_relu");
        x = resNet.stemPool(x);
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int block = 1; block <= blocks[stage]; block++) {
                x = resNet.block(x, 64 << stage, block == 1 && stage > 0 ? 2 : 1, block == 1, "conv" + (stage + 2) + "_block" + block);
            }
        }
        return resNet.finish(x, name);
    }

    private static Functional second(Blueprint blueprint, String name, int... blocks) {
        var resNet = new ResNet(new Draft(blueprint, 224, 32));
        KerasTensor x = resNet.stemPool(resNet.stem());
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int block = 1; block <= blocks[stage]; block++) {
                int stride = block == blocks[stage] && stage < blocks.length - 1 ? 2 : 1;
                x = resNet.preactivated(x, 64 << stage, stride, block == 1, "conv" + (stage + 2) + "_block" + block);
            }
        }
        return resNet.finish(resNet.normalized(x, "post_bn", "post_relu"), name);
    }

    private KerasTensor stem() {
        KerasTensor x = net.add(ZeroPadding2D.of(3).name("conv1_pad"), net.input());
        return net.add(Conv2D.of(64, 7).strides(2).name("conv1_conv"), x);
    }

    private KerasTensor stemPool(KerasTensor x) {
        return net.add(MaxPooling2D.of(3).strides(2).name("pool1_pool"), net.add(ZeroPadding2D.of(1).name("pool1_pad"), x));
    }

    private KerasTensor normalization(KerasTensor x, String name) {
        return net.add(BatchNormalization.create().axis(3).epsilon(1.001e-5).name(name), x);
    }

    private KerasTensor normalized(KerasTensor x, String normalization, String activation) {
        return net.add(Activation.of("relu").name(activation), normalization(x, normalization));
    }

    private KerasTensor block(KerasTensor x, int filters, int stride, boolean projects, String name) {
        KerasTensor shortcut = projects
                ? normalization(net.add(Conv2D.of(4 * filters, 1).strides(stride).name(name + "_0_conv"), x), name + "_0_bn") : x;
        KerasTensor y = net.add(Conv2D.of(filters, 1).strides(stride).name(name + "_1_conv"), x);
        y = normalized(y, name + "_1_bn", name + "_1_relu");
        y = net.add(Conv2D.of(filters, 3).padding(Padding.SAME).name(name + "_2_conv"), y);
        y = normalized(y, name + "_2_bn", name + "_2_relu");
        y = normalization(net.add(Conv2D.of(4 * filters, 1).name(name + "_3_conv"), y), name + "_3_bn");
        return net.add(Activation.of("relu").name(name + "_out"), net.add(Add.create().name(name + "_add"), shortcut, y));
    }

    private KerasTensor preactivated(KerasTensor x, int filters, int stride, boolean projects, String name) {
        KerasTensor active = normalized(x, name + "_preact_bn", name + "_preact_relu");
        KerasTensor shortcut = projects ? net.add(Conv2D.of(4 * filters, 1).strides(stride).name(name + "_0_conv"), active)
                : stride > 1 ? net.add(MaxPooling2D.of(1).strides(stride), x) : x;
        KerasTensor y = net.add(Conv2D.of(filters, 1).useBias(false).name(name + "_1_conv"), active);
        y = normalized(y, name + "_1_bn", name + "_1_relu");
        y = net.add(ZeroPadding2D.of(1).name(name + "_2_pad"), y);
        y = net.add(Conv2D.of(filters, 3).strides(stride).useBias(false).name(name + "_2_conv"), y);
        y = normalized(y, name + "_2_bn", name + "_2_relu");
        y = net.add(Conv2D.of(4 * filters, 1).name(name + "_3_conv"), y);
        return net.add(Add.create().name(name + "_out"), shortcut, y);
    }

    private Functional finish(KerasTensor x, String name) {
        return net.model(net.head(x, GlobalAveragePooling2D.create().name("avg_pool"), GlobalMaxPooling2D.create().name("max_pool")), name);
    }
}
