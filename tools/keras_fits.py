"""The real Keras as one who trains: for tools/results --keras, which lets an application run with it. KERAS_BACKEND says on what.

Each line of the standard input is a training, as JSON:

    {"folder": "…", "epochs": 30, "seed": 0, "batch_size": 128, "validation_batch_size": 128}
    {"folder": "…", "epochs": 40, "seed": 0, "steps_per_epoch": 67, "parts": [1, 1, 0]}

The folder holds `model.keras`, compiled, with the weights to start from, and `train.npz` and `validation.npz` with arrays `x0`, `y0`, `weights0` and so on, or the
pipe `batches`, through which batches come as `.npy` files, each with so many inputs, targets and weights as `parts` says. After each epoch its logs
are written as a line of JSON, and the weights as `weights.npz`; the answer `on` begins the next epoch, every other one ends the training.
"""
import json
import os
import pathlib
import sys

THREADS = os.cpu_count() if not hasattr(os, "sched_getaffinity") else len(os.sched_getaffinity(0))
os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": str(THREADS)}
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # what a library prints must not stand between the answers

import numpy as np

import keras


def main():
    if keras.backend.backend() == "tensorflow":
        import tensorflow
        tensorflow.config.threading.set_intra_op_parallelism_threads(THREADS)
        tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    for line in sys.stdin:
        fit(**json.loads(line))


def fit(folder, seed, parts=None, batch_size=None, steps_per_epoch=None, validation_batch_size=None, **options):
    folder = pathlib.Path(folder)
    keras.utils.set_random_seed(seed)
    model = keras.saving.load_model(folder / "model.keras")
    if parts:
        data = {"x": batches(folder / "batches", parts), "steps_per_epoch": steps_per_epoch}
    else:
        x, y, weights = arrays(folder / "train.npz")
        data = {"x": x, "y": y, "sample_weight": weights, "batch_size": batch_size}
    if validation_batch_size:
        data |= {"validation_data": arrays(folder / "validation.npz"), "validation_batch_size": validation_batch_size}
    model.fit(**data, **options, verbose=0, callbacks=[Told(folder)])


class Told(keras.callbacks.Callback):
    """Hands on what an epoch came to, and ends the training when it is told to."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder

    def on_epoch_end(self, epoch, logs=None):
        np.savez(self.folder / "weights.npz", *self.model.get_weights())
        print(json.dumps({name: float(value) for name, value in logs.items()}), file=answers, flush=True)
        if sys.stdin.readline().strip() != "on":
            self.model.stop_training = True


def arrays(file):
    stored = np.load(file)
    return tuple(one_or_all([stored[f"{part}{i}"] for i in range(len(stored.files)) if f"{part}{i}" in stored.files]) for part in ("x", "y", "weights"))


def one_or_all(arrays):
    """Keras takes the only one as it is, several as a list, and none as None."""
    return None if not arrays else arrays[0] if len(arrays) == 1 else arrays


def batches(pipe, parts):
    with open(pipe, "rb") as stream:
        while stream.peek(1):
            yield tuple(filter(lambda part: part is not None, (one_or_all([read(stream) for _ in range(count)]) for count in parts)))


def read(stream):
    class Plain:  # of a file NumPy would read with system calls that a pipe hasn't
        read = stream.read
    return np.lib.format.read_array(Plain)


main()
