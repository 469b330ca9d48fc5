"""Golden numbers of whole models while they learn."""
import numpy as np
from golden import Group, config
from training_group import TrainingGroup

import keras
from keras import layers as L
from keras import optimizers


def arrays(*makers):
    """A function of the case that draws a list of arrays."""
    return lambda case: [make(case) for make in makers]


def normal(*shape):
    return lambda case: case.normal(*shape)


def images(n):
    """Faint enough that no probability comes near the clipping of the cross-entropies."""
    return lambda case: case.normal(n, 8, 8, 1, scale=0.4)


def ids(limit, *shape):
    return lambda case: case.ids(limit, *shape)


def one_hot(classes, n):
    return lambda case: np.eye(classes, dtype="float32")[case.ids(classes, n)]


def bits(*shape):
    return lambda case: case.ids(2, *shape).astype("float32")


def sentences(n, steps):
    """Word numbers from 1, with zeros after each sentence's end."""
    def draw(case):
        words = 1 + case.ids(11, n, steps)
        words[np.arange(steps) >= 2 + case.ids(steps - 1, n)[:, None]] = 0
        return words
    return draw


def compiled(model, optimizer, loss, **options):
    model.compile(optimizer=optimizer, loss=loss, **options)
    return model


def cnn():
    return compiled(keras.Sequential([
        keras.Input((8, 8, 1)), L.Conv2D(3, 3, activation="relu"), L.MaxPooling2D(), L.Flatten(), L.Dense(10, activation="softmax"),
    ], name="cnn"), optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])


def normalized_mlp():
    return compiled(keras.Sequential([
        keras.Input((6,)), L.Dense(8, use_bias=False), L.BatchNormalization(momentum=0.8), L.Activation("relu"),
        L.Dense(3, activation="softmax"),
    ], name="normalized_mlp"), optimizers.SGD(0.1, momentum=0.9), "categorical_crossentropy", metrics=["accuracy", "mae"])


def sentiment():
    return compiled(keras.Sequential([
        keras.Input((7,), dtype="int32"), L.Embedding(12, 5, mask_zero=True), L.LSTM(6), L.Dense(1, activation="sigmoid"),
    ], name="sentiment"), optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])


def tagger():
    return compiled(keras.Sequential([
        keras.Input((7,), dtype="int32"), L.Embedding(12, 5, mask_zero=True), L.LSTM(6, return_sequences=True),
        L.LayerNormalization(), L.Dense(4, activation="softmax"),
    ], name="tagger"), optimizers.SGD(0.5), "sparse_categorical_crossentropy", metrics=["accuracy"])


def shop(**options):
    """Two inputs, a shared layer and two outputs."""
    left, right = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    shared = L.Dense(5, activation="tanh", name="shared")
    joined = L.Concatenate(name="join")([shared(left), shared(right)])
    outputs = [L.Dense(1, name="price")(joined), L.Dense(3, activation="softmax", name="kind")(joined)]
    return compiled(keras.Model([left, right], outputs, name="shop"), optimizers.SGD(0.05),
                    {"price": "mse", "kind": "sparse_categorical_crossentropy"}, **options)


def weighted_shop():
    return shop(loss_weights={"price": 0.5, "kind": 2.0}, metrics={"price": ["mae"], "kind": ["accuracy"]})


def residual():
    x = keras.Input((5,), name="x")
    y = L.Dense(5, activation="relu", name="inside")(x)
    y = L.LayerNormalization(name="norm")(L.Add(name="sum")([x, y]))
    return compiled(keras.Model(x, L.Dense(2, name="out")(y), name="residual"),
                    optimizers.Adam(optimizers.schedules.ExponentialDecay(0.05, 2, 0.5), clipnorm=1.0), "mae", metrics=["mse"])


def frozen():
    model = keras.Sequential([
        keras.Input((5,)), L.Dense(4, activation="tanh", name="fixed", trainable=False),
        L.BatchNormalization(name="fixed_norm", trainable=False), L.Dense(2, name="head")], name="frozen")
    return compiled(model, optimizers.SGD(0.1, momentum=0.5), "mse")


def small(**options):
    return compiled(keras.Sequential([
        keras.Input((4,)), L.Dense(6, activation="tanh"), L.Dense(3, activation="softmax"),
    ], name="small"), optimizers.SGD(0.2), "sparse_categorical_crossentropy", **options)


def steps():
    g = TrainingGroup("steps")
    g.steps("cnn", cnn, arrays(images(8)), arrays(ids(10, 8)))
    g.steps("normalized_mlp", normalized_mlp, arrays(normal(8, 6)), arrays(one_hot(3, 8)))
    g.steps("sentiment", sentiment, arrays(sentences(6, 7)), arrays(bits(6, 1)))
    g.steps("tagger", tagger, arrays(sentences(6, 7)), arrays(ids(4, 6, 7)))
    two = arrays(normal(6, 4), normal(6, 4)), arrays(normal(6, 1), ids(3, 6))
    g.steps("shop", weighted_shop, *two)
    g.steps("shop_plain", shop, *two)
    g.steps("residual", residual, arrays(normal(6, 5)), arrays(normal(6, 2)))
    g.steps("frozen", frozen, arrays(normal(6, 5)), arrays(normal(6, 2)))
    both = {"metrics": ["accuracy"], "weighted_metrics": ["accuracy"]}
    g.steps("sample_weight", lambda: small(**both), arrays(normal(6, 4)), arrays(ids(3, 6)),
            sample_weight=lambda case: case.uniform(0.2, 3, 6))
    g.steps("class_weight", lambda: small(**both), arrays(normal(6, 4)), arrays(ids(3, 6)), class_weight={0: 0.5, 1: 2.0, 2: 1.0})
    g.save()


