package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.initializers.HeNormal;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Add;
import org.keras4j.layers.AveragePooling2D;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Cropping2D;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.GlobalMaxPooling2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.Padding;
import org.keras4j.layers.SeparableConv2D;
import org.keras4j.layers.ZeroPadding2D;
import org.keras4j.models.Functional;

/// Two cells found by search, each fed by the two before it (Zoph et al. 2018, Learning Transferable Architectures).
public final class NASNet {
    private final Draft net;
    private KerasTensor x;
    /// What the cell before the last made.
    private KerasTensor before;

    /// Whether the cell after a reduction is also fed by what stood before it.
    private enum Skip { REDUCTION, NOTHING }

    private NASNet(Draft net, int stem) {
        this.net = net;
        x = normalized(net.add(Conv2D.of(stem, 3).strides(2).useBias(false).kernelInitializer(new HeNormal()).name("stem_conv1"), net.input()), "stem_bn1");
        before = x;
    }

    public static Functional nasNetMobile(Blueprint blueprint) { return build(blueprint, 224, 32, 1056 / 24, 4, Skip.NOTHING, "nasnet_mobile"); }
    public static Functional nasNetLarge(Blueprint blueprint)  { return build(blueprint, 331, 96, 4032 / 24, 6, Skip.REDUCTION, "nasnet_large"); }

    /// @param first filters of the first of three stages; each doubles them
    /// @param blocks cells in each stage
    private static Functional build(Blueprint blueprint, int size, int stem, int first, int blocks, Skip skip, String name) {
        Draft net = new Draft(blueprint.ofSize(size), size, 32);
        var nas = new NASNet(net, stem);
        nas.reduction(first / 4, "stem_1");
        nas.reduction(first / 2, "stem_2");
        for (int stage = 0; stage < 3; stage++) {
            int filters = first << stage;
            if (stage > 0) {
                KerasTensor skipped = nas.before;
                nas.reduction(filters, "reduce_" + stage * blocks);
                nas.before = skip == Skip.REDUCTION ? skipped : nas.before;
            }
            for (int i = 0; i < blocks; i++) {
                nas.normal(filters, Integer.toString(stage * blocks + Math.min(stage, 1) + i));
            }
        }
        KerasTensor x = net.add(Activation.of("relu"), nas.x);
        return net.model(net.head(x, GlobalAveragePooling2D.create(), GlobalMaxPooling2D.create()), name);
    }

    /// Images with channels red, green and blue from 0 to 255 as this network takes them.
    public static NDArray preprocessInput(NDArray images) {
        return Preprocessing.TF.of(images);
    }

    private void normal(int filters, String id) {
        KerasTensor p = adjusted(before, filters, id);
        KerasTensor h = projected(relu(x), filters, "normal_conv_1_" + id, "normal_bn_1_" + id);
        KerasTensor one = sum("normal_add_1_" + id, separable(h, filters, 5, 1, "normal_left1_" + id), separable(p, filters, 3, 1, "normal_right1_" + id));
        KerasTensor two = sum("normal_add_2_" + id, separable(p, filters, 5, 1, "normal_left2_" + id), separable(p, filters, 3, 1, "normal_right2_" + id));
        KerasTensor three = sum("normal_add_3_" + id, averaged(h, "normal_left3_" + id), p);
        KerasTensor four = sum("normal_add_4_" + id, averaged(p, "normal_left4_" + id), averaged(p, "normal_right4_" + id));
        KerasTensor five = sum("normal_add_5_" + id, separable(h, filters, 3, 1, "normal_left5_" + id), h);
        follow(net.add(Concatenate.create().name("normal_concat_" + id), p, one, two, three, four, five));
    }

