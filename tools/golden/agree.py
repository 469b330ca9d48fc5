"""Keeps the cases on which backends agree: `agree.py DESTINATION BACKEND...`, each the folder of one backend.

A case's numbers are those of the first backend that another one agrees with. A case is dropped, and named, when no two agree:
when between each two some array differs by more than tolerance * (abs(b) + max abs of that array), or is not finite. A case
with `alone` needs no second opinion, and says why.
"""
import pathlib
import sys

import numpy as np
from files import read, write


def distance(a, b):
    """The smallest tolerance under which `a` and `b` agree."""
    if a.shape != b.shape or a.dtype != b.dtype:
        return float("inf")
    if a.dtype.kind != "f":
        return 0.0 if np.array_equal(a, b) else float("inf")
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return float("inf")
    a, b = a.astype("float64"), b.astype("float64")
    scale = np.abs(b) + np.abs(b).max(initial=0)
    return float(np.max(np.abs(a - b) / np.where(scale == 0, 1, scale), initial=0))


def worst(own, theirs):
    """The distance of the array of a case that differs most, and its name."""
    return max(((distance(a, theirs.get(name, np.empty(0))), name) for name, a in own.items()), default=(0.0, ""))


def case_of(group, name):
    return next((case for case in group["cases"] if case["case"] == name), None)


def arrays_of(arrays, name):
    return {key: a for key, a in arrays.items() if key.startswith(name + ".")}


def choose(name, opinions):
    """The case, its arrays, and the backends that have the same numbers; or only what was wrong."""
    wrong = []
    for group, arrays in opinions:
        case, own = case_of(group, name), arrays_of(arrays, name)
        if case is None:
            continue
        others = [(*worst(own, arrays_of(theirs, name)), other["backend"]) for other, theirs in opinions
                  if other is not group and case_of(other, name)]
        agreeing = [backend for far, _, backend in others if far <= case["tolerance"]]
        if agreeing or "alone" in case:
            return case | {"backend": group["backend"], "agrees_with": agreeing}, own, wrong
        wrong += [f"{where} {far:.1e} from {group['backend']} to {backend}" for far, where, backend in others]
    return None, {}, wrong


destination, *folders = map(pathlib.Path, sys.argv[1:])
kept = 0
for place in sorted({path.relative_to(folder) for folder in folders for path in folder.rglob("*.json")}):
    opinions = [read(folder / place) for folder in folders if (folder / place).exists()]
    names = dict.fromkeys(case["case"] for group, _ in opinions for case in group["cases"])
    cases, arrays = [], {}
    for name in names:
        case, own, wrong = choose(name, opinions)
        if case is None:
            print(f"dropped {place.with_suffix('')} {name}:", "; ".join(wrong))
        else:
            cases.append(case)
            arrays |= own
    versions = {}
    for group, _ in opinions:
        versions |= group["versions"]
    kept += len(cases)
    head = {key: value for key, value in opinions[0][0].items() if key != "backend"}
    write(destination / place, head | {"versions": versions, "cases": cases}, arrays)
print(f"kept {kept} cases of {folders[0].parent.name}")
