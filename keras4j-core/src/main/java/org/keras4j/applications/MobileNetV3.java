package org.keras4j.applications;

import module java.base;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Add;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.DepthwiseConv2D;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.GlobalMaxPooling2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.Multiply;
import org.keras4j.layers.Operation;
import org.keras4j.layers.Padding;
import org.keras4j.layers.ReLU;
import org.keras4j.layers.Rescaling;
import org.keras4j.models.Functional;

/// Inverted residuals with gates over the channels (Howard et al. 2019, Searching for MobileNetV3). Takes images with channels from
/// 0 to 255 and rescales them itself.
public final class MobileNetV3 {
    private enum Act { RELU, HARD_SWISH }

    private enum Gate { NONE, CHANNELS }

    private record Block(double expansion, int filters, int window, int stride, Gate gate, Act act) {}

    private static final List<Block> SMALL = List.of(
            new Block(1, 16, 3, 2, Gate.CHANNELS, Act.RELU),
            new Block(72. / 16, 24, 3, 2, Gate.NONE, Act.RELU),
            new Block(88. / 24, 24, 3, 1, Gate.NONE, Act.RELU),
            new Block(4, 40, 5, 2, Gate.CHANNELS, Act.HARD_SWISH),
            new Block(6, 40, 5, 1, Gate.CHANNELS, Act.HARD_SWISH),
            new Block(6, 40, 5, 1, Gate.CHANNELS, Act.HARD_SWISH),
            new Block(3, 48, 5, 1, Gate.CHANNELS, Act.HARD_SWISH),
            new Block(3, 48, 5, 1, Gate.CHANNELS, Act.HARD_SWISH),
            new Block(6, 96, 5, 2, Gate.CHANNELS, Act.HARD_SWISH),
            new Block(6, 96, 5, 1, Gate.CHANNELS, Act.HARD_SWISH),
            new Block(6, 96, 5, 1, Gate.CHANNELS, Act.HARD_SWISH));

    private static final List<Block> LARGE = List.of(
            new Block(1, 16, 3, 1, Gate.NONE, Act.RELU),
            new Block(4, 24, 3, 2, Gate.NONE, Act.RELU),
            new Block(3, 24, 3, 1, Gate.NONE, Act.RELU),
            new Block(3, 40, 5, 2, Gate.CHANNELS, Act.RELU),
            new Block(3, 40, 5, 1, Gate.CHANNELS, Act.RELU),
            new Block(3, 40, 5, 1, Gate.CHANNELS, Act.RELU),
            new Block(6, 80, 3, 2, Gate.NONE, Act.HARD_SWISH),
            new Block(2.5, 80, 3, 1, Gate.NONE, Act.HARD_SWISH),
            new Block(2.3, 80, 3, 1, Gate.NONE, Act.HARD_SWISH),
            new Block(2.3, 80, 3, 1, Gate.NONE, Act.HARD_SWISH),
            new Block(6, 112, 3, 1, Gate.CHANNELS, Act.HARD_SWISH),
            new Block(6, 112, 3, 1, Gate.CHANNELS, Act.HARD_SWISH),
            new Block(6, 160, 5, 2, Gate.CHANNELS, Act.HARD_SWISH),
            new Block(6, 160, 5, 1, Gate.CHANNELS, Act.HARD_SWISH),
            new Block(6, 160, 5, 1, Gate.CHANNELS, Act.HARD_SWISH));

    private final Draft net;

    private MobileNetV3(Draft net) {
        this.net = net;
    }

    public static Functional mobileNetV3Small(Blueprint blueprint)               { return mobileNetV3Small(blueprint, 1); }
    /// @param alpha the factor of all widths
    public static Functional mobileNetV3Small(Blueprint blueprint, double alpha) { return build(blueprint, alpha, SMALL, 1024, "MobileNetV3Small"); }
    public static Functional mobileNetV3Large(Blueprint blueprint)               { return mobileNetV3Large(blueprint, 1); }
    /// @param alpha the factor of all widths
    public static Functional mobileNetV3Large(Blueprint blueprint, double alpha) { return build(blueprint, alpha, LARGE, 1280, "MobileNetV3Large"); }

