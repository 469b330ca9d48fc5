"""The folder of golden files: a group is one .npz of arrays and one .json that says what they are. README.md has the format."""
import contextlib
import os
import pathlib
import sys
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
import keras
import numpy as np
from files import write

OUT = pathlib.Path(sys.argv[1])  # the folder to write, for every script that imports this one
FORMAT = 1


class Group:
    """The cases of one file pair. Arrays are named `case.role`, in the order in which they were put."""

    def __init__(self, family, name, **about):
        self.path = OUT / family / name
        self.head = {"format": FORMAT, "family": family, "group": name, **about, "backend": keras.backend.backend(),
                     "versions": versions()}
        self.cases, self.arrays = [], {}

    @contextlib.contextmanager
    def case(self, name):
        """Adds what the block makes of a case, unless the backend refuses it."""
        keras.backend.clear_session()
        case = Case(self, name)
        try:
            yield case
        except Exception as e:  # each backend has classes of its own
            print(f"cannot {self.path.name} {name} on {keras.backend.backend()}: {str(e).strip().splitlines()[0]}", file=sys.stderr)
            for key in case.keys:
                del self.arrays[key]
        else:
            self.cases.append(case.fields)

    def save(self):
        write(self.path, {**self.head, "cases": self.cases}, self.arrays)


class Case:
    """One case: its own seeded generator, so that a new case leaves the numbers of the others alone."""

    def __init__(self, group, name):
        self.group, self.name = group, name
        seed = zlib.crc32(f"{group.path.parent.name}/{group.path.name}/{name}".encode())
        self.random = np.random.default_rng(seed)
        self.fields = {"case": name, "seed": seed}
        self.keys = []

    def put(self, role, value):
        """Keeps an array and returns its name in the .npz."""
        key = f"{self.name}.{role}"
        assert key not in self.group.arrays, key
        self.group.arrays[key] = plain(value)
        self.keys.append(key)
        return key

    def put_all(self, role, values):
        return [self.put(f"{role}{i}", v) for i, v in enumerate(values)]

    def normal(self, *shape, scale=1.0):
        return (self.random.standard_normal(shape) * scale).astype("float32")

    def uniform(self, low, high, *shape):
        return self.random.uniform(low, high, shape).astype("float32")

    def ids(self, limit, *shape):
        return self.random.integers(0, limit, shape).astype("int32")

    def probabilities(self, *shape):
        """Rows that sum to 1, every value far from the clipping of the cross-entropies."""
        e = np.exp(self.random.standard_normal(shape))
        return (e / e.sum(-1, keepdims=True)).astype("float32")

    def weights(self, owner):
        """Overwrites every weight with seeded numbers: nothing is left at 0 or 1, where mistakes hide."""
        owner.set_weights([self.weight(w) for w in owner.weights])

    def weight(self, w):
        shape = tuple(w.shape)
        if "gamma" in w.path:
            return 1 + self.normal(*shape, scale=0.3)
        if "variance" in w.path:
            return self.uniform(0.6, 1.6, *shape)
        return self.normal(*shape, scale=0.5)

    def named(self, role, variables):
        """Arrays of variables with their paths, in the given order."""
        return [{"path": v.path, "array": self.put(f"{role}{i}", v)} for i, v in enumerate(variables)]


def plain(value):
    """NumPy in the few types that are kept; bfloat16 is unknown to .npy, and int64 is one backend's choice."""
    a = np.asarray(value) if isinstance(value, (np.ndarray, np.generic)) else keras.ops.convert_to_numpy(value)
    return a.astype({"bfloat16": "float32", "float64": "float32", "int64": "int32"}.get(a.dtype.name, a.dtype))


def config(thing):
    return keras.saving.serialize_keras_object(thing)["config"]


def versions():
    backend = keras.backend.backend()
    return {"keras": keras.__version__, backend: __import__(backend).__version__, "numpy": np.__version__}
