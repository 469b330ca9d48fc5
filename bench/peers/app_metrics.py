"""Training step of `keras4j metrics` (a table's rows, two hidden layers, the article's metrics beside Keras' own) on random data; BENCHMARK says which table."""
import os

from peer import Program, main

# Features and classes.
TABLES = {"app-metrics": (30, 2), "app-metrics-digits": (64, 10)}
NAME = os.environ.get("BENCHMARK", "app-metrics")


def article(keras):
    """The widely copied functions, each a mean over batches."""
    ops = keras.ops

    def count(v):
        return ops.sum(ops.round(ops.clip(v, 0, 1)))

    def precision(y, p):
        return count(y * p) / (count(p) + 1e-7)

    def recall(y, p):
        return count(y * p) / (count(y) + 1e-7)

    def f1(y, p):
        return 2 * precision(y, p) * recall(y, p) / (precision(y, p) + recall(y, p) + 1e-7)

    return [precision, recall, f1]


def make(options):
    import numpy as np
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers as L

    features, classes = TABLES[NAME]
    binary = classes == 2
    hidden = 32 if binary else 64
    rng = np.random.default_rng(0)
    normalization = L.Normalization()
    normalization.adapt(rng.standard_normal((100, features), np.float32))
    model = keras.Sequential([keras.Input((features,)), normalization, L.Dense(hidden, activation="relu"), L.Dense(hidden // 2, activation="relu"),
                              L.Dense(1, activation="sigmoid", dtype="float32") if binary else L.Dense(classes, activation="softmax", dtype="float32")])
    own = [keras.metrics.Precision(), keras.metrics.Recall(), keras.metrics.F1Score(threshold=0.5) if binary else keras.metrics.F1Score(average="micro"), keras.metrics.AUC()]
    model.compile(keras.optimizers.Adam(1e-3), "binary_crossentropy" if binary else "categorical_crossentropy", metrics=article(keras) + own)

    x = with_keras.resident(rng.standard_normal((options.batch, features), np.float32))
    labels = rng.integers(0, classes, options.batch)
    y = with_keras.resident(labels[:, None].astype(np.float32) if binary else np.eye(classes, dtype=np.float32)[labels])
    model.train_on_batch(x, y)  # builds
    return Program(lambda: model.train_on_batch(x, y), versions)


if __name__ == "__main__":
    main(NAME, "rows/s", 32, ["keras-tf", "keras-torch", "keras-jax"], make)
