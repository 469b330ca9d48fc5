"""What scripts of golden numbers of keras.ops share: one line a function. Inputs are made by a formula, so that only results take room."""
import re

import numpy as np
from golden import Group
from gradients import evaluate

import keras
from keras import ops


class Array:
    """`low + (high − low) · ((7919 · i + 104729 · seed) mod 1009) / 1009` at place i: up to 1009 numbers without a tie."""

    def __init__(self, shape, low=-2.0, high=2.0, dtype="float32", seed=0, values=None):
        self.about = {"shape": list(shape), "dtype": dtype}
        self.about |= {"values": values} if values is not None else {"low": low, "high": high, "seed": seed}
        i = np.arange(np.prod(shape, dtype=int), dtype="int64")
        numbers = low + (high - low) * ((i * 7919 + seed * 104729) % 1009) / 1009.0 if values is None else np.array(values, "float64")
        if dtype == "bool":
            numbers = numbers > (low + high) / 2 if values is None else numbers != 0
        elif "int" in dtype:
            numbers = np.floor(numbers)
        self.array = np.reshape(numbers, shape).astype(dtype)


def x(*shape, **options):
    return Array(shape, **options)


def y(*shape, **options):
    return Array(shape, seed=1, **options)


def positive(*shape, seed=0):
    return Array(shape, 0.2, 3.0, seed=seed)


def unit(*shape):
    return Array(shape, -0.9, 0.9)


def ints(high, *shape, seed=2, low=0, dtype="int32"):
    return Array(shape, low, high, dtype, seed)


def given(values, shape=None, dtype="float32"):
    flat = np.ravel(np.array(values))
    return Array(shape or np.shape(values), dtype=dtype, values=[v if np.isfinite(v) else str(v) for v in flat.tolist()]
                 if dtype == "float32" else flat.tolist())


def bools(*shape, seed=3):
    return Array(shape, 0, 1, "bool", seed)


g, seen = None, {}


def begin(group):
    """Cases go there from now on, until `save`."""
    global g, seen
    g, seen = Group("ops", group), {}


def save():
    g.save()


def flat(value):
    return [v for item in value for v in flat(item)] if isinstance(value, (list, tuple)) else [value]


def add(op, *arguments, call=None, gradient=True, tolerance=1e-5):
    """`arguments` are those of the Java method `Ops.op`; the function of Keras gets them too, unless `call` says how."""
    seen[op] = seen.get(op, 0) + 1
    name = op + (f"_{seen[op]}" if seen[op] > 1 else "")
    function = call or getattr(ops, re.sub(r"([A-Z])", r"_\1", op).lower())
    with g.case(name) as case:
        arrays = [a for a in flat(list(arguments)) if isinstance(a, Array)]

        def written(argument):
            return {"array": argument.about} if isinstance(argument, Array) else [written(a) for a in argument] \
                if isinstance(argument, (list, tuple)) else argument

        def filled(argument, tensors):
            return next(tensors) if isinstance(argument, Array) else [filled(a, tensors) for a in argument] \
                if isinstance(argument, (list, tuple)) else argument

        def results(tensors):
            at = iter(tensors)
            return flat(keras.tree.flatten(function(*[filled(a, at) for a in arguments])))

        def weighted(tensors):
            found = results(tensors)
            total = 0.0
            for out in found:
                if keras.backend.is_float_dtype(keras.backend.standardize_dtype(out.dtype)):
                    weights = 1 + np.sin(np.arange(np.prod(out.shape, dtype=int))).reshape(out.shape)
                    total = total + ops.sum(out * ops.convert_to_tensor(weights.astype("float32")))
            return total, found

        case.fields.update(op=op, arguments=[written(a) for a in arguments], tolerance=tolerance)
        if gradient:
            found, gradients, _ = evaluate(weighted, [a.array for a in arrays], [])
        else:
            found, gradients = results([ops.convert_to_tensor(a.array) for a in arrays]), [None] * len(arrays)
        case.fields["outputs"] = [case.put(f"y{i}", out) for i, out in enumerate(found)]
        case.fields["gradients"] = [None if d is None else case.put(f"d{i}", d) for i, d in enumerate(gradients)]


def whole(op, *arguments, **options):
    add(op, *arguments, gradient=False, **options)
