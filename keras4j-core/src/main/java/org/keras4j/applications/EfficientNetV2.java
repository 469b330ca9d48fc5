package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.initializers.Constant;
import org.keras4j.layers.DepthwiseConv2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Normalization;
import org.keras4j.layers.Padding;
import org.keras4j.layers.Rescaling;
import org.keras4j.models.Functional;

/// EfficientNet with plain convolutions in its first stages, found by a search that also counted the time of training (Tan & Le 2021, EfficientNetV2).
/// Takes images with channels from 0 to 255 and normalizes them itself.
public final class EfficientNetV2 {
    private enum Kind {
        /// One convolution of 3 by 3 in place of the first two of the other kind.
        FUSED,
        /// Each pixel wider, each channel by itself, a gate, each pixel narrower (Sandler et al. 2018).
        DEPTHWISE
    }

    private record Stage(Kind kind, int repeats, int filters, int expansion, int stride) {}

    private static final List<Stage> B = List.of(
            new Stage(Kind.FUSED, 1, 16, 1, 1),
            new Stage(Kind.FUSED, 2, 32, 4, 2),
            new Stage(Kind.FUSED, 2, 48, 4, 2),
            new Stage(Kind.DEPTHWISE, 3, 96, 4, 2),
            new Stage(Kind.DEPTHWISE, 5, 112, 6, 1),
            new Stage(Kind.DEPTHWISE, 8, 192, 6, 2));
    private static final List<Stage> S = List.of(
            new Stage(Kind.FUSED, 2, 24, 1, 1),
            new Stage(Kind.FUSED, 4, 48, 4, 2),
            new Stage(Kind.FUSED, 4, 64, 4, 2),
            new Stage(Kind.DEPTHWISE, 6, 128, 4, 2),
            new Stage(Kind.DEPTHWISE, 9, 160, 6, 1),
            new Stage(Kind.DEPTHWISE, 15, 256, 6, 2));
    private static final List<Stage> M = List.of(
            new Stage(Kind.FUSED, 3, 24, 1, 1),
            new Stage(Kind.FUSED, 5, 48, 4, 2),
            new Stage(Kind.FUSED, 5, 80, 4, 2),
            new Stage(Kind.DEPTHWISE, 7, 160, 4, 2),
            new Stage(Kind.DEPTHWISE, 14, 176, 6, 1),
            new Stage(Kind.DEPTHWISE, 18, 304, 6, 2),
            new Stage(Kind.DEPTHWISE, 5, 512, 6, 1));
    private static final List<Stage> L = List.of(
            new Stage(Kind.FUSED, 4, 32, 1, 1),
            new Stage(Kind.FUSED, 7, 64, 4, 2),
            new Stage(Kind.FUSED, 7, 96, 4, 2),
            new Stage(Kind.DEPTHWISE, 10, 192, 4, 2),
            new Stage(Kind.DEPTHWISE, 19, 224, 6, 1),
            new Stage(Kind.DEPTHWISE, 25, 384, 6, 2),
            new Stage(Kind.DEPTHWISE, 7, 640, 6, 1));

    /// Of ImageNet's channels, from 0 to 1.
    private static final NDArray MEANS = NDArray.of(0.485, 0.456, 0.406);
    private static final NDArray VARIANCES = NDArray.of(Math.pow(0.229, 2), Math.pow(0.224, 2), Math.pow(0.225, 2));

    private EfficientNetV2() {}

    public static Functional efficientNetV2B0(Blueprint blueprint) { return small(blueprint, 1.0, 1.0, 224, "efficientnetv2-b0"); }
    public static Functional efficientNetV2B1(Blueprint blueprint) { return small(blueprint, 1.0, 1.1, 240, "efficientnetv2-b1"); }
    public static Functional efficientNetV2B2(Blueprint blueprint) { return small(blueprint, 1.1, 1.2, 260, "efficientnetv2-b2"); }
    public static Functional efficientNetV2B3(Blueprint blueprint) { return small(blueprint, 1.2, 1.4, 300, "efficientnetv2-b3"); }
    public static Functional efficientNetV2S(Blueprint blueprint)  { return large(blueprint, S, 24, 384, "efficientnetv2-s"); }
    public static Functional efficientNetV2M(Blueprint blueprint)  { return large(blueprint, M, 24, 480, "efficientnetv2-m"); }
    public static Functional efficientNetV2L(Blueprint blueprint)  { return large(blueprint, L, 32, 480, "efficientnetv2-l"); }

