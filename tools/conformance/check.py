"""check.py CONFORMANCE FOLDER [CASE …]: opens FOLDER/CASE.keras and FOLDER/CASE.trained.keras and says what isn't as it should be."""
import json
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np

import keras

import model_cases  # noqa: F401: registers the custom layer
from conformance import fed, flat, train

TRAINED = 10  # tolerances of a prediction


# Numbers of shared objects mean nothing; from shapes that a layer was built for only weights are made, which are compared.
NO_PART = {"shared_object_id", "build_config"}


class Differs(Exception):
    pass


def close(what, got, expected, tolerance):
    got, expected = np.asarray(got, "float64"), np.asarray(expected, "float64")
    if got.shape != expected.shape or not np.allclose(got, expected, rtol=tolerance, atol=tolerance, equal_nan=True):
        worst = np.abs(got - expected).max() if got.shape == expected.shape else f"{got.shape}, not {expected.shape}"
        raise Differs(f"{what} differs by {worst}, tolerance {tolerance}")


def original(entry, work):
    """The model that Keras wrote; Keras can't compile its own legacy files."""
    file = work / entry["file"]
    if entry["form"] in ("keras", "legacy"):
        return keras.saving.load_model(file, compile=entry["form"] == "keras")
    model = keras.saving.deserialize_keras_object(json.loads((work / entry["config"]).read_text()))
    model.load_weights(file)
    return model


def plain(config):
    return json.loads(json.dumps(keras.saving.serialize_keras_object(config), sort_keys=True, default=str))


def named(value):
    """A function of Keras is as good as its name."""
    return value["config"] if isinstance(value, dict) and value.get("class_name") == "function" and isinstance(value.get("config"), str) else value


def differences(got, expected, path=""):
    got, expected = named(got), named(expected)
    if isinstance(got, dict) and isinstance(expected, dict):
        return [d for key in sorted((got.keys() | expected.keys()) - NO_PART)
                for d in differences(got.get(key, "nothing"), expected.get(key, "nothing"), f"{path}.{key}")]
    if isinstance(got, list) and isinstance(expected, list) and len(got) == len(expected):
        return [d for i, pair in enumerate(zip(got, expected)) for d in differences(*pair, f"{path}[{i}]")]
    return [] if got == expected else [f"{path}: {got}, not {expected}"]


def by_name(compiled, outputs):
    """What stands in a list for several outputs, under their names: Keras takes either."""
    return {key: dict(zip(outputs, value)) if isinstance(value, list) and len(value) == len(outputs) > 1 else value for key, value in compiled.items()}


def same_configuration(model, other, compiled):
    found = differences(plain(model.get_config()), plain(other.get_config()))
    if compiled:
        found += differences(*(by_name(plain(m.get_compile_config()), getattr(m, "output_names", [])) for m in (model, other)), "compile")
    if found:
        raise Differs("configuration: " + "; ".join(found[:4]))


def trains_on(model, entry, arrays, logs, end):
    x, y = (keras.tree.map_structure(lambda name: arrays[name], entry[key]) for key in ("x", "y"))
    tolerance = TRAINED * entry["tolerance"]
    got = train(model, x, y, entry["steps"])
    if got.keys() != entry[logs].keys():
        raise Differs(f"reports {list(got)}, not {list(entry[logs])}")
    for name, values in got.items():
        close(name, values, entry[logs][name], tolerance)
    close("weights after training on", flat(model.weights), arrays[end], tolerance)


def check(entry, conformance, folder):
    with tempfile.TemporaryDirectory() as work:
        with zipfile.ZipFile(conformance / f"{entry['name']}.zip") as archive:
            archive.extractall(work)
        arrays = dict(np.load(Path(work) / "arrays.npz"))
        arrays.update({key: np.array(value, object) for key, value in entry.get("texts", {}).items()})
        trains = entry["steps"] > 0
        model = keras.saving.load_model(folder / f"{entry['name']}.keras")
        keras.backend.clear_session()  # some functions have no name in a file and are counted as they come
        other = original(entry, Path(work))
        same_configuration(model, other, trains and entry["form"] == "keras")
        close("weights", flat(model.weights), arrays["weights"], 0)
        x = keras.tree.map_structure(lambda name: arrays[name], entry["x"])
        for got, name in zip(keras.tree.flatten(model.predict(fed(x), verbose=0)), keras.tree.flatten(entry["predict"])):
            close("prediction", got, arrays[name], entry["tolerance"])
        if trains and "lost" not in entry:
            if entry["form"] != "legacy":
                close("the optimizer's state", flat(model.optimizer.variables), flat(other.optimizer.variables), 0)
            trains_on(model, entry, arrays, "logs", "after")
            trains_on(keras.saving.load_model(folder / f"{entry['name']}.trained.keras"), entry, arrays, "later_logs", "end")


def main(conformance, folder, wanted):
    entries = json.loads((conformance / "manifest.json").read_text())["cases"]
    written = [e for e in entries if e["backend"] == keras.backend.backend() and (folder / f"{e['name']}.keras").exists()
               and (not wanted or e["name"] in wanted)]
    wrong = 0
    for entry in written:
        keras.backend.clear_session()
        try:
            check(entry, conformance, folder)
        except Exception as e:
            wrong += 1
            reason = " ".join(str(e).split()) if isinstance(e, Differs) else f"{type(e).__name__}: {' '.join(str(e).split())}"
            print(f"{entry['name']}: {reason[:600]}")
    print(f"{keras.backend.backend()}: {len(written) - wrong} of {len(written)} are as Keras wrote them.")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]) else 0)
