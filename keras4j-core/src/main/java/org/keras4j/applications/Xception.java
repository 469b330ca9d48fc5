package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Add;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.Padding;
import org.keras4j.layers.SeparableConv2D;
import org.keras4j.models.Functional;

/// Separable convolutions throughout (Chollet 2017, Xception).
public final class Xception {
    private final Draft net;

    private Xception(Draft net) {
        this.net = net;
    }

    public static Functional xception(Blueprint blueprint) {
        var net = new Draft(blueprint, 299, 71);
        var xception = new Xception(net);
        KerasTensor x = xception.convolved(net.input(), 32, 2, "block1_conv1");
        x = xception.convolved(x, 64, 1, "block1_conv2");
        x = xception.entry(x, 128, 2);
        x = xception.entry(x, 256, 3);
        x = xception.entry(x, 728, 4);
        for (int block = 5; block <= 12; block++) {
            x = xception.middle(x, "block" + block);
        }
        x = xception.exit(x);
        x = xception.active(xception.separable(x, 1536, "block14_sepconv1"), "block14_sepconv1");
        x = xception.active(xception.separable(x, 2048, "block14_sepconv2"), "block14_sepconv2");
        KerasTensor end = blueprint.isClassifier()
                ? net.predictions(net.add(GlobalAveragePooling2D.create().name("avg_pool"), x)) : net.pooled(x);
        return net.model(end, "xception");
    }

    /// Images with channels red, green and blue from 0 to 255 as this network takes them.
    public static NDArray preprocessInput(NDArray images) {
        return Preprocessing.TF.of(images);
    }

    private KerasTensor active(KerasTensor x, String name) {
        return net.add(Activation.of("relu").name(name + "_act"), x);
    }

    private KerasTensor convolved(KerasTensor x, int filters, int stride, String name) {
        KerasTensor y = net.add(Conv2D.of(filters, 3).strides(stride).useBias(false).name(name), x);
        return active(net.add(BatchNormalization.create().name(name + "_bn"), y), name);
    }

    private KerasTensor separable(KerasTensor x, int filters, String name) {
        KerasTensor y = net.add(SeparableConv2D.of(filters, 3).padding(Padding.SAME).useBias(false).name(name), x);
        return net.add(BatchNormalization.create().name(name + "_bn"), y);
    }

    private KerasTensor residual(KerasTensor x, int filters) {
        KerasTensor y = net.add(Conv2D.of(filters, 1).strides(2).padding(Padding.SAME).useBias(false), x);
        return net.add(BatchNormalization.create(), y);
    }

    private KerasTensor pooledAndAdded(KerasTensor x, KerasTensor residual, String name) {
        return net.add(Add.create(), net.add(MaxPooling2D.of(3).strides(2).padding(Padding.SAME).name(name + "_pool"), x), residual);
    }

    private KerasTensor entry(KerasTensor x, int filters, int number) {
        String name = "block" + number;
        KerasTensor residual = residual(x, filters);
        KerasTensor y = separable(number == 2 ? x : active(x, name + "_sepconv1"), filters, name + "_sepconv1");
        y = separable(active(y, name + "_sepconv2"), filters, name + "_sepconv2");
        return pooledAndAdded(y, residual, name);
    }

    private KerasTensor middle(KerasTensor x, String name) {
        KerasTensor y = x;
        for (int i = 1; i <= 3; i++) {
            y = separable(active(y, name + "_sepconv" + i), 728, name + "_sepconv" + i);
        }
        return net.add(Add.create(), y, x);
    }

    private KerasTensor exit(KerasTensor x) {
        KerasTensor residual = residual(x, 1024);
        KerasTensor y = separable(active(x, "block13_sepconv1"), 728, "block13_sepconv1");
        y = separable(active(y, "block13_sepconv2"), 1024, "block13_sepconv2");
        return pooledAndAdded(y, residual, "block13");
    }
}
