"""A case: a small model that has learned for two steps, its file, and what it does next."""
import contextlib
import json
import re
import tempfile
import zipfile
import zlib
from pathlib import Path

import numpy as np

import keras

STEPS = 2  # before the file is written; as many after it, and as many again
CASES = []


def case(name, build, x, y=None, *, steps=STEPS, form="keras", tolerance=1e-5, backend="torch", lost=None, **compiled):
    """`x` and `y` draw arrays (or lists or dicts of them) from a generator; without `y` there is noise in the shape of the outputs.
    `lost` says what Keras itself doesn't load from its own file."""
    CASES.append(dict(name=name, build=build, x=x, y=y, steps=steps, form=form, tolerance=tolerance, backend=backend, lost=lost, compiled=compiled))


def normal(*shape, scale=1.0):
    return lambda rng: (rng.standard_normal(shape) * scale).astype("float32")


def uniform(low, high, *shape):
    return lambda rng: rng.uniform(low, high, shape).astype("float32")


def ids(limit, *shape):
    return lambda rng: rng.integers(0, limit, shape).astype("int32")


def one_hot(classes, *shape):
    return lambda rng: np.eye(classes, dtype="float32")[rng.integers(0, classes, shape)]


def texts(*values):
    return lambda rng: np.array(values, dtype=object)


def draw(makers, rng):
    return keras.tree.map_structure(lambda make: make(rng), makers) if makers is not None else None


def randomize(model, rng):
    """Biases that aren't zero and averages that aren't one, or a file with exchanged weights would do as well."""
    for w in model.weights:
        if w.path.endswith(("moving_variance", "variance")):
            w.assign(rng.uniform(0.6, 1.6, w.shape))
        elif "float" in keras.backend.standardize_dtype(w.dtype):
            fan = max(1, int(np.prod(w.shape[:-1]))) if len(w.shape) > 1 else 4
            w.assign(rng.standard_normal(w.shape) / np.sqrt(fan) + (1 if w.path.endswith("gamma") else 0))


def array(value):
    return np.asarray(keras.ops.convert_to_numpy(keras.ops.cast(value, "float32") if "bfloat16" in str(value.dtype) else value))


@contextlib.contextmanager
def public_optimizers(wanted):
    """Keras on PyTorch puts classes of its own in the place of some optimizers, and their names into files; the cases torch_… have those."""
    if keras.backend.backend() != "torch" or not wanted:
        yield
        return
    from keras.src.backend.torch.optimizers.torch_optimizer import TorchOptimizer
    own = TorchOptimizer.__new__
    TorchOptimizer.__new__ = lambda cls, *args, **options: object.__new__(cls)
    try:
        yield
    finally:
        TorchOptimizer.__new__ = own


def flat(variables):
    return np.concatenate([array(v).astype("float64").ravel() for v in variables] or [np.zeros(0)]).astype("float32")


def train(model, x, y, count):
    logs = {}
    for _ in range(count):
        model.reset_metrics()
        for name, value in model.train_on_batch(x, y, return_dict=True).items():
            logs.setdefault(name, []).append(np.asarray(value).ravel().tolist())
    return logs


def run(description, folder):
    """Writes the case's archive. Returns its entry of the manifest."""
    name = description["name"]
    with tempfile.TemporaryDirectory() as work:
        with public_optimizers(not name.startswith("torch_")):
            entry, arrays = made(description, Path(work))
        np.savez(Path(work) / "arrays.npz", **arrays)
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(Path(work).iterdir()):
                archive.writestr(zipfile.ZipInfo(file.name), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return entry


def fed(values):
    """As the back end takes them: texts are TensorFlow's."""
    if any(getattr(v, "dtype", None) == object for v in keras.tree.flatten(values)):
        import tensorflow as tf
        return keras.tree.map_structure(tf.constant, values)
    return values


def made(description, folder):
    name = description["name"]
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    model = description["build"]()
    x = draw(description["x"], rng)
    randomize(model, rng)
    arrays = {}

    def put(role, structure):
        values = keras.tree.map_structure(np.asarray, structure)
        names = [f"{role}{i}" for i in range(len(keras.tree.flatten(values)))]
        for key, value in zip(names, keras.tree.flatten(values)):
            if value.dtype == object:
                texts_of[key] = value.tolist()
            else:
                arrays[key] = value
        return keras.tree.pack_sequence_as(values, names)

    texts_of = {}
    entry = {"name": name, "form": description["form"], "class": type(model).__name__, "tolerance": description["tolerance"],
             "steps": description["steps"], **({"lost": description["lost"]} if description["lost"] else {}), "x": put("x", x)}
    trains = description["steps"] > 0
    if trains:
        outputs = model(fed(x))
        y = draw(description["y"], rng) if description["y"] is not None else keras.tree.map_structure(
            lambda t: rng.standard_normal(t.shape).astype("float32"), outputs)
        entry["y"] = put("y", y)
        options = {"optimizer": lambda: keras.optimizers.SGD(0.05, momentum=0.9), "loss": "mse", **description["compiled"]}
        options = {k: v() if callable(v) and getattr(v, "__name__", "") == "<lambda>" else v for k, v in options.items()}
        model.compile(**options)
        train(model, fed(x), y, description["steps"])
    save(model, description, folder, entry)
    entry["predict"] = put("predict", keras.tree.map_structure(lambda a: a.astype("float32") if "float" in str(a.dtype) else a,
                                                               model.predict(fed(x), verbose=0)))
    entry["weights"] = [[w.path, list(w.shape)] for w in model.weights]
    arrays["weights"] = flat(model.weights)
    if trains:
        entry["logs"] = train(model, fed(x), y, description["steps"])
        arrays["after"] = flat(model.weights)
        entry["later_logs"] = train(model, fed(x), y, description["steps"])
        arrays["end"] = flat(model.weights)
    if texts_of:
        entry["texts"] = texts_of
    return entry, arrays


def save(model, description, folder, entry):
    form = description["form"]
    entry["file"] = {"keras": "model.keras", "legacy": "model.h5", "weights": "model.weights.h5", "shards": "model.weights.json"}[form]
    file = folder / entry["file"]
    if form in ("keras", "legacy"):
        model.save(file)
    else:
        entry["config"] = "config.json"
        (folder / entry["config"]).write_text(json.dumps(keras.saving.serialize_keras_object(model)))
        model.save_weights(file, **({"max_shard_size": 700 / 1e9} if form == "shards" else {}))
    if form == "keras":
        reproducible(file)


def reproducible(file):
    """The same members without dates and addresses: the same models give the same bytes."""
    with zipfile.ZipFile(file) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members:
            if name == "metadata.json":
                content = json.dumps({**json.loads(content), "date_saved": "2026-01-01@00:00:00"}).encode()
            elif name == "config.json":
                content = renumbered(content)
            archive.writestr(zipfile.ZipInfo(name), content)


def renumbered(config):
    """Shared objects are numbered by their addresses in Python: here by their first occurrence."""
    seen = {}
    return re.sub(rb'(?<="shared_object_id": )\d+', lambda m: str(seen.setdefault(m[0], len(seen) + 1)).encode(), config)
