package org.keras4j.cli.bench;

import module java.base;
import org.keras4j.activations.Activations;
import org.keras4j.config.KerasConfig;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.Input;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.losses.Losses;
import org.keras4j.models.Sequential;
import org.keras4j.optimizers.Adam;

/// The networks that are timed, with random data of their shapes.
enum Network {
    MNIST_CNN("mnist-cnn", "images", 128),
    LSTM("lstm", "sequences", 64);

    private static final int TIME = 20;
    private static final int FEATURES = 128;
    private static final int WORDS = 1500;

    private final String label;
    private final String items;
    private final long batch;

    Network(String label, String items, long batch) {
        this.label = label;
        this.items = items;
        this.batch = batch;
    }

    static Optional<Network> of(String label) {
        return Stream.of(values()).filter(network -> network.label.equals(label)).findFirst();
    }

    String label()  { return label; }
    String unit()   { return items + "/s"; }
    long batch()    { return batch; }

    /// A compiled model.
    Sequential model(String dtype) {
        KerasConfig.dtype(dtype);
        var model = switch (this) {
            case MNIST_CNN -> Sequential.of(
                    Input.shape(28, 28, 1),
                    Conv2D.of(32, 5).activation(Activations.RELU), MaxPooling2D.of(2),
                    Conv2D.of(64, 5).activation(Activations.RELU), MaxPooling2D.of(2),
                    Flatten.create(), Dense.of(1000).activation(Activations.RELU), Dense.of(10).activation(Activations.SOFTMAX));
            case LSTM -> Sequential.of(
                    Input.shape(TIME, FEATURES),
                    org.keras4j.layers.LSTM.of(256).returnSequences(true), Dense.of(WORDS).activation(Activations.SOFTMAX));
        };
        model.compile(Adam.create(), Losses.sparseCategoricalCrossentropy());
        return model;
    }

    Element batch(long size) {
        return switch (this) {
            case MNIST_CNN -> Element.of(images(size), Philox.of(2).integers(DType.INT32, Shape.of(size), 0, 10));
            case LSTM -> Element.of(Philox.of(1).normal(DType.FLOAT32, Shape.of(size, TIME, FEATURES), 0, 1),
                    Philox.of(2).integers(DType.INT32, Shape.of(size, TIME), 0, WORDS));
        };
    }

    private static NDArray images(long size) {
        return Philox.of(1).uniform(DType.FLOAT32, Shape.of(size, 28, 28, 1), 0, 1);
    }
}
