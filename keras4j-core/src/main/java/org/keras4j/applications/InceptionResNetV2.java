package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Activation;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Padding;
import org.keras4j.models.Functional;

/// Inception's branches as residuals (Szegedy et al. 2016, Inception-v4, Inception-ResNet and the Impact of Residual Connections).
public final class InceptionResNetV2 {
    private final Inception net;

    private InceptionResNetV2(Draft draft) {
        this.net = new Inception(draft);
    }

    public static Functional inceptionResNetV2(Blueprint blueprint) {
        var inception = new InceptionResNetV2(new Draft(blueprint, 299, 75));
        KerasTensor x = inception.first(inception.net.stem());
        for (int i = 1; i <= 10; i++) {
            x = inception.active(inception.block35(x, "block35_" + i), "block35_" + i);
        }
        x = inception.halvedFirst(x);
        for (int i = 1; i <= 20; i++) {
            x = inception.active(inception.block17(x, "block17_" + i), "block17_" + i);
        }
        x = inception.halvedSecond(x);
        for (int i = 1; i <= 9; i++) {
            x = inception.active(inception.block8(x, 0.2, "block8_" + i), "block8_" + i);
        }
        x = inception.last(inception.block8(x, 1, "block8_10"));
        return inception.net.finish(x, "inception_resnet_v2");
    }

    /// Images with channels red, green and blue from 0 to 255 as this network takes them.
    public static NDArray preprocessInput(NDArray images) {
        return Preprocessing.TF.of(images);
    }

    private KerasTensor active(KerasTensor x, String name) {
        return net.net().add(Activation.of("relu").name(name + "_ac"), x);
    }

    private KerasTensor first(KerasTensor x) {
        KerasTensor one = net.conv(x, 96, 1);
        KerasTensor five = net.conv(net.conv(x, 48, 1), 64, 5);
        KerasTensor three = net.conv(net.conv(net.conv(x, 64, 1), 96, 3), 96, 3);
        return net.beside("mixed_5b", one, five, three, net.averaged(x, 64));
    }

    private KerasTensor halvedFirst(KerasTensor x) {
        KerasTensor once = net.inside(x, 384, 3, 2);
        KerasTensor twice = net.inside(net.conv(net.conv(x, 256, 1), 256, 3), 384, 3, 2);
        return net.beside("mixed_6a", once, twice, net.maxPooled(x));
    }

    private KerasTensor halvedSecond(KerasTensor x) {
        KerasTensor once = net.inside(net.conv(x, 256, 1), 384, 3, 2);
        KerasTensor other = net.inside(net.conv(x, 256, 1), 288, 3, 2);
        KerasTensor twice = net.inside(net.conv(net.conv(x, 256, 1), 288, 3), 320, 3, 2);
        return net.beside("mixed_7a", once, other, twice, net.maxPooled(x));
    }

    /// Blocks are named after the size of their feature maps.
    private KerasTensor block35(KerasTensor x, String name) {
        KerasTensor one = net.conv(x, 32, 1);
        KerasTensor three = net.conv(net.conv(x, 32, 1), 32, 3);
        KerasTensor twice = net.conv(net.conv(net.conv(x, 32, 1), 48, 3), 64, 3);
        return residual(x, 0.17, name, one, three, twice);
    }

    private KerasTensor block17(KerasTensor x, String name) {
        KerasTensor one = net.conv(x, 192, 1);
        KerasTensor crossed = net.conv(net.conv(net.conv(x, 128, 1), 160, 1, 7), 192, 7, 1);
        return residual(x, 0.1, name, one, crossed);
    }

    private KerasTensor block8(KerasTensor x, double scale, String name) {
        KerasTensor one = net.conv(x, 192, 1);
        KerasTensor crossed = net.conv(net.conv(net.conv(x, 192, 1), 224, 1, 3), 256, 3, 1);
        return residual(x, scale, name, one, crossed);
    }

    private KerasTensor residual(KerasTensor x, double scale, String name, KerasTensor... branches) {
        KerasTensor mixed = net.beside(name + "_mixed", branches);
        KerasTensor up = net.net().add(Conv2D.of((int) x.shape().size(3), 1).padding(Padding.SAME).name(name + "_conv"), mixed);
        return net.net().add(CustomScaleLayer.of(scale), x, up);
    }

    private KerasTensor last(KerasTensor x) {
        KerasTensor y = net.net().add(Conv2D.of(1536, 1).padding(Padding.SAME).useBias(false).name("conv_7b"), x);
        return active(net.net().add(BatchNormalization.create().axis(3).scale(false).name("conv_7b_bn"), y), "conv_7b");
    }
}
