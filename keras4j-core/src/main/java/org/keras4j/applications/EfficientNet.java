package org.keras4j.applications;

import module java.base;
import org.keras4j.initializers.Zeros;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.DepthwiseConv2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Normalization;
import org.keras4j.layers.Padding;
import org.keras4j.layers.Rescaling;
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

    private EfficientNet() {}

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
        var parts = new EfficientParts(net, 0.99);
        KerasTensor x = net.add(Normalization.create().axis(3), net.add(Rescaling.of(1 / 255.), net.input()));
        x = net.add(Draft.beforeSteps(x, 3).name("stem_conv_pad"), x);
        x = net.add(Conv2D.of(Channels.rounded(32 * width), 3).strides(2).useBias(false).kernelInitializer(EfficientParts.CONV).name("stem_conv"), x);
        x = parts.active(x, "stem_bn", "stem_activation");
        double blocks = STAGES.stream().mapToDouble(stage -> Math.ceil(depth * stage.repeats)).sum();
        int block = 0;
        for (int i = 0; i < STAGES.size(); i++) {
            Stage stage = STAGES.get(i);
            int filters = Channels.rounded(stage.filters * width);
            for (int j = 0; j < Math.ceil(depth * stage.repeats); j++) {
                x = block(parts, x, stage, filters, j == 0 ? stage.stride : 1, EfficientParts.DROP_CONNECT * block++ / blocks,
                        "block" + (i + 1) + (char) ('a' + j) + "_");
            }
        }
        return net.model(parts.top(x, Channels.rounded(1280 * width), dropout, new Zeros()), name);
    }

    private static KerasTensor block(EfficientParts parts, KerasTensor x, Stage stage, int filters, int stride, double drop, String name) {
        Draft net = parts.net();
        int channels = EfficientParts.channels(x);
        KerasTensor y = stage.expansion == 1 ? x
                : parts.active(parts.conv(x, channels * stage.expansion, name + "expand_conv"), name + "expand_bn", name + "expand_activation");
        if (stride == 2) {
            y = net.add(Draft.beforeSteps(y, stage.window).name(name + "dwconv_pad"), y);
        }
        y = net.add(DepthwiseConv2D.of(stage.window).strides(stride).padding(stride == 2 ? Padding.VALID : Padding.SAME).useBias(false)
                .depthwiseInitializer(EfficientParts.CONV).name(name + "dwconv"), y);
        y = parts.active(y, name + "bn", name + "activation");
        y = parts.gated(y, Math.max(1, channels / 4), name + "se_");
        y = parts.normalized(parts.conv(y, filters, name + "project_conv"), name + "project_bn");
        return parts.joined(x, y, stride, drop, name);
    }
}
