"""Files that the real Keras writes, with what it answers and how it trains on: golden/saving.

    saving.py FOLDER

NAME.keras holds a model after two steps; NAME.npz beside it: x0, x1, … and y0, … (a batch), predict0, … (what the saved model
answers), losses (of two steps more on that batch) and after0, … (all weights after those, in the order of model.weights).
"""

import os
import pathlib
import sys

import numpy as np

import keras
from keras import layers

BATCH = 6


def mlp():
    model = keras.Sequential([keras.Input((5,)), layers.Dense(4, activation="relu"), layers.BatchNormalization(), layers.Dropout(0.0),
                              layers.Dense(3, activation="softmax", name="classes")], name="mlp")
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def shop():
    left, right = keras.Input((3,), name="left"), keras.Input((3,), name="right")
    shared = layers.Dense(4, activation="tanh", name="shared", kernel_regularizer=keras.regularizers.L2(0.01))
    joined = layers.Concatenate(name="join")([shared(left), shared(right)])
    price = layers.Dense(1, name="price")(joined)
    kind = layers.Dense(3, activation="softmax", name="kind")(joined)
    model = keras.Model([left, right], [price, kind], name="shop")
    model.compile(keras.optimizers.SGD(0.05, momentum=0.9), loss={"price": "mse", "kind": keras.losses.SparseCategoricalCrossentropy()},
                  loss_weights={"price": 0.3, "kind": 1.0}, metrics={"kind": ["accuracy"], "price": [keras.metrics.MeanAbsoluteError(name="mae")]})
    return model


def nested():
    inner_in = keras.Input((4,), name="inner_in")
    inner = keras.Model(inner_in, layers.Dense(4, name="q")(layers.Dense(4, activation="relu", name="p")(inner_in)), name="inner")
    tail = keras.Sequential([layers.Dense(3, activation="gelu"), layers.LayerNormalization()], name="tail")
    x = keras.Input((4,), name="x")
    y = tail(layers.Add(name="sum")([inner(inner(x)), x / 2.0]))
    model = keras.Model(x, y, name="nested")
    rate = keras.optimizers.schedules.ExponentialDecay(0.02, decay_steps=2, decay_rate=0.5)
    model.compile(keras.optimizers.Adam(rate, amsgrad=True, clipnorm=1.0), loss=keras.losses.MeanSquaredError())
    return model


def sentiment():
    model = keras.Sequential([keras.Input((7,), dtype="int32", name="tokens"), layers.Embedding(9, 4, mask_zero=True), layers.LSTM(5),
                              layers.Dense(1, activation="sigmoid")], name="sentiment")
    model.compile(keras.optimizers.AdamW(0.01, weight_decay=0.1, use_ema=True), "binary_crossentropy", metrics=["accuracy"], weighted_metrics=["mse"])
    return model


def cnn():
    model = keras.Sequential([keras.Input((6, 6, 1)), layers.Conv2D(3, 3, padding="same", use_bias=False), layers.BatchNormalization(),
                              layers.ReLU(), layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(2)], name="cnn")
    model.layers[0].trainable = False
    model.compile(keras.optimizers.SGD(0.1), keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


def half():
    return keras.Sequential([keras.Input((3,)), layers.Dense(4, dtype="bfloat16"), layers.Dense(2, dtype="mixed_float16"), layers.Dense(2)],
                            name="half")


def batch(model, rng):
    xs, ys = [], []
    for tensor in model.inputs:
        shape = (BATCH, *tensor.shape[1:])
        if tensor.dtype == "int32":
            x = rng.integers(1, 9, shape).astype("int32")
            x[1, 3:] = 0
            xs.append(x)
        else:
            xs.append(rng.standard_normal(shape).astype("float32"))
    for tensor, name in zip(model.outputs, getattr(model, "output_names", [""])):
        if model.name in ("mlp", "cnn") or name == "kind":
            ys.append(rng.integers(0, tensor.shape[-1], (BATCH,)).astype("int32"))
        elif model.name == "sentiment":
            ys.append(rng.integers(0, 2, (BATCH, 1)).astype("float32"))
        else:
            ys.append(rng.standard_normal((BATCH, *tensor.shape[1:])).astype("float32"))
    return xs, ys


def one_or_all(arrays):
    return arrays[0] if len(arrays) == 1 else arrays


def loss_of(model, x, y):
    model.reset_metrics()
    return np.float32(model.train_on_batch(x, y, return_dict=True)["loss"])


def write(folder, make):
    keras.utils.clear_session()
    keras.utils.set_random_seed(17)
    model = make()
    rng = np.random.default_rng(29)
    xs, ys = batch(model, rng)
    x, y = one_or_all(xs), one_or_all(ys)
    if model.compiled:
        for _ in range(2):
            loss_of(model, x, y)
    model.save(folder / f"{model.name}.keras")
    arrays = {f"x{i}": a for i, a in enumerate(xs)} | {f"y{i}": a for i, a in enumerate(ys)}
    predictions = model.predict(x, verbose=0)
    for i, p in enumerate(predictions if isinstance(predictions, list) else [predictions]):
        arrays[f"predict{i}"] = np.asarray(p, "float32")
    if model.name in ("mlp", "shop"):
        model.save_weights(folder / f"{model.name}.weights.h5")
        model.save(folder / f"{model.name}.h5")
    if model.name == "mlp":
        model.save_weights(folder / "mlp.weights.json", max_shard_size=200 / 1e9)
    if model.compiled:
        saved = keras.models.load_model(folder / f"{model.name}.keras")          # saving to .h5 takes things out of the live model
        arrays["losses"] = np.asarray([loss_of(saved, x, y) for _ in range(2)], "float32")
        for i, w in enumerate(saved.get_weights()):
            arrays[f"after{i}"] = w
    np.savez(folder / f"{model.name}.npz", **arrays)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for make in (mlp, shop, nested, sentiment, cnn, half):
        write(folder, make)


if __name__ == "__main__":
    main()
