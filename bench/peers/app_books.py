"""Training steps of `keras4j books` for 2,580 readers and 9,465 books on random data: the rating network, the neural one it is compared with, and the
autoencoder of reading lists; BENCHMARK says which."""
import os

from peer import Program, main

READERS, BOOKS = 2580, 9465


def rating(keras, L):
    reader, book = (keras.Input((1,), dtype="int32") for _ in range(2))
    r = keras.regularizers.L2

    def rows(count, size, i, l2, **options):
        return L.Flatten()(L.Embedding(count, size, activity_regularizer=r(l2), **options)(i))

    normal = keras.initializers.RandomNormal(0, 0.1)
    match = L.Dot(1)([rows(READERS, 32, reader, 0.1, embeddings_initializer=normal), rows(BOOKS, 32, book, 0.1, embeddings_initializer=normal)])
    total = L.Add()([match, rows(READERS, 1, reader, 0.02), rows(BOOKS, 1, book, 0.02)])
    return keras.Model([reader, book], L.Rescaling(1, 3.9, dtype="float32")(total))


def neural(keras, L):
    reader, book = (keras.Input((1,), dtype="int32") for _ in range(2))
    x = L.Concatenate()([L.Flatten()(L.Embedding(count, 5)(i)) for count, i in ((BOOKS, book), (READERS, reader))])
    x = L.Dense(32, activation="relu")(L.Dense(128, activation="relu")(x))
    return keras.Model([reader, book], L.Dense(1, dtype="float32")(x))


def ranking(keras, L):
    read = keras.Input((BOOKS,))
    x = L.Dense(200, activation="tanh")(L.Dropout(0.5)(L.UnitNormalization()(read)))
    return keras.Model(read, L.Dense(BOOKS, dtype="float32")(x))


NETWORKS = {"app-books-rating": (rating, 1024), "app-books-neural": (neural, 256), "app-books-ranking": (ranking, 128)}
NAME = os.environ.get("BENCHMARK", "app-books-rating")


def make(options):
    import numpy as np
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers as L

    rng = np.random.default_rng(0)
    model = NETWORKS[NAME][0](keras, L)
    if NAME == "app-books-ranking":
        model.compile(keras.optimizers.Adam(1e-3), keras.losses.CategoricalCrossentropy(from_logits=True))
        x = y = with_keras.resident((rng.random((options.batch, BOOKS)) < 0.01).astype(np.float32))
    else:
        model.compile(keras.optimizers.Adam(1e-3), "mse", metrics=[keras.metrics.RootMeanSquaredError()])
        x = [with_keras.resident(rng.integers(0, count, (options.batch, 1)).astype(np.int32)) for count in (READERS, BOOKS)]
        y = with_keras.resident(rng.uniform(1, 5, (options.batch, 1)).astype(np.float32))
    model.train_on_batch(x, y)  # builds
    return Program(lambda: model.train_on_batch(x, y), versions)


if __name__ == "__main__":
    main(NAME, "lists/s" if NAME == "app-books-ranking" else "ratings/s", NETWORKS[NAME][1], ["keras-tf", "keras-torch", "keras-jax"], make)