    private static Functional build(Blueprint blueprint, double alpha, List<Block> blocks, int last, String name) {
        var net = new Draft(blueprint.anySize(), 224, 32);
        var mobile = new MobileNetV3(net);
        KerasTensor x = net.add(Rescaling.of(1 / 127.5).offset(-1), net.input());
        x = net.add(Conv2D.of(16, 3).strides(2).padding(Padding.SAME).useBias(false).name("conv"), x);
        x = mobile.active(mobile.normalized(x, "conv_bn"), Act.HARD_SWISH);
        for (int i = 0; i < blocks.size(); i++) {
            x = mobile.block(x, blocks.get(i), Channels.rounded(blocks.get(i).filters * alpha), i);
        }
        x = mobile.conv(x, Channels.rounded(x.shape().size(3) * 6), "conv_1");
        x = mobile.active(mobile.normalized(x, "conv_1_bn"), Act.HARD_SWISH);
        return net.model(blueprint.isClassifier() ? mobile.classifier(x, alpha > 1 ? Channels.rounded(last * alpha) : last)
                : net.pooled(x, GlobalAveragePooling2D.create().name("avg_pool"), GlobalMaxPooling2D.create().name("max_pool")), name);
    }

    private KerasTensor conv(KerasTensor x, int filters, String name) {
        return net.add(Conv2D.of(filters, 1).padding(Padding.SAME).useBias(false).name(name), x);
    }

    private KerasTensor normalized(KerasTensor x, String name) {
        return net.add(BatchNormalization.create().epsilon(1e-3).momentum(0.999).name(name), x);
    }

    private KerasTensor active(KerasTensor x, Act act) {
        Layer layer = switch (act) {
            case RELU -> ReLU.create();
            case HARD_SWISH -> Activation.of("hard_silu");
        };
        return net.add(layer, x);
    }

    private KerasTensor block(KerasTensor x, Block block, int filters, int number) {
        String name = number == 0 ? "expanded_conv_" : "expanded_conv_" + number + "_";
        int channels = (int) x.shape().size(3);
        int expanded = Channels.rounded(channels * block.expansion);
        KerasTensor y = x;
        if (number > 0) {
            y = active(normalized(conv(y, expanded, name + "expand"), name + "expand_bn"), block.act);
        }
        if (block.stride == 2) {
            y = net.add(Draft.beforeSteps(y, block.window).name(name + "depthwise_pad"), y);
        }
        y = net.add(DepthwiseConv2D.of(block.window).strides(block.stride).padding(block.stride == 1 ? Padding.SAME : Padding.VALID)
                .useBias(false).name(name + "depthwise"), y);
        y = active(normalized(y, name + "depthwise_bn"), block.act);
        if (block.gate == Gate.CHANNELS) {
            y = gated(y, expanded, name + "squeeze_excite_");
        }
        y = normalized(conv(y, filters, name + "project"), name + "project_bn");
        return block.stride == 1 && channels == filters ? net.add(Add.create().name(name + "add"), x, y) : y;
    }

    /// Each channel times a hard sigmoid of what all of them say (Hu et al. 2018, Squeeze-and-Excitation).
    private KerasTensor gated(KerasTensor x, int channels, String name) {
        KerasTensor y = net.add(GlobalAveragePooling2D.create().keepdims(true).name(name + "avg_pool"), x);
        y = net.add(Conv2D.of(Channels.rounded(channels * 0.25), 1).padding(Padding.SAME).name(name + "conv"), y);
        y = net.add(ReLU.create().name(name + "relu"), y);
        y = net.add(Conv2D.of(channels, 1).padding(Padding.SAME).name(name + "conv_1"), y);
        y = net.add(ReLU.create().maxValue(6), net.add(Operation.adding(3), y));
        y = net.add(Operation.multiplyingBy(1 / 6.), y);
        return net.add(Multiply.create().name(name + "mul"), x, y);
    }

    private KerasTensor classifier(KerasTensor x, int width) {
        KerasTensor y = net.add(GlobalAveragePooling2D.create().keepdims(true), x);
        y = active(net.add(Conv2D.of(width, 1).padding(Padding.SAME).name("conv_2"), y), Act.HARD_SWISH);
        y = net.add(Dropout.of(0.2), y);
        y = net.add(Conv2D.of(net.blueprint().classes(), 1).padding(Padding.SAME).name("logits"), y);
        return net.add(Activation.of(net.blueprint().classifierActivation()).name("predictions"), net.add(Flatten.create(), y));
    }
}
