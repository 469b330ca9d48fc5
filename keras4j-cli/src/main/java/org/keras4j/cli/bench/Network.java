package org.keras4j.cli.bench;

import module java.base;
import org.keras4j.activations.Activations;
import org.keras4j.apps.Workload;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Add;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Bidirectional;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.GRU;
import org.keras4j.layers.GlobalAveragePooling1D;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.LayerNormalization;
import org.keras4j.layers.Masking;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.MultiHeadAttention;
import org.keras4j.layers.Padding;
import org.keras4j.layers.PartialShape;
import org.keras4j.losses.Losses;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.optimizers.Adam;

/// The networks that are timed, with random data of their shapes.
enum Network {
    MNIST_CNN("mnist-cnn", "images", 128),
    RESNET20("resnet20", "images", 128),
    LSTM("lstm", "sequences", 64),
    TRANSFORMER("transformer", "sequences", 32),
    RNN_MASKED("rnn-masked", "sequences", 64);

    private static final int TIME = 20;
    private static final int FEATURES = 128;
    private static final int WORDS = 1500;
    private static final int LENGTH = 128;
    private static final int WIDTH = 256;
    /// Lengths from half of the last to all of it, as many in each bucket.
    private static final int[] BUCKETS = {40, 48, 56, 64};

    private final String label;
    private final String items;
    private final long batch;

    Network(String label, String items, long batch) {
        this.label = label;
        this.items = items;
        this.batch = batch;
    }

    Workload workload() {
        return this == RNN_MASKED ? new Workload(label, items, batch, this::model, Network::bucketed) : Workload.of(label, items, batch, this::model, this::batch);
    }

    long batch()    { return batch; }

    /// A compiled model.
    Model model() {
        Model model = switch (this) {
            case MNIST_CNN -> Sequential.of(
                    Input.shape(28, 28, 1),
                    Conv2D.of(32, 5).activation(Activations.RELU), MaxPooling2D.of(2),
                    Conv2D.of(64, 5).activation(Activations.RELU), MaxPooling2D.of(2),
                    Flatten.create(), Dense.of(1000).activation(Activations.RELU), Dense.of(10).activation(Activations.SOFTMAX));
            case RESNET20 -> resNet20();
            case LSTM -> Sequential.of(
                    Input.shape(TIME, FEATURES),
                    org.keras4j.layers.LSTM.of(256).returnSequences(true), Dense.of(WORDS).activation(Activations.SOFTMAX));
            case TRANSFORMER -> transformer();
            case RNN_MASKED -> Sequential.of(
                    Input.shape(PartialShape.UNKNOWN, FEATURES), Masking.create(),
                    Bidirectional.of(org.keras4j.layers.LSTM.of(128).returnSequences(true)), Bidirectional.of(GRU.of(128)),
                    Dense.of(10).activation(Activations.SOFTMAX));
        };
        model.compile(Adam.create(), Losses.sparseCategoricalCrossentropy());
        return model;
    }

    /// The residual network for CIFAR-10 (He et al. 2015, section 4.2), with 1 × 1 convolutions where the size changes.
    private static Model resNet20() {
        var input = Input.shape(32, 32, 3);
        KerasTensor x = relu(normalized(input.tensor(), 16, 3, 1));
        for (int stage = 0; stage < 3; stage++) {
            int filters = 16 << stage;
            for (int block = 0; block < 3; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                KerasTensor y = normalized(relu(normalized(x, filters, 3, stride)), filters, 3, 1);
                x = relu(Add.create().apply(stride > 1 ? normalized(x, filters, 1, stride) : x, y));
            }
        }
        return Model.of(input, Dense.of(10).activation(Activations.SOFTMAX).apply(GlobalAveragePooling2D.create().apply(x)));
    }

    /// One block of an encoder (Vaswani et al. 2017), and classes of the mean of its results.
    private static Model transformer() {
        var input = Input.shape(LENGTH, WIDTH);
        KerasTensor attended = MultiHeadAttention.of(8, WIDTH / 8).apply(input, input);
        KerasTensor x = LayerNormalization.create().apply(Add.create().apply(input, attended));
        KerasTensor y = Dense.of(WIDTH).apply(Dense.of(4 * WIDTH).activation(Activations.RELU).apply(x));
        KerasTensor z = LayerNormalization.create().apply(Add.create().apply(x, y));
        return Model.of(input, Dense.of(10).activation(Activations.SOFTMAX).apply(GlobalAveragePooling1D.create().apply(z)));
    }

    private static KerasTensor normalized(KerasTensor x, int filters, int size, int stride) {
        return BatchNormalization.create().apply(Conv2D.of(filters, size).strides(stride).padding(Padding.SAME).useBias(false).apply(x));
    }

    private static KerasTensor relu(KerasTensor x) {
        return Activation.of(Activations.RELU).apply(x);
    }

    Element batch(long size) {
        return switch (this) {
            case MNIST_CNN -> images(size, 28, 1);
            case RESNET20 -> images(size, 32, 3);
            case LSTM -> Element.of(Philox.of(1).normal(DType.FLOAT32, Shape.of(size, TIME, FEATURES), 0, 1),
                    Philox.of(2).integers(DType.INT32, Shape.of(size, TIME), 0, WORDS));
            case TRANSFORMER -> Element.of(Philox.of(1).normal(DType.FLOAT32, Shape.of(size, LENGTH, WIDTH), 0, 1),
                    Philox.of(2).integers(DType.INT32, Shape.of(size), 0, 10));
            case RNN_MASKED -> bucketed(size).getLast();
        };
    }

    /// Sequences of random lengths, in batches of about one length, each padded with zeros to its bucket's.
    private static List<Element> bucketed(long size) {
        int shortest = 2 * BUCKETS[0] - BUCKETS[1] + 1;
        long count = BUCKETS.length * size;
        return Dataset.read(count, i -> {
            long length = shortest + i * (BUCKETS[BUCKETS.length - 1] + 1 - shortest) / count;
            return Element.of(Philox.of(i).normal(DType.FLOAT32, Shape.of(length, FEATURES), 0, 1), Philox.of(i).integers(DType.INT32, Shape.SCALAR, 0, 10));
        }).shuffle(1).bucketByLength((int) size, BUCKETS).stream().toList();
    }

    private static Element images(long count, long size, long channels) {
        return Element.of(Philox.of(1).uniform(DType.FLOAT32, Shape.of(count, size, size, channels), 0, 1),
                Philox.of(2).integers(DType.INT32, Shape.of(count), 0, 10));
    }
}
