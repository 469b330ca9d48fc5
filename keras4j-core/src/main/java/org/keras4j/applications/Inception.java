package org.keras4j.applications;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.layers.Activation;
import org.keras4j.layers.AveragePooling2D;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.Padding;
import org.keras4j.models.Functional;

/// What both Inception networks are made of: branches of convolutions, each normalized, whose results stand side by side.
final class Inception {
    private final Draft net;

    Inception(Draft net) {
        this.net = net;
    }

    Draft net() {
        return net;
    }

    KerasTensor conv(KerasTensor x, int filters, int rows, int columns) {
        return conv(x, Conv2D.of(filters, rows, columns).padding(Padding.SAME));
    }

    KerasTensor conv(KerasTensor x, int filters, int size) {
        return conv(x, filters, size, size);
    }

    /// Inside the image, in steps.
    KerasTensor inside(KerasTensor x, int filters, int size, int stride) {
        return conv(x, Conv2D.of(filters, size).strides(stride));
    }

    private KerasTensor conv(KerasTensor x, Conv2D conv) {
        KerasTensor y = net.add(conv.useBias(false), x);
        return net.add(Activation.of("relu"), net.add(BatchNormalization.create().axis(3).scale(false), y));
    }

    /// Both begin with these.
    KerasTensor stem() {
        KerasTensor x = inside(net.input(), 32, 3, 2);
        x = conv(inside(x, 32, 3, 1), 64, 3);
        x = inside(inside(maxPooled(x), 80, 1, 1), 192, 3, 1);
        return maxPooled(x);
    }

    KerasTensor maxPooled(KerasTensor x) {
        return net.add(MaxPooling2D.of(3).strides(2), x);
    }

    /// Means of neighbours, then one convolution.
    KerasTensor averaged(KerasTensor x, int filters) {
        return conv(net.add(AveragePooling2D.of(3).strides(1).padding(Padding.SAME), x), filters, 1);
    }

    /// @param name that Keras' counter gives it if null
    KerasTensor beside(@Nullable String name, KerasTensor... branches) {
        Concatenate concatenate = Concatenate.create().axis(3);
        return net.add(name == null ? concatenate : concatenate.name(name), branches);
    }

    Functional finish(KerasTensor x, String name) {
        return net.model(net.blueprint().isClassifier() ? net.predictions(net.add(GlobalAveragePooling2D.create().name("avg_pool"), x)) : net.pooled(x), name);
    }
}
