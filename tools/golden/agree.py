"""Keeps the cases on which backends agree: `agree.py DESTINATION FIRST OTHER...`, each the folder of one backend.

The numbers kept are the first folder's. A case is dropped, and named, when under each other backend some array differs by
more than tolerance * (abs(b) + max abs of that array), or is not finite. A case with `alone` needs no second opinion, and
says why.
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


destination, first, *others = map(pathlib.Path, sys.argv[1:])
kept = 0
for path in sorted(first.rglob("*.json")):
    place = path.relative_to(first)
    group, ours = read(path)
    seconds = [read(folder / place) for folder in others]
    seconds = [(head, arrays) for head, arrays in seconds if head]
    cases, arrays = [], {}
    for case in group["cases"]:
        own = {name: a for name, a in ours.items() if name.startswith(case["case"] + ".")}
        opinions = [(*worst(own, theirs), head) for head, theirs in seconds]
        agreeing = [head for far, _, head in opinions if far <= case.get("tolerance", 0)]
        if not agreeing and "alone" not in case:
            print(f"dropped {place.with_suffix('')} {case['case']}:",
                  ", ".join(f"{where} differs by {far:.1e} on {head['backend']}" for far, where, head in opinions))
            continue
        case["agrees_with"] = [head["backend"] for head in agreeing]
        for head in agreeing:
            group["versions"] |= head["versions"]
        cases.append(case)
        arrays |= own
    group["cases"] = cases
    kept += len(cases)
    write(destination / place, group, arrays)
print(f"kept {kept} cases of {first.parent.name}")
