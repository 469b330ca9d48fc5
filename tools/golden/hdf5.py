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
        out[f"{path}@{name}"] = None if isinstance(value, h5py.Empty) else value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value
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


def forms(file):
    """What other tools than Keras write."""
    x = np.arange(80, dtype="f4")
    with h5py.File(file, "w") as h:
        small = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        small.set_layout(h5py.h5d.COMPACT)
        h5py.h5d.create(h.id, b"compact", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple(x.shape), small).write(h5py.h5s.ALL, h5py.h5s.ALL, x)
        h.create_dataset("chunks", data=x[:70].astype("i1"), chunks=(1,))       # more than a node of their tree holds
        some = h.create_dataset("some_packed", (2, 3), "f4", chunks=(1, 3), compression="gzip")
        some[0] = x[1:4]
        some.id.write_direct_chunk((1, 0), x[4:7].tobytes(), filter_mask=1)
        h.create_dataset("some_written", (4,), "f4", chunks=(2,), fillvalue=7)[2:] = x[8:10]
        h.create_dataset("summed", data=x[20:23], chunks=(3,), fletcher32=True)
        h.create_dataset("summed_odd", data=x[1:4].astype("i1"), chunks=(3,), fletcher32=True)
        h.attrs["none"] = h5py.Empty("f4")
        ordered = h.create_group("ordered", track_order=True)
        ordered["b"] = x[1]
        ordered["a"] = x[2]
        ordered.attrs["z"] = 1
        ordered.attrs["y"] = "2"


def latest_forms(file):
    with h5py.File(file, "w", libver="latest") as h:
        h["ü"] = np.float32(1)
        h["n" * 300] = np.float32(2)
        timed = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        timed.set_attr_phase_change(5, 2)
        h5py.h5d.create(h.id, b"phases", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((2,)), timed).write(
            h5py.h5s.ALL, h5py.h5s.ALL, np.ones(2, "f4"))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(1)
    for file, make in (("keras.weights.h5", weights), ("legacy.h5", legacy), ("types.h5", types), ("latest.h5", latest),
                       ("forms.h5", forms), ("latest_forms.h5", latest_forms)):
        write(folder, file, make)
