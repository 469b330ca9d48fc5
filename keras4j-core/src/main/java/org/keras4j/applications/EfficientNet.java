package org.keras4j.applications;

import module java.base;
import org.keras4j.initializers.VarianceScaling;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Add;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.DepthwiseConv2D;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.GlobalMaxPooling2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Multiply;
import org.keras4j.layers.Normalization;
import org.keras4j.layers.Padding;
import org.keras4j.layers.Rescaling;
import org.keras4j.layers.Reshape;
import org.keras4j.models.Functional;

/// Depth, width and image size grown together (Tan & Le 2019, EfficientNet). Takes images with channels from 0 to 255 and normalizes
/// them itself.
public final class EfficientNet {
    private record Stage(int window, int repeats, int filtersIn, int filters, int expansion, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(3, 1, 32, 16, 1, 1),
            new Stage(3, 2, 16, 24, 6, 2),
            new Stage(5, 2, 24, 40, 6, 2),
            new Stage(3, 3, 40, 80, 6, 2),
            new Stage(5, 3, 80, 112, 6, 1),
            new Stage(5, 4, 112, 192, 6, 2),
            new Stage(3, 1, 192, 320, 6, 1));

    private static final double DROP_CONNECT = 0.2;
    private static final VarianceScaling CONV = new VarianceScaling(null, 2, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.TRUNCATED_NORMAL, null, null);
    private static final VarianceScaling DENSE = new VarianceScaling(null, 1 / 3., VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.UNIFORM, null, null);

    private final Draft net;

    private EfficientNet(Draft net) {
        this.net = net;
    }

    public static Functional efficientNetB0(Blueprint blueprint) { return build(blueprint, 1.0, 1.0, 224, 0.2, "efficientnetb0"); }
    public static Functional efficientNetB1(Blueprint blueprint) { return build(blueprint, 1.0, 1.1, 240, 0.2, "efficientnetb1"); }
    public static Functional efficientNetB2(Blueprint blueprint) { return build(blueprint, 1.1, 1.2, 260, 0.3, "efficientnetb2"); }
    public static Functional efficientNetB3(Blueprint blueprint) { return build(blueprint, 1.2, 1.4, 300, 0.3, "efficientnetb3"); }
    public static Functional efficientNetB4(Blueprint blueprint) { return build(blueprint, 1.4, 1.8, 380, 0.4, "efficientnetb4"); }
    public static Functional efficientNetB5(Blueprint blueprint) { return build(blueprint, 1.6, 2.2, 456, 0.4, "efficientnetb5"); }
    public static Functional efficientNetB6(Blueprint blueprint) { return build(blueprint, 1.8, 2.6, 528, 0.5, "efficientnetb6"); }
    public static Functional efficientNetB7(Blueprint blueprint) { return build(blueprint, 2.0, 3.1, 600, 0.5, "efficientnetb7"); }

    private static Functional build(Blueprint blueprint, double width, double depth, int size, double dropout, String name) {
        var net = new Draft(blueprint, size, 32);
        var efficient = new EfficientNet(net);
        KerasTensor x = net.add(Normalization.create().axis(3), net.add(Rescaling.of(1 / 255.), net.input()));
        x = net.add(Draft.beforeSteps(x, 3).name("stem_conv_pad"), x);
        x = net.add(Conv2D.of(Channels.rounded(32 * width), 3).strides(2).useBias(false).kernelInitializer(CONV).name("stem_conv"), x);
        x = efficient.active(x, "stem_bn", "stem_activation");
        double blocks = STAGES.stream().mapToDouble(stage -> Math.ceil(depth * stage.repeats)).sum();
        int block = 0;
        for (int i = 0; i < STAGES.size(); i++) {
            Stage stage = STAGES.get(i);
            int filters = Channels.rounded(stage.filters * width);
            for (int j = 0; j < Math.ceil(depth * stage.repeats); j++) {
                x = efficient.block(x, stage, filters, j == 0 ? stage.stride : 1, DROP_CONNECT * block++ / blocks, "block" + (i + 1) + (char) ('a' + j) + "_");
            }
        }
        x = efficient.conv(x, Channels.rounded(1280 * width), "top_conv");
        x = efficient.active(x, "top_bn", "top_activation");
        return net.model(efficient.head(x, dropout), name);
    }

    private KerasTensor conv(KerasTensor x, int filters, String name) {
        return net.add(Conv2D.of(filters, 1).padding(Padding.SAME).useBias(false).kernelInitializer(CONV).name(name), x);
    }

    private KerasTensor normalized(KerasTensor x, String name) {
        return net.add(BatchNormalization.create().axis(3).name(name), x);
    }

    private KerasTensor active(KerasTensor x, String normalization, String activation) {
        return net.add(Activation.of("silu").name(activation), normalized(x, normalization));
    }

    private KerasTensor block(KerasTensor x, Stage stage, int filters, int stride, double drop, String name) {
        int channels = (int) x.shape().size(3);
        KerasTensor y = stage.expansion == 1 ? x
                : active(conv(x, channels * stage.expansion, name + "expand_conv"), name + "expand_bn", name + "expand_activation");
        if (stride == 2) {
            y = net.add(Draft.beforeSteps(y, stage.window).name(name + "dwconv_pad"), y);
        }
        y = net.add(DepthwiseConv2D.of(stage.window).strides(stride).padding(stride == 2 ? Padding.VALID : Padding.SAME).useBias(false)
                .depthwiseInitializer(CONV).name(name + "dwconv"), y);
        y = active(y, name + "bn", name + "activation");
        y = gated(y, Math.max(1, channels / 4), name + "se_");
        y = normalized(conv(y, filters, name + "project_conv"), name + "project_bn");
        if (stride > 1 || channels != filters) {
            return y;
        }
        if (drop > 0) {
            y = net.add(Dropout.of(drop).noiseShape(-1, 1, 1, 1).name(name + "drop"), y);
        }
        return net.add(Add.create().name(name + "add"), y, x);
    }

    /// Each channel times a sigmoid of what all of them say (Hu et al. 2018, Squeeze-and-Excitation).
    private KerasTensor gated(KerasTensor x, int narrow, String name) {
        int channels = (int) x.shape().size(3);
        KerasTensor y = net.add(GlobalAveragePooling2D.create().name(name + "squeeze"), x);
        y = net.add(Reshape.of(1, 1, channels).name(name + "reshape"), y);
        y = net.add(Conv2D.of(narrow, 1).padding(Padding.SAME).activation("silu").kernelInitializer(CONV).name(name + "reduce"), y);
        y = net.add(Conv2D.of(channels, 1).padding(Padding.SAME).activation("sigmoid").kernelInitializer(CONV).name(name + "expand"), y);
        return net.add(Multiply.create().name(name + "excite"), x, y);
    }

    private KerasTensor head(KerasTensor x, double dropout) {
        GlobalAveragePooling2D average = GlobalAveragePooling2D.create().name("avg_pool");
        Blueprint blueprint = net.blueprint();
        return !blueprint.isClassifier() ? net.pooled(x, average, GlobalMaxPooling2D.create().name("max_pool"))
                : net.add(Dense.of(blueprint.classes()).activation(blueprint.classifierActivation()).kernelInitializer(DENSE).name("predictions"),
                        net.add(Dropout.of(dropout).name("top_dropout"), net.add(average, x)));
    }
}
