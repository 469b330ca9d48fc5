package org.keras4j.apps.satellite;

import static org.keras4j.activations.Activations.RELU;
import module java.base;
import org.keras4j.apps.resnet.ResidualNetwork;
import org.keras4j.apps.zoo.PictureNetworks;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.Input;
import org.keras4j.layers.Layer;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.Padding;
import org.keras4j.layers.ReLU;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;

/// The networks for square pictures `[batch, side, side, 3]` from 0 to 1.
enum SatelliteNetwork {
    /// Six convolutions, each normalised, and the mean of where they find something: 324,982 parameters for 10 classes.
    LIGHT,
    /// The same as it was before: convolutions with a bias, dropout after each pooling; 323,638 parameters.
    PLAIN,
    /// The one that was made for Planet's pictures, with eight convolutions and a wide layer over all places: 1,707,837 parameters for 17
    /// tags and 64 pixels, 5,902,141 for 128.
    FULL,
    /// The residual network of `resnet` and `zoo`, with the mean over as many places as its last maps have: 274,442 parameters.
    RESNET20,
    /// The depthwise separable one of `zoo`: 549,578 parameters.
    MOBILENET;

    /// Lets the means follow within an epoch of the few tiles that people have; with Keras' 0.99 they take hundreds of steps.
    private static final double MOMENTUM = 0.9;
    private static final int MOBILENET_WIDTH = 32;

    /// With new weights.
    ///
    /// @param labels how many classes or tags it tells apart
    Model create(int side, int labels, Head head) {
        var picture = Input.shape(side, side, 3);
        return head.on(switch (this) {
            case LIGHT, PLAIN, FULL -> Sequential.of(layers(picture));
            case RESNET20 -> Model.of(picture, GlobalAveragePooling2D.create().apply(new ResidualNetwork(ResidualNetwork.Style.V1, 20).maps(picture)));
            case MOBILENET -> Model.of(picture, PictureNetworks.mobilenet(picture, MOBILENET_WIDTH));
        }, labels);
    }

    private List<Layer> layers(Input picture) {
        var layers = new ArrayList<Layer>(List.of(picture, BatchNormalization.create().momentum(MOMENTUM)));
        switch (this) {
            case LIGHT -> {
                for (int filters : List.of(32, 64, 128)) {
                    for (var padding : List.of(Padding.SAME, Padding.VALID)) {
                        layers.add(Conv2D.of(filters, 3).padding(padding).useBias(false));
                        layers.add(BatchNormalization.create().momentum(MOMENTUM));
                        layers.add(ReLU.create());
                    }
                    layers.add(MaxPooling2D.of(2));
                }
                layers.addAll(List.of(GlobalAveragePooling2D.create(), Dense.of(256).activation(RELU)));
            }
            case PLAIN -> {
                for (int filters : List.of(32, 64, 128)) {
                    layers.addAll(plainBlock(filters));
                }
                layers.addAll(List.of(GlobalAveragePooling2D.create(), Dense.of(256).activation(RELU)));
            }
            case FULL -> {
                for (int filters : List.of(32, 64, 128, 256)) {
                    layers.addAll(plainBlock(filters));
                }
                layers.addAll(List.of(Flatten.create(), Dense.of(512).activation(RELU)));
            }
            case RESNET20, MOBILENET -> throw new AssertionError(this + " isn't one of layers in a row");
        }
        layers.addAll(List.of(BatchNormalization.create().momentum(MOMENTUM), Dropout.of(0.5)));
        return layers;
    }

    private static List<Layer> plainBlock(int filters) {
        return List.of(
                Conv2D.of(filters, 3).padding(Padding.SAME).activation(RELU),
                Conv2D.of(filters, 3).activation(RELU),
                MaxPooling2D.of(2),
                Dropout.of(0.25));
    }
}
