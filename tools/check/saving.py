"""saving.py GOLDEN OURS: opens OURS/NAME.keras and OURS/NAME.weights.h5 beside GOLDEN/NAME.keras, which Keras wrote, and compares."""
import json
import pathlib
import sys

import numpy as np

import keras


def close(what, got, expected, tolerance):
    np.testing.assert_allclose(np.asarray(got, "float64"), np.asarray(expected, "float64"), rtol=tolerance, atol=tolerance, err_msg=what)


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key not in ("shared_object_id", "jit_compile")}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def configuration(model):
    return plain(json.loads(json.dumps(keras.saving.serialize_keras_object(model))))


def one_or_all(arrays):
    return arrays[0] if len(arrays) == 1 else arrays


def check(golden, ours, name):
    theirs, mine = (keras.saving.load_model(folder / f"{name}.keras") for folder in (golden, ours))
    assert configuration(mine) == configuration(theirs), "configuration"
    for a, b in zip(mine.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)
    arrays = dict(np.load(golden / f"{name}.npz"))
    x, y = (one_or_all([arrays[f"{role}{i}"] for i in range(9) if f"{role}{i}" in arrays]) for role in "xy")
    predictions = mine.predict(x, verbose=0)
    for i, got in enumerate(predictions if isinstance(predictions, list) else [predictions]):
        close("prediction", got, arrays[f"predict{i}"], 1e-2 if name == "half" else 1e-5)
    said = "configuration, weights, predictions"
    if theirs.compiled:
        for a, b in zip(mine.optimizer.variables, theirs.optimizer.variables, strict=True):
            np.testing.assert_array_equal(np.asarray(a), np.asarray(b))
        for expected in arrays["losses"]:
            mine.reset_metrics()
            close("loss", mine.train_on_batch(x, y, return_dict=True)["loss"], expected, 1e-5)
        for i, w in enumerate(mine.get_weights()):
            close(f"weight {i} after", w, arrays[f"after{i}"], 1e-4)
        said += f", {len(theirs.optimizer.variables)} optimizer variables, 2 steps more"
    mine.load_weights(ours / f"{name}.weights.h5")
    for a, b in zip(mine.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)
    print(f"{name} on {keras.backend.backend()}: {said}, weights file: as Keras'")


def main():
    golden, ours = map(pathlib.Path, sys.argv[1:3])
    for file in sorted(golden.glob("*.keras")):
        check(golden, ours, file.stem)


if __name__ == "__main__":
    main()
