"""Training steps of the networks of `keras4j satellite` on random pictures; BENCHMARK says which."""
import os

from peer import Program, main

NAME = os.environ.get("BENCHMARK", "app-satellite-light")
# The filters of a block, whether each convolution is normalised, the side of a picture, the answers, and whether they are tags.
NETWORKS = {
    "app-satellite-light": ((32, 64, 128), True, 64, 10, False),
    "app-satellite-plain": ((32, 64, 128), False, 64, 10, False),
    "app-satellite-full": ((32, 64, 128, 256), False, 64, 17, True),
    "app-satellite-mosaics": ((32, 64, 128), True, 128, 10, True),
}


def network(keras, L):
    blocks, normal, side, outputs, tags = NETWORKS[NAME]
    i = keras.Input((side, side, 3))
    x = L.BatchNormalization(momentum=0.9)(i)
    for filters in blocks:
        for padding in ("same", "valid"):
            if normal:
                x = L.Conv2D(filters, 3, padding=padding, use_bias=False)(x)
                x = L.ReLU()(L.BatchNormalization(momentum=0.9)(x))
            else:
                x = L.Conv2D(filters, 3, padding=padding, activation="relu")(x)
        x = L.MaxPooling2D()(x)
        x = x if normal else L.Dropout(0.25)(x)
    x = L.Dense(512, "relu")(L.Flatten()(x)) if len(blocks) == 4 else L.Dense(256, "relu")(L.GlobalAveragePooling2D()(x))
    x = L.Dropout(0.5)(L.BatchNormalization(momentum=0.9)(x))
    return keras.Model(i, L.Dense(outputs, "sigmoid" if tags else "softmax", dtype="float32")(x))


def make(options):
    import numpy as np
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers as L

    _, _, side, outputs, tags = NETWORKS[NAME]
    rng = np.random.default_rng(0)
    model = network(keras, L)
    model.compile(keras.optimizers.Adam(2e-3), "binary_crossentropy" if tags else "sparse_categorical_crossentropy")
    x = with_keras.resident(rng.random((options.batch, side, side, 3), np.float32))
    y = with_keras.resident((rng.random((options.batch, outputs)) < 0.2).astype(np.float32) if tags else rng.integers(0, outputs, options.batch).astype(np.int32))
    model.train_on_batch(x, y)  # builds
    return Program(lambda: model.train_on_batch(x, y), versions)


if __name__ == "__main__":
    main(NAME, "images/s", 32, ["keras-tf", "keras-torch", "keras-jax"], make)
