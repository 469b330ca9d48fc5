"""Golden numbers of activations, regularizers, constraints, initializers without chance, and what all of them save."""
import inspect

import keras
import numpy as np
from golden import Group, config, plain
from gradients import evaluate

from keras import activations, constraints, initializers, regularizers
from keras.src.utils.naming import to_snake_case


def functions():
    """Each activation on both sides of its kinks, never on one, and its gradient."""
    g = Group("activations", "activations")
    options = {"relu": [{"negative_slope": 0.1}, {"max_value": 1.0}, {"threshold": 0.3}, {"negative_slope": 0.1, "max_value": 1.0, "threshold": 0.3}],
               "leaky_relu": [{"negative_slope": 0.4}], "elu": [{"alpha": 0.5}], "celu": [{"alpha": 0.5}], "softmax": [{"axis": 0}],
               "log_softmax": [{"axis": 0}], "gelu": [{"approximate": True}], "glu": [{"axis": 1}], "hard_shrink": [{"threshold": 1.0}],
               "soft_shrink": [{"threshold": 1.0}], "squareplus": [{"b": 0.5}], "sparsemax": [{"axis": 0}]}
    names = sorted(name for name, f in vars(activations).items() if inspect.isfunction(f) and name not in ("get", "serialize", "deserialize"))
    for name in names:
        function = getattr(activations, name)
        for i, chosen in enumerate([{"threshold": 0.5, "default_value": -2.0}] if name == "threshold" else [{}] + options.get(name, [])):
            with g.case(f"{name}{i or ''}") as case:
                x, w = case.normal(5, 6, scale=2.0), case.normal(5, 6)
                w = w[:, :3] if name == "glu" else w

                def weighted(tensors):
                    y = function(tensors[0], **chosen)
                    return keras.ops.sum(y * keras.ops.convert_to_tensor(w)), y

                y, (dx,), _ = evaluate(weighted, [x], [])
                case.fields.update(class_name=name, config=chosen, tolerance=1e-5, x=case.put("x", x), w=case.put("w", w), y=case.put("y", y), dx=case.put("dx", dx))
    g.save()


def weights():
    """What a regularizer or constraint makes of a weight."""
    for family, module, made in (
            ("regularizers", regularizers, [regularizers.L1(), regularizers.L2(), regularizers.L1(0.3), regularizers.L2(0.2), regularizers.L1L2(0.1, 0.3), regularizers.L1L2(),
                                            regularizers.OrthogonalRegularizer(), regularizers.OrthogonalRegularizer(0.2, "columns")]),
            ("constraints", constraints, [constraints.MaxNorm(), constraints.MaxNorm(0.7, 1), constraints.UnitNorm(), constraints.UnitNorm([0, 1]), constraints.NonNeg(),
                                          constraints.MinMaxNorm(), constraints.MinMaxNorm(0.4, 0.9, 0.5, 1)])):
        g = Group(family, family)
        for i, thing in enumerate(made):
            with g.case(f"{to_snake_case(type(thing).__name__)}{i}") as case:
                x = case.normal(4, 3)
                case.fields.update(class_name=type(thing).__name__, config=config(thing), tolerance=1e-5, x=case.put("x", x), y=case.put("y", thing(keras.ops.convert_to_tensor(x))))
        g.save()


def beginnings():
    """The configurations of initializers, and the values of those that draw nothing."""
    g = Group("initializers", "initializers")
    made = [getattr(initializers, name)() for name in sorted(vars(initializers)) if inspect.isclass(getattr(initializers, name)) and name not in ("Initializer",)
            and name[0].isupper() and not name.endswith("Initializer")]
    made += [initializers.Constant(2.5), initializers.Identity(3.0), initializers.VarianceScaling(2.0, "fan_out", "uniform"), initializers.Orthogonal(2.0),
             initializers.STFT("imag", "hann", "spectrum", True), initializers.STFT("real", None), initializers.STFT("imag", "hamming", None)]
    for i, thing in enumerate(made):
        with g.case(f"{to_snake_case(type(thing).__name__)}{i}") as case:
            kept = config(thing)
            kept.update({"seed": None} if "seed" in kept else {})
            case.fields.update(class_name=type(thing).__name__, config=kept, tolerance=1e-5, y=None)
            if isinstance(thing, (initializers.Constant, initializers.Zeros, initializers.Ones, initializers.Identity)):
                case.fields["y"] = case.put("y", plain(thing((4, 3))))
            elif isinstance(thing, initializers.STFT):
                case.fields["y"] = case.put("y", plain(thing((6, 1, 5))))
    g.save()


functions()
weights()
beginnings()
