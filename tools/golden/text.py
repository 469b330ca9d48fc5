"""What Keras prints: summaries, progress bars, callback messages, and the histories that go with them. README.md has the models."""
import contextlib
import io
import json
import os
import pathlib
import re
import sys
import tempfile

import keras
import keras.src.utils.progbar
import numpy as np
from keras import callbacks
from keras import layers as L

OUT = pathlib.Path(sys.argv[1]).resolve()


def write(name, text):
    (OUT / name).write_text(text, encoding="utf-8", newline="")


class Clock:
    """Stands for the module `time`: each look at it takes 20 ms."""
    now = 1000.0

    @classmethod
    def time(cls):
        cls.now += 0.02
        return cls.now


class Terminal(io.StringIO):
    def isatty(self):
        return True


def printed(action):
    """What the action prints on a terminal, and what it returns."""
    out, Clock.now = Terminal(), 1000.0
    with contextlib.redirect_stdout(out):
        result = action()
    return out.getvalue(), result


# Summaries

def sequential():
    return keras.Sequential([
        keras.Input((28, 28, 1)), L.Conv2D(8, 3, activation="relu"), L.BatchNormalization(), L.MaxPooling2D(),
        L.Flatten(), L.Dropout(0.5), L.Dense(10, activation="softmax")], name="digits")


def functional():
    age, steps = keras.Input((12,), name="age"), keras.Input((None, 4), name="steps")
    read = L.LSTM(6, name="reader")(steps)
    joined = L.Concatenate(name="join")([read, L.Dense(6, activation="relu", name="squeeze")(age)])
    outputs = [L.Dense(1, name="price")(joined), L.Dense(3, activation="softmax", name="kind")(joined)]
    return keras.Model([age, steps], outputs, name="two_inputs")


def nested():
    x = keras.Input((8,))
    core = keras.Model(x, L.Dense(4, name="c2")(L.Dense(6, name="c1")(x)), name="core")
    left, right = keras.Input((8,), name="left"), keras.Input((8,), name="right")
    return keras.Model([left, right], L.Dense(1, name="out")(L.Subtract(name="diff")([core(left), core(right)])), name="nested")


def nontrainable():
    model = keras.Sequential([keras.Input((5,)), L.Dense(1200, name="wide", trainable=False), L.BatchNormalization(name="bn"),
                              L.Dense(2, name="head")], name="frozen")
    model.compile("adam", "mse")
    model.train_on_batch(np.zeros((2, 5), "float32"), np.zeros((2, 2), "float32"))
    return model


def summary(model, columns, **options):
    os.environ["COLUMNS"] = str(columns)
    lines = io.StringIO()
    model.summary(print_fn=lines.write, **options)
    return lines.getvalue()


def summaries():
    for make in (sequential, functional, nested, nontrainable):
        keras.backend.clear_session()
        model = make()
        for columns in (80, 120):
            write(f"summary_{make.__name__}_{columns}.txt", summary(model, columns))
        if make is nested:
            write("summary_nested_expand_100.txt", summary(model, 100, expand_nested=True))
        if make is nontrainable:
            write("summary_nontrainable_flag_100.txt", summary(model, 100, show_trainable=True))
    keras.backend.clear_session()
    write("summary_unbuilt_80.txt", summary(keras.Sequential([L.Dense(3), L.Dense(2)], name="unbuilt"), 80))


# Progress bars and callbacks, all with the model `tiny` on ten samples

X = np.linspace(-1, 1, 30, dtype="float32").reshape(10, 3)
Y = (X[:, :1] > 0).astype("float32")


def dot(model, **options):
    """The text for Graphviz, Python's numbers of objects replaced by n1, n2, …"""
    seen = {}
    text = keras.utils.model_to_dot(model, **options).to_string()
    return re.sub(r"\b\d{9,}\b", lambda found: seen.setdefault(found.group(), f"n{len(seen) + 1}"), text)


def diagrams():
    try:
        import pydot  # noqa: F401, which model_to_dot needs
    except ImportError:
        print("cannot draw: no pydot; plot_*.dot stay as they are", file=sys.stderr)
        return
    keras.backend.clear_session()
    write("plot_sequential.dot", dot(sequential(), show_shapes=True))
    keras.backend.clear_session()
    write("plot_functional.dot", dot(functional(), show_shapes=True, show_dtype=True, show_layer_activations=True, show_trainable=True))
    keras.backend.clear_session()
    write("plot_nested_expand.dot", dot(nested(), expand_nested=True))
    write("plot_nested.dot", dot(nested(), show_layer_names=False))


