package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Activation;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.DepthwiseConv2D;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Padding;
import org.keras4j.layers.ReLU;
import org.keras4j.layers.Reshape;
import org.keras4j.layers.ZeroPadding2D;
import org.keras4j.models.Functional;

/// Depthwise convolutions, each followed by a product over the channels (Howard et al. 2017, MobileNets).
public final class MobileNet {
    private static final int[] FILTERS = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
    private static final Set<Integer> REDUCING = Set.of(2, 4, 6, 12);

    private final Draft net;

    private MobileNet(Draft net) {
        this.net = net;
    }

    public static Functional mobileNet(Blueprint blueprint) {
        return mobileNet(blueprint, 1);
    }

    /// @param alpha the factor of all widths
    public static Functional mobileNet(Blueprint blueprint, double alpha) {
        var net = new Draft(blueprint, 224, 32);
        var mobile = new MobileNet(net);
        KerasTensor x = net.add(Conv2D.of((int) (32 * alpha), 3).strides(2).padding(Padding.SAME).useBias(false).name("conv1"), net.input());
        x = mobile.normalized(x, "conv1");
        for (int block = 1; block <= FILTERS.length; block++) {
            x = mobile.block(x, (int) (FILTERS[block - 1] * alpha), block);
        }
        return net.model(blueprint.isClassifier() ? mobile.classifier(x) : net.pooled(x),
                String.format(Locale.ROOT, "mobilenet_%.2f_%s", alpha, net.rows()));
    }

    /// Images with channels red, green and blue from 0 to 255 as this network takes them.
    public static NDArray preprocessInput(NDArray images) {
        return Preprocessing.TF.of(images);
    }

    private KerasTensor normalized(KerasTensor x, String name) {
        return net.add(ReLU.create().maxValue(6).name(name + "_relu"), net.add(BatchNormalization.create().name(name + "_bn"), x));
    }

    private KerasTensor block(KerasTensor x, int filters, int number) {
        boolean reduces = REDUCING.contains(number);
        KerasTensor y = reduces ? net.add(ZeroPadding2D.of(0, 1, 0, 1).name("conv_pad_" + number), x) : x;
        y = net.add(DepthwiseConv2D.of(3).padding(reduces ? Padding.VALID : Padding.SAME).strides(reduces ? 2 : 1).useBias(false)
                .name("conv_dw_" + number), y);
        y = normalized(y, "conv_dw_" + number);
        y = net.add(Conv2D.of(filters, 1).padding(Padding.SAME).useBias(false).name("conv_pw_" + number), y);
        return normalized(y, "conv_pw_" + number);
    }

    private KerasTensor classifier(KerasTensor x) {
        int classes = net.blueprint().classes();
        KerasTensor y = net.add(GlobalAveragePooling2D.create().keepdims(true), x);
        y = net.add(Dropout.of(1e-3).name("dropout"), y);
        y = net.add(Conv2D.of(classes, 1).padding(Padding.SAME).name("conv_preds"), y);
        y = net.add(Reshape.of(classes).name("reshape_2"), y);
        return net.add(Activation.of(net.blueprint().classifierActivation()).name("predictions"), y);
    }
}
