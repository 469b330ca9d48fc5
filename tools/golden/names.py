"""The public names of Keras, by module, as `golden/names.json`: what `docs/keras-names.md` and the tests of completeness are made from.

Run by `tools/golden/make names`; the argument is the folder to write.
"""
import inspect
import json
import pathlib
import sys

import keras

MODULES = ["layers", "losses", "metrics", "optimizers", "optimizers.schedules", "callbacks", "activations", "initializers", "regularizers", "constraints",
           "ops", "ops.image", "random", "utils", "datasets", "applications", "models", "saving"]
SUBMODULES = {"datasets", "applications"}
KEEPS = {"get", "serialize", "deserialize"}  # of Python's lookup by name; ours are `of` and FromKeras


def members(module):
    found = {}
    for name, thing in sorted(vars(module).items()):
        if name.startswith("_") or inspect.ismodule(thing) or name in KEEPS:
            continue
        if inspect.isclass(thing) or callable(thing):
            found[name] = thing
    return found


def same(found):
    """Names by the thing they mean: other names of one thing stand behind its own."""
    groups = {}
    for name, thing in found.items():
        groups.setdefault(id(thing), []).append(name)
    out = {}
    for names in groups.values():
        thing = found[names[0]]
        own = thing.__name__ if getattr(thing, "__name__", None) in names else names[0]
        out[own] = sorted(name for name in names if name != own)
    return dict(sorted(out.items()))


def module(path):
    at = keras
    for part in path.split("."):
        at = getattr(at, part)
    return at


listed = {}
for path in MODULES:
    at = module(path)
    found = members(at)
    if path in SUBMODULES:
        for name, sub in sorted(vars(at).items()):
            if inspect.ismodule(sub):
                found.update({f"{name}.{inner}": thing for inner, thing in members(sub).items()})
        found = {name: thing for name, thing in found.items() if not any(other != name and other.endswith("." + name) for other in found)} if path == "datasets" else found
    listed[path] = same(found)
(pathlib.Path(sys.argv[1]) / "names.json").write_text(json.dumps({"keras": keras.__version__, "names": listed}, indent=1) + "\n")