def tiny():
    keras.backend.clear_session()
    model = keras.Sequential([keras.Input((3,)), L.Dense(1, activation="sigmoid", name="d")], name="tiny")
    model.set_weights([np.array([[0.1], [-0.2], [0.3]], "float32"), np.array([0.05], "float32")])
    model.compile(keras.optimizers.SGD(0.5), "binary_crossentropy", metrics=["accuracy"])
    return model


def progress(histories):
    keras.src.utils.progbar.time = Clock
    model = tiny()
    text, fitted = printed(lambda: model.fit(X, Y, batch_size=4, epochs=2, shuffle=False, validation_data=(X, Y)))
    write("fit_v1_tty.txt", text)
    histories["fit"] = fitted.history
    write("evaluate_v1_tty.txt", printed(lambda: model.evaluate(X, Y, batch_size=4))[0])
    write("predict_v1_tty.txt", printed(lambda: model.predict(X, batch_size=4))[0])
    model = tiny()
    write("fit_v2.txt", printed(lambda: model.fit(X, Y, batch_size=4, epochs=2, shuffle=False, verbose=2, validation_split=0.2))[0])
    write("evaluate_v2.txt", printed(lambda: model.evaluate(X, Y, batch_size=4, verbose=2))[0])
    write("fit_v1_one_epoch_pipe.txt", printed(lambda: tiny().fit(X, Y, batch_size=4, epochs=1, shuffle=False))[0])
    threes = ((X[i: i + 3], Y[i: i + 3]) for i in (0, 3, 6))
    write("fit_v1_unknown_length_pipe.txt", printed(lambda: tiny().fit(threes, epochs=1))[0])


class Force(callbacks.Callback):
    """Puts given validation losses into the logs."""

    def __init__(self, losses):
        super().__init__()
        self.losses = losses

    def on_epoch_end(self, epoch, logs):
        logs["val_loss"] = self.losses[epoch]


def called_back(name, losses, callback):
    text, fitted = printed(lambda: tiny().fit(X, Y, batch_size=10, epochs=len(losses), shuffle=False, verbose=2,
                                              callbacks=[Force(losses), callback]))
    write(f"cb_{name}.txt", text)
    return {k: [float(v) for v in values] for k, values in fitted.history.items()}


def messages(histories):
    histories["early_stopping"] = called_back("early_stopping", [0.9, 0.8, 0.85, 0.86, 0.7], callbacks.EarlyStopping(
        "val_loss", patience=2, verbose=1, restore_best_weights=True))
    histories["reduce_lr"] = called_back("reduce_lr", [0.9] * 5, callbacks.ReduceLROnPlateau(
        "val_loss", factor=0.5, patience=2, verbose=1, min_lr=0.2))
    histories["lr_scheduler"] = called_back("lr_scheduler", [0.9, 0.8], callbacks.LearningRateScheduler(
        lambda epoch, rate: rate * 0.9, verbose=1))
    with tempfile.TemporaryDirectory() as folder:
        called_back_silently = [Force([0.9, 0.8]), callbacks.CSVLogger(f"{folder}/log.csv")]
        tiny().fit(X, Y, batch_size=10, epochs=2, shuffle=False, verbose=0, callbacks=called_back_silently)
        write("cb_csv_logger.csv", pathlib.Path(folder, "log.csv").read_text())
    write("cb_terminate_on_nan.txt", printed(lambda: tiny().fit(
        X * np.nan, Y, batch_size=5, epochs=3, shuffle=False, verbose=2, callbacks=[callbacks.TerminateOnNaN()]))[0])


def key_order(histories):
    keras.backend.clear_session()
    model = functional()
    x = [np.zeros((4, 12), "float32"), np.zeros((4, 5, 4), "float32")]
    y = {"price": np.zeros((4, 1)), "kind": np.zeros((4,), "int32")}
    model.compile("sgd", {"price": "mse", "kind": "sparse_categorical_crossentropy"}, metrics={"price": ["mae"], "kind": ["accuracy"]})
    histories["two_outputs_keys"] = list(model.fit(x, y, validation_data=(x, y), verbose=0).history)
    histories["two_outputs_evaluate"] = list(model.evaluate(x, y, verbose=0, return_dict=True))
    histories["two_outputs_metrics_names"] = model.metrics_names
    model.compile("sgd", ["mse", "sparse_categorical_crossentropy"], metrics=[["mae"], ["accuracy", "accuracy"]],
                  weighted_metrics=[[], ["accuracy"]])
    histories["list_outputs_keys"] = list(model.fit(x, list(y.values()), verbose=0).history)


OUT.mkdir(parents=True, exist_ok=True)
found = {}
summaries()
diagrams()
progress(found)
messages(found)
key_order(found)
write("history.json", json.dumps(found, indent=1))
