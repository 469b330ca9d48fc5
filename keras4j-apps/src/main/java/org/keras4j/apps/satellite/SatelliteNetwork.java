package org.keras4j.apps.satellite;

import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SIGMOID;
import static org.keras4j.activations.Activations.SOFTMAX;
import module java.base;
import org.keras4j.activations.Activation;
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
import org.keras4j.models.Sequential;

/// The networks for square pictures `[batch, side, side, 3]` from 0 to 1.
enum SatelliteNetwork {
    /// Six convolutions, each normalised, and the mean of where they find something: 324,982 parameters for 10 classes.
    LIGHT,
    /// The same as it was before: convolutions with a bias, dropout after each pooling; 323,638 parameters.
    PLAIN,
    /// The one that was made for Planet's pictures, with eight convolutions and a wide layer over all places: 1,707,837 parameters for 17
    /// tags and 64 pixels, 5,902,141 for 128.
    FULL;

    /// Lets the means follow within an epoch of the few tiles that people have; with Keras' 0.99 they take hundreds of steps.
    private static final double MOMENTUM = 0.9;

    /// @param task says whether one class is true (softmax) or any number of tags (sigmoid)
    Sequential create(int side, int outputs, Task task) {
        var layers = new ArrayList<Layer>(List.of(Input.shape(side, side, 3), BatchNormalization.create().momentum(MOMENTUM)));
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
        }
        layers.addAll(List.of(BatchNormalization.create().momentum(MOMENTUM), Dropout.of(0.5), head(outputs, task)));
        return Sequential.of(layers);
    }

    private static List<Layer> plainBlock(int filters) {
        return List.of(
                Conv2D.of(filters, 3).padding(Padding.SAME).activation(RELU),
                Conv2D.of(filters, 3).activation(RELU),
                MaxPooling2D.of(2),
                Dropout.of(0.25));
    }

    private static Dense head(int outputs, Task task) {
        Activation activation = switch (task) {
            case CLASSES -> SOFTMAX;
            case MOSAICS, PLANET -> SIGMOID;
        };
        // Probabilities in full precision, also where the rest computes in 16 bits.
        return Dense.of(outputs).activation(activation).dtype("float32");
    }
}