    private void reduction(int filters, String id) {
        KerasTensor p = adjusted(before, filters, id);
        KerasTensor h = projected(relu(x), filters, "reduction_conv_1_" + id, "reduction_bn_1_" + id);
        KerasTensor padded = net.add(Draft.beforeSteps(h, 3).name("reduction_pad_1_" + id), h);
        KerasTensor one = sum("reduction_add_1_" + id, separable(h, filters, 5, 2, "reduction_left1_" + id), separable(p, filters, 7, 2, "reduction_right1_" + id));
        KerasTensor two = sum("reduction_add_2_" + id, net.add(MaxPooling2D.of(3).strides(2).name("reduction_left2_" + id), padded),
                separable(p, filters, 7, 2, "reduction_right2_" + id));
        KerasTensor three = sum("reduction_add3_" + id, net.add(AveragePooling2D.of(3).strides(2).name("reduction_left3_" + id), padded),
                separable(p, filters, 5, 2, "reduction_right3_" + id));
        KerasTensor four = net.add(Add.create(), two, averaged(one, "reduction_left4_" + id));
        KerasTensor five = sum("reduction_add4_" + id, separable(one, filters, 3, 1, "reduction_left4_" + id),
                net.add(MaxPooling2D.of(3).strides(2).name("reduction_right5_" + id), padded));
        follow(net.add(Concatenate.create().name("reduction_concat_" + id), two, three, four, five));
    }

    private void follow(KerasTensor result) {
        before = x;
        x = result;
    }

    /// The earlier input in the size and width of the other.
    private KerasTensor adjusted(KerasTensor p, int filters, String id) {
        if (p.shape().size(2) != x.shape().size(2)) {
            KerasTensor y = net.add(Activation.of("relu").name("adjust_relu_1_" + id), p);
            KerasTensor even = halved(y, filters / 2, "1_" + id);
            KerasTensor odd = halved(net.add(Cropping2D.of(1, 0, 1, 0), net.add(ZeroPadding2D.of(0, 1, 0, 1), y)), filters / 2, "2_" + id);
            return normalized(net.add(Concatenate.create(), even, odd), "adjust_bn_" + id);
        }
        return p == x || p.shape().size(3) == filters ? p : projected(relu(p), filters, "adjust_conv_projection_" + id, "adjust_bn_" + id);
    }

    private KerasTensor halved(KerasTensor x, int filters, String id) {
        KerasTensor y = net.add(AveragePooling2D.of(1).strides(2).name("adjust_avg_pool_" + id), x);
        return net.add(Conv2D.of(filters, 1).padding(Padding.SAME).useBias(false).kernelInitializer(new HeNormal()).name("adjust_conv_" + id), y);
    }

    private KerasTensor relu(KerasTensor x) {
        return net.add(Activation.of("relu"), x);
    }

    private KerasTensor normalized(KerasTensor x, String name) {
        return net.add(BatchNormalization.create().momentum(0.9997).epsilon(1e-3).name(name), x);
    }

    private KerasTensor projected(KerasTensor x, int filters, String conv, String normalization) {
        return normalized(net.add(Conv2D.of(filters, 1).padding(Padding.SAME).useBias(false).kernelInitializer(new HeNormal()).name(conv), x), normalization);
    }

    private KerasTensor averaged(KerasTensor x, String name) {
        return net.add(AveragePooling2D.of(3).strides(1).padding(Padding.SAME).name(name), x);
    }

    private KerasTensor sum(String name, KerasTensor a, KerasTensor b) {
        return net.add(Add.create().name(name), a, b);
    }

    private KerasTensor separable(KerasTensor x, int filters, int window, int stride, String id) {
        KerasTensor y = relu(x);
        SeparableConv2D first = SeparableConv2D.of(filters, window).strides(stride).useBias(false).name("separable_conv_1_" + id);
        if (stride == 2) {
            y = net.add(Draft.beforeSteps(y, window).name("separable_conv_1_pad_" + id), y);
        } else {
            first = first.padding(Padding.SAME);
        }
        y = relu(normalized(net.add(first, y), "separable_conv_1_bn_" + id));
        y = net.add(SeparableConv2D.of(filters, window).padding(Padding.SAME).useBias(false).name("separable_conv_2_" + id), y);
        return normalized(y, "separable_conv_2_bn_" + id);
    }
}
