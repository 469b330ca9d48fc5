"""Training step of the autoencoder 784-500-500-2000-10 and back, mean squared error, Adam, on random data."""
from peer import main

TRAINERS = ["keras-tf", "keras-torch", "keras-jax"]


def make(options):
    import numpy as np
    x = np.random.default_rng(0).random((options.batch, 784), dtype=np.float32)
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers
    widths = [(500, "relu"), (500, "relu"), (2000, "relu"), (10, None), (2000, "relu"), (500, "relu"), (500, "relu"), (784, None)]
    model = keras.Sequential([keras.Input((784,)), *(layers.Dense(units, activation) for units, activation in widths)])
    return with_keras.training(model, x, x, versions, loss="mse")


if __name__ == "__main__":
    main("app-cluster", "images/s", 256, TRAINERS, make)
