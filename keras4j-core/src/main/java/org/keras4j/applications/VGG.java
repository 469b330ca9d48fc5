package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.Padding;
import org.keras4j.models.Functional;

/// Convolutions of 3 × 3 on top of each other (Simonyan & Zisserman 2014, Very Deep Convolutional Networks).
public final class VGG {
    private VGG() {}

    public static Functional vgg16(Blueprint blueprint) { return build(blueprint, "vgg16", 2, 2, 3, 3, 3); }
    public static Functional vgg19(Blueprint blueprint) { return build(blueprint, "vgg19", 2, 2, 4, 4, 4); }

    /// Images with channels red, green and blue from 0 to 255 as these networks take them.
    public static NDArray preprocessInput(NDArray images) {
        return Preprocessing.CAFFE.of(images);
    }

    private static Functional build(Blueprint blueprint, String name, int... blocks) {
        var net = new Draft(blueprint, 224, 32);
        KerasTensor x = net.input();
        for (int block = 1; block <= blocks.length; block++) {
            for (int i = 1; i <= blocks[block - 1]; i++) {
                x = net.add(Conv2D.of(Math.min(64 << block - 1, 512), 3).padding(Padding.SAME).activation("relu").name("block" + block + "_conv" + i), x);
            }
            x = net.add(MaxPooling2D.of(2).name("block" + block + "_pool"), x);
        }
        if (!blueprint.isClassifier()) {
            return net.model(net.pooled(x), name);
        }
        x = net.add(Flatten.create().name("flatten"), x);
        x = net.add(Dense.of(4096).activation("relu").name("fc1"), x);
        x = net.add(Dense.of(4096).activation("relu").name("fc2"), x);
        return net.model(net.predictions(x), name);
    }
}
