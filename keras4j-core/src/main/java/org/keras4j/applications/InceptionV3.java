package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.KerasTensor;
import org.keras4j.models.Functional;

/// Branches with windows of several sizes (Szegedy et al. 2015, Rethinking the Inception Architecture).
public final class InceptionV3 {
    private final Inception net;

    private InceptionV3(Draft draft) {
        this.net = new Inception(draft);
    }

    public static Functional inceptionV3(Blueprint blueprint) {
        var inception = new InceptionV3(new Draft(blueprint, 299, 75));
        KerasTensor x = inception.net.stem();
        x = inception.fine(x, 32, "mixed0");
        x = inception.fine(x, 64, "mixed1");
        x = inception.fine(x, 64, "mixed2");
        x = inception.halvedFirst(x);
        x = inception.crossed(x, 128, "mixed4");
        x = inception.crossed(x, 160, "mixed5");
        x = inception.crossed(x, 160, "mixed6");
        x = inception.crossed(x, 192, "mixed7");
        x = inception.halvedSecond(x);
        x = inception.wide(x, 0);
        x = inception.wide(x, 1);
        return inception.net.finish(x, "inception_v3");
    }

    /// Images with channels red, green and blue from 0 to 255 as this network takes them.
    public static NDArray preprocessInput(NDArray images) {
        return Preprocessing.TF.of(images);
    }

    private KerasTensor fine(KerasTensor x, int pooled, String name) {
        KerasTensor one = net.conv(x, 64, 1);
        KerasTensor five = net.conv(net.conv(x, 48, 1), 64, 5);
        KerasTensor three = net.conv(net.conv(net.conv(x, 64, 1), 96, 3), 96, 3);
        return net.beside(name, one, five, three, net.averaged(x, pooled));
    }

    private KerasTensor halvedFirst(KerasTensor x) {
        KerasTensor three = net.inside(x, 384, 3, 2);
        KerasTensor twice = net.inside(net.conv(net.conv(x, 64, 1), 96, 3), 96, 3, 2);
        return net.beside("mixed3", three, twice, net.maxPooled(x));
    }

    /// Windows of 7 × 7 as rows and columns.
    private KerasTensor crossed(KerasTensor x, int filters, String name) {
        KerasTensor one = net.conv(x, 192, 1);
        KerasTensor seven = net.conv(net.conv(net.conv(x, filters, 1), filters, 1, 7), 192, 7, 1);
        KerasTensor twice = net.conv(net.conv(net.conv(x, filters, 1), filters, 7, 1), filters, 1, 7);
        twice = net.conv(net.conv(twice, filters, 7, 1), 192, 1, 7);
        return net.beside(name, one, seven, twice, net.averaged(x, 192));
    }

    private KerasTensor halvedSecond(KerasTensor x) {
        KerasTensor three = net.inside(net.conv(x, 192, 1), 320, 3, 2);
        KerasTensor seven = net.conv(net.conv(net.conv(x, 192, 1), 192, 1, 7), 192, 7, 1);
        seven = net.inside(seven, 192, 3, 2);
        return net.beside("mixed8", three, seven, net.maxPooled(x));
    }

    private KerasTensor wide(KerasTensor x, int number) {
        KerasTensor one = net.conv(x, 320, 1);
        KerasTensor three = net.conv(x, 384, 1);
        three = net.beside("mixed9_" + number, net.conv(three, 384, 1, 3), net.conv(three, 384, 3, 1));
        KerasTensor twice = net.conv(net.conv(x, 448, 1), 384, 3);
        twice = net.beside(null, net.conv(twice, 384, 1, 3), net.conv(twice, 384, 3, 1));
        return net.beside("mixed" + (9 + number), one, three, twice, net.averaged(x, 192));
    }
}
