"""Training step of `keras4j multi books` (titles of 80 characters, 420 author words, three counts; three heads) on random data."""
from peer import Program, main

CHARACTERS, TITLE, NAMES, COUNTS, LANGUAGES = 90, 80, 420, 3, 3


def make(options):
    import numpy as np
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers as L

    title = keras.Input((TITLE,), dtype="int32", name="title")
    author, counts = keras.Input((NAMES,), name="author"), keras.Input((COUNTS,), name="counts")
    text = L.GlobalMaxPooling1D()(L.Conv1D(96, 4, activation="relu")(L.Embedding(CHARACTERS, 64)(title)))
    x = L.Concatenate()([text, L.Dense(32, activation="relu")(author), L.Dense(16, activation="relu")(counts)])
    x = L.Dropout(0.3)(L.Dense(64, activation="relu")(x))
    heads = [L.Dense(1, name="year", dtype="float32")(x), L.Dense(LANGUAGES, activation="softmax", name="language", dtype="float32")(x), L.Dense(1, name="rating", dtype="float32")(x)]
    model = keras.Model([title, author, counts], heads)
    model.compile(keras.optimizers.Adam(1e-3), loss={"year": "mse", "language": "sparse_categorical_crossentropy", "rating": "mse"},
                  metrics={"year": ["mae"], "language": ["accuracy"], "rating": ["mae"]})

    rng = np.random.default_rng(0)
    x = [with_keras.resident(a) for a in (rng.integers(0, CHARACTERS, (options.batch, TITLE)).astype(np.int32), rng.random((options.batch, NAMES), np.float32),
                                          rng.standard_normal((options.batch, COUNTS), np.float32))]
    y = [with_keras.resident(a) for a in (rng.standard_normal((options.batch, 1), np.float32), rng.integers(0, LANGUAGES, (options.batch, 1)).astype(np.int32),
                                          rng.standard_normal((options.batch, 1), np.float32))]
    model.train_on_batch(x, y)  # builds
    return Program(lambda: model.train_on_batch(x, y), versions)


if __name__ == "__main__":
    main("app-multi-books", "books/s", 128, ["keras-tf", "keras-torch", "keras-jax"], make)
