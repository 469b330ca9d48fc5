"""Training step of the translator, twelve words into sixteen signs, with Luong's attention (app-translate-attention) or without, on random data."""
import os

from peer import main

TRAINERS = ["keras-tf", "keras-torch", "keras-jax"]
WORDS, SIGNS = 3900, 2820


def make(options):
    import numpy as np
    rng = np.random.default_rng(0)
    x = [rng.integers(4, WORDS, (options.batch, 12)).astype(np.int32), rng.integers(4, SIGNS, (options.batch, 16)).astype(np.int32)]
    y = rng.integers(4, SIGNS, (options.batch, 16)).astype(np.int32)
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers
    source, written = keras.Input((None,), dtype="int32"), keras.Input((None,), dtype="int32")
    read = layers.Dropout(0.3)(layers.Embedding(WORDS, 128, mask_zero=True)(source))
    states, fh, fc, bh, bc = layers.Bidirectional(layers.LSTM(128, return_sequences=True, return_state=True))(read)
    before = layers.Dropout(0.3)(layers.Embedding(SIGNS, 128)(written))
    z = layers.LSTM(256, return_sequences=True)(before, initial_state=[layers.Concatenate()([fh, bh]), layers.Concatenate()([fc, bc])])
    if os.environ.get("BENCHMARK", "").endswith("attention"):
        z = layers.Dense(256, "tanh")(layers.Concatenate()([layers.Attention(use_scale=True)([z, states]), z]))
    model = keras.Model([source, written], layers.Dense(SIGNS, dtype="float32")(layers.Dropout(0.3)(z)))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
    return with_keras.training(model, x, y, versions, loss=loss)


if __name__ == "__main__":
    main("app-translate", "sentences/s", 64, TRAINERS, make)
