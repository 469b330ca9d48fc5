package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Add;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.DepthwiseConv2D;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.GlobalMaxPooling2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Padding;
import org.keras4j.layers.ReLU;
import org.keras4j.models.Functional;

/// Narrow residual connections between wide depthwise convolutions (Sandler et al. 2018, Inverted Residuals and Linear Bottlenecks).
public final class MobileNetV2 {
    private record Stage(int filters, int stride, int blocks) {}

    private static final List<Stage> STAGES = List.of(new Stage(16, 1, 1), new Stage(24, 2, 2), new Stage(32, 2, 3), new Stage(64, 2, 4),
            new Stage(96, 1, 3), new Stage(160, 2, 3), new Stage(320, 1, 1));

    private final Draft net;

    private MobileNetV2(Draft net) {
        this.net = net;
    }

    public static Functional mobileNetV2(Blueprint blueprint) {
        return mobileNetV2(blueprint, 1);
    }

    /// @param alpha the factor of all widths
    public static Functional mobileNetV2(Blueprint blueprint, double alpha) {
        var net = new Draft(blueprint, 224, 32);
        var mobile = new MobileNetV2(net);
        KerasTensor x = net.add(Conv2D.of(Channels.rounded(32 * alpha), 3).strides(2).padding(Padding.SAME).useBias(false).name("Conv1"), net.input());
        x = mobile.active(mobile.normalized(x, "bn_Conv1"), "Conv1_relu");
        int block = 0;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.blocks; i++) {
                x = mobile.block(x, Channels.rounded((int) (stage.filters * alpha)), i == 0 ? stage.stride : 1, block++);
            }
        }
        x = net.add(Conv2D.of(alpha > 1 ? Channels.rounded(1280 * alpha) : 1280, 1).useBias(false).name("Conv_1"), x);
        x = mobile.active(mobile.normalized(x, "Conv_1_bn"), "out_relu");
        return net.model(net.head(x, GlobalAveragePooling2D.create(), GlobalMaxPooling2D.create()),
                String.format(Locale.ROOT, "mobilenetv2_%.2f_%s", alpha, net.rows()));
    }

    /// Images with channels red, green and blue from 0 to 255 as this network takes them.
    public static NDArray preprocessInput(NDArray images) {
        return Preprocessing.TF.of(images);
    }

    private KerasTensor normalized(KerasTensor x, String name) {
        return net.add(BatchNormalization.create().epsilon(1e-3).momentum(0.999).name(name), x);
    }

    private KerasTensor active(KerasTensor x, String name) {
        return net.add(ReLU.create().maxValue(6).name(name), x);
    }

    private KerasTensor block(KerasTensor x, int filters, int stride, int number) {
        String name = number == 0 ? "expanded_conv_" : "block_" + number + "_";
        int channels = (int) x.shape().size(3);
        KerasTensor y = x;
        if (number > 0) {
            y = net.add(Conv2D.of(6 * channels, 1).padding(Padding.SAME).useBias(false).name(name + "expand"), y);
            y = active(normalized(y, name + "expand_BN"), name + "expand_relu");
        }
        if (stride == 2) {
            y = net.add(Draft.beforeSteps(y, 3).name(name + "pad"), y);
        }
        y = net.add(DepthwiseConv2D.of(3).strides(stride).useBias(false).padding(stride == 1 ? Padding.SAME : Padding.VALID).name(name + "depthwise"), y);
        y = active(normalized(y, name + "depthwise_BN"), name + "depthwise_relu");
        y = net.add(Conv2D.of(filters, 1).padding(Padding.SAME).useBias(false).name(name + "project"), y);
        y = normalized(y, name + "project_BN");
        return channels == filters && stride == 1 ? net.add(Add.create().name(name + "add"), x, y) : y;
    }
}
