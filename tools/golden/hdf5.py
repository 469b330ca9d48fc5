"""Small HDF5 files as Keras and h5py write them, and what is in them."""
import json
import sys
from pathlib import Path

import h5py
import numpy as np

import keras
from keras import layers as L


def content(node, path=""):
    """Every dataset and attribute below a group."""
    out = {}
    for name, value in node.attrs.items():
        out[f"{path}@{name}"] = value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value
    if isinstance(node, h5py.Dataset):
        values = node[()]
        if node.attrs.get("dtype") == "bfloat16":
            values = (np.asarray(values).view(np.uint16).astype(np.uint32) << 16).view(np.float32)
        out[path] = {"shape": list(node.shape), "values": np.asarray(values).ravel().astype(float).tolist()}
    else:
        for name in node:
            out.update(content(node[name], f"{path}/{name}"))
    return out


def write(folder, name, make):
    file = folder / name
    make(file)
    with h5py.File(file) as h:
        (folder / f"{name}.json").write_text(json.dumps(content(h), indent=0, default=lambda b: b.decode()))


def weights(file):
    m = keras.Sequential([keras.Input((3, 4)), L.LSTM(2), L.Dense(2), L.Dropout(0.5), L.Dense(1, dtype="bfloat16")])
    m.compile("adam", "mse")
    m.fit(np.ones((2, 3, 4)), np.ones((2, 1)), verbose=0)
    m.save_weights(file)


def legacy(file):
    m = keras.Sequential([keras.Input((3,)), L.Dense(2, name="räume"), L.Flatten()])
    m.compile("sgd", "mse")
    m.save(file)


def types(file):
    with h5py.File(file, "w") as h:
        for t in ("i1", "u1", "i4", "i8", "f2", "f4", "f8", "?"):
            h[f"t_{t.strip('?') or 'bool'}"] = np.array([[0, 1, 1], [1, 0, 1]], t)
        h["scalar"] = np.float32(2.5)
        h["empty"] = np.zeros((0, 3), "f4")
        h["packed"] = h5py.Empty("f4")
        del h["packed"]
        x = np.arange(35, dtype="f4").reshape(5, 7)
        h.create_dataset("chunked", data=x, chunks=(2, 3))
        h.create_dataset("gzip", data=x, chunks=(2, 3), compression="gzip", shuffle=True, fletcher32=True)
        h.create_dataset("compact", data=x[0], track_times=False)
        for i in range(40):
            h.create_group(f"many/{i}")
        h.attrs["long"] = "ä" * 3000
        h.attrs["fixed"] = np.bytes_(b"abc")
        h.attrs["list"] = np.array([b"one", b"three"])
        h.attrs.create("texts", ["x", "", "yz"], dtype=h5py.string_dtype())
        for i in range(6):
            h.attrs[f"a{i}"] = i


def latest(file):
    with h5py.File(file, "w", libver="latest") as h:
        h["a/b"] = np.arange(3, dtype="f4")
        h["a"].attrs["name"] = "new"


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(1)
    for file, make in (("keras.weights.h5", weights), ("legacy.h5", legacy), ("types.h5", types), ("latest.h5", latest)):
        write(folder, file, make)