def fits():
    g = TrainingGroup("fit")
    data = arrays(normal(10, 4)), arrays(ids(3, 10))
    both = {"metrics": ["accuracy"], "weighted_metrics": ["accuracy"]}
    g.fit("last_batch_smaller", lambda: small(metrics=["accuracy"]), *data, batch_size=4, epochs=2)
    g.fit("class_weight", lambda: small(**both), *data, batch_size=4, epochs=1, class_weight={0: 0.5, 1: 2.0, 2: 1.0})
    g.fit("sample_weight", lambda: small(**both), *data, batch_size=4, epochs=1, sample_weight=lambda case: case.uniform(0.2, 3, 10))
    g.fit("validation_split", lambda: small(metrics=["accuracy"]), *data, batch_size=4, epochs=3, validation_split=0.25)
    g.fit("validation_data", lambda: small(metrics=["accuracy"]), *data, batch_size=4, epochs=2,
          validation_data=lambda case: (case.normal(5, 4), case.ids(3, 5)))
    g.fit("validation_every_other_epoch", lambda: small(), *data, batch_size=5, epochs=4, validation_split=0.5, validation_freq=2)
    g.fit("sample_weight_and_split", lambda: small(**both), *data, batch_size=4, epochs=2, validation_split=0.3,
          sample_weight=lambda case: case.uniform(0.2, 3, 10))
    g.fit("steps_per_epoch", lambda: small(), *data, batch_size=3, epochs=2, steps_per_epoch=2)
    g.fit("steps_past_the_data", lambda: small(), *data, batch_size=2, epochs=4, steps_per_epoch=3)  # 3, 2, 3, 2 batches
    g.fit("more_steps_than_batches", lambda: small(), *data, batch_size=4, epochs=2, steps_per_epoch=5)
    g.fit("steps_from_initial_epoch", lambda: small(), *data, batch_size=2, epochs=4, initial_epoch=1, steps_per_epoch=2)
    g.fit("steps_for_batch_size", lambda: small(metrics=["accuracy"]), *data, epochs=2, steps_per_epoch=3, validation_steps=2,
          validation_data=lambda case: (case.normal(5, 4), case.ids(3, 5)))
    g.fit("no_epochs", lambda: small(), *data, batch_size=4, epochs=0)
    g.fit("initial_epoch_behind_the_last", lambda: small(), *data, batch_size=4, epochs=2, initial_epoch=2)
    g.fit("initial_epoch", lambda: small(), *data, batch_size=4, epochs=3, initial_epoch=1)
    g.fit("shop", weighted_shop, arrays(normal(10, 4), normal(10, 4)), arrays(normal(10, 1), ids(3, 10)), batch_size=4, epochs=2,
          validation_split=0.25)
    g.fit("cnn", cnn, arrays(images(12)), arrays(ids(10, 12)), batch_size=4, epochs=2)
    g.fit("tagger", tagger, arrays(sentences(10, 7)), arrays(ids(4, 10, 7)), batch_size=4, epochs=2)
    g.fit("normalized_mlp", normalized_mlp, arrays(normal(10, 6)), arrays(one_hot(3, 10)), batch_size=4, epochs=2, validation_split=0.2)
    g.save()


def saturated():
    """Probabilities that round to 0 or 1, where the back ends part."""
    alone = "TensorFlow computes on the logits; PyTorch and JAX clip the probabilities, and their gradient is 0."
    g = TrainingGroup("saturated")
    far = arrays(lambda case: case.normal(6, 4) * 40)
    if keras.backend.backend() == "tensorflow":
        for loss, activation, y in (("sparse_categorical_crossentropy", "softmax", ids(3, 6)),
                                    ("categorical_crossentropy", "softmax", one_hot(3, 6)), ("binary_crossentropy", "sigmoid", bits(6, 3))):
            g.steps(loss, lambda: compiled(keras.Sequential([keras.Input((4,)), L.Dense(3, activation=activation)], name="far"),
                                           optimizers.SGD(0.01), loss), far, arrays(y), alone=alone)
    g.save()


def mixed():
    """Forward in bfloat16: other roundings are as right, hence the tolerance."""
    g = Group("training", "mixed_bfloat16")
    with g.case("dense") as case:
        keras.config.set_dtype_policy("mixed_bfloat16")
        model = keras.Sequential([keras.Input((16,)), L.Dense(24, activation="relu"), L.Dense(12, activation="tanh"),
                                  L.Dense(5, activation="softmax", dtype="float32")], name="mixed")
        case.weights(model)
        x = case.normal(8, 16)
        case.fields.update(class_name="Sequential", config=config(model), tolerance=2e-2, arrays={
            "weights": case.named("weight", model.weights), "x": case.put_all("x", [x]),
            "predict": case.put_all("predict", [model.predict(x, verbose=0)])})
        keras.config.set_dtype_policy("float32")
    g.save()


steps()
fits()
saturated()
mixed()
