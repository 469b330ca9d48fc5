"""How a group lies in a folder: arrays in NAME.npz, and what they are in NAME.json, one key and one case a line."""
import json

import numpy as np


def write(path, group, arrays):
    path.parent.mkdir(parents=True, exist_ok=True)
    head = "".join(f" {json.dumps(k)}: {json.dumps(v)},\n" for k, v in group.items() if k != "cases")
    cases = ",\n".join("  " + json.dumps(case, allow_nan=False) for case in group["cases"])
    path.with_suffix(".json").write_text(f'{{\n{head} "cases": [\n{cases}\n ]\n}}\n')
    if arrays:
        np.savez(path.with_suffix(".npz"), **arrays)


def read(path):
    """Returns group and arrays; both are empty where there is no such group."""
    if not path.with_suffix(".json").exists():
        return {}, {}
    arrays = path.with_suffix(".npz")
    return json.loads(path.with_suffix(".json").read_text()), dict(np.load(arrays)) if arrays.exists() else {}
