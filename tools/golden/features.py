"""Feature spaces of the real Keras, with what they make of a table: golden/features.

    features.py FOLDER

table.json holds the columns that a space adapts to, other.json those it meets later, with categories and numbers that it doesn't know.
NAME.keras is a saved space, and joined.keras a model from the columns to one number; NAME.npz has what comes of other.json: output, or an
array for each feature and cross.
"""

import json
import pathlib
import sys

import numpy as np

import keras
from keras.utils import FeatureSpace

TABLE = {"age": [20.0, 31.0, 44.0, 52.0, 67.0, 23.0], "pay": [1.5, 2.0, 3.0, 8.0, 2.5, 0.5], "temp": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
         "job": ["cook", "nurse", "cook", "clerk", "nurse", "cook"], "code": [7, 3, 7, 9, 3, 7], "city": ["Rome", "Oslo", "Köln", "Rome", "Oslo", "Bern"],
         "zip": [10, 20, 30, 10, 20, 30], "raw": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]}
OTHER = {"age": [20.0, 50.0, 80.0], "pay": [1.5, 0.0, -2.0], "temp": [1.5, 4.0, 9.0], "job": ["cook", "pilot", "clerk"], "code": [9, 4, 7],
         "city": ["Rome", "Wien", "Köln"], "zip": [10, 77, 30], "raw": [-1.0, 0.5, 7.0]}
TYPES = {"code": "int32", "zip": "int32", "job": None, "city": None}


def arrays(table):
    return {name: np.array(values, TYPES.get(name, "float32")) for name, values in table.items()}


def features(output_mode):
    def lookup(make):
        return make(output_mode=output_mode)
    return {"age": FeatureSpace.float_normalized(), "pay": FeatureSpace.float_rescaled(scale=0.5, offset=1.0),
            "temp": FeatureSpace.float_discretized(num_bins=3, output_mode=output_mode), "raw": FeatureSpace.float(),
            "job": lookup(FeatureSpace.string_categorical), "code": lookup(FeatureSpace.integer_categorical),
            "city": FeatureSpace.string_hashed(5, output_mode=output_mode), "zip": FeatureSpace.integer_hashed(7, output_mode=output_mode)}


def crosses(output_mode):
    return [FeatureSpace.cross(("job", "code"), crossing_dim=8, output_mode=output_mode),
            FeatureSpace.cross(("temp", "city"), crossing_dim=4, output_mode=output_mode)]


def space(name, output_mode):
    made = FeatureSpace(features(output_mode), crosses=crosses(output_mode), output_mode=name)
    made.adapt(arrays(TABLE))
    return made


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(5)
    for name, table in (("table", TABLE), ("other", OTHER)):
        (folder / f"{name}.json").write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n")
    concat = space("concat", "one_hot")
    concat.save(folder / "concat.keras")
    np.savez(folder / "concat.npz", output=np.asarray(concat(arrays(OTHER)), "float32"))
    each = space("dict", "int")
    each.save(folder / "dict.keras")
    np.savez(folder / "dict.npz", **{key: np.asarray(value) for key, value in each(arrays(OTHER)).items()})
    joined = keras.Model(concat.get_inputs(), keras.layers.Dense(1)(concat.get_encoded_features()), name="joined")
    joined.save(folder / "joined.keras")
    import tensorflow as tf
    columns = {key: tf.constant(np.reshape(value, (-1, 1))) for key, value in arrays(OTHER).items()}
    np.savez(folder / "joined.npz", output=np.asarray(joined(columns), "float32"))


if __name__ == "__main__":
    main()