    private static Functional small(Blueprint blueprint, double width, double depth, int size, String name) {
        var net = new Draft(blueprint, size, 32);
        KerasTensor x = EfficientParts.channels(net.input()) != 3 ? centred(net)
                : net.add(Normalization.create().moments(MEANS, VARIANCES).axis(3), net.add(Rescaling.of(1 / 255.), net.input()));
        return build(net, x, B, 32, width, depth, name);
    }

    private static Functional large(Blueprint blueprint, List<Stage> stages, int stem, int size, String name) {
        var net = new Draft(blueprint, size, 32);
        return build(net, centred(net), stages, stem, 1, 1, name);
    }

    private static KerasTensor centred(Draft net) {
        return net.add(Rescaling.of(1 / 128.).offset(-1), net.input());
    }

    private static Functional build(Draft net, KerasTensor images, List<Stage> stages, int stem, double width, double depth, String name) {
        var parts = new EfficientParts(net, 0.9);
        KerasTensor x = parts.active(parts.conv(images, Channels.nearest(stem * width), 3, 2, "stem_conv"), "stem_bn", "stem_activation");
        double blocks = stages.stream().mapToInt(Stage::repeats).sum();           // as Keras counts, whatever the depth
        int block = 0;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            int filters = Channels.nearest(stage.filters * width);
            for (int j = 0; j < Math.ceil(depth * stage.repeats); j++) {
                x = block(parts, x, stage, filters, j == 0 ? stage.stride : 1, EfficientParts.DROP_CONNECT * block++ / blocks,
                        "block" + (i + 1) + (char) ('a' + j) + "_");
            }
        }
        return net.model(parts.top(x, Channels.nearest(1280 * width), 0.2, new Constant(0)), name);
    }

    private static KerasTensor block(EfficientParts parts, KerasTensor x, Stage stage, int filters, int stride, double drop, String name) {
        KerasTensor y = switch (stage.kind) {
            case FUSED -> fused(parts, x, stage, filters, stride, name);
            case DEPTHWISE -> depthwise(parts, x, stage, filters, stride, name);
        };
        return parts.joined(x, y, stride, drop, name);
    }

    private static KerasTensor fused(EfficientParts parts, KerasTensor x, Stage stage, int filters, int stride, String name) {
        if (stage.expansion == 1) {
            return parts.active(parts.conv(x, filters, 3, stride, name + "project_conv"), name + "project_bn", name + "project_activation");
        }
        KerasTensor wide = parts.conv(x, EfficientParts.channels(x) * stage.expansion, 3, stride, name + "expand_conv");
        return projected(parts, parts.active(wide, name + "expand_bn", name + "expand_activation"), filters, name);
    }

    private static KerasTensor depthwise(EfficientParts parts, KerasTensor x, Stage stage, int filters, int stride, String name) {
        int channels = EfficientParts.channels(x);
        KerasTensor y = parts.active(parts.conv(x, channels * stage.expansion, name + "expand_conv"), name + "expand_bn", name + "expand_activation");
        y = parts.net().add(DepthwiseConv2D.of(3).strides(stride).padding(Padding.SAME).useBias(false).depthwiseInitializer(EfficientParts.CONV)
                .name(name + "dwconv2"), y);
        y = parts.active(y, name + "bn", name + "activation");
        return projected(parts, parts.gated(y, Math.max(1, channels / 4), name + "se_"), filters, name);
    }

    private static KerasTensor projected(EfficientParts parts, KerasTensor x, int filters, String name) {
        return parts.normalized(parts.conv(x, filters, name + "project_conv"), name + "project_bn");
    }
}
