"""make.py FOLDER [CASE …]: writes the files of the cases that this backend makes, and their lines of the manifest."""
import json
import sys
from pathlib import Path

import keras

import cases  # noqa: F401: fills CASES
from conformance import CASES, run


def main(folder, wanted):
    folder.mkdir(exist_ok=True)
    manifest = folder / "manifest.json"
    old = json.loads(manifest.read_text())["cases"] if manifest.exists() else []
    entries = {entry["name"]: entry for entry in old}
    backend = keras.backend.backend()
    for description in CASES:
        name = description["name"]
        if description["backend"] == backend and (not wanted or name in wanted):
            try:
                entries[name] = {**run(description, folder), "backend": backend}
            except Exception as e:
                print(f"cannot make {name}: {type(e).__name__}: {str(e)[:300]}", file=sys.stderr)
    ordered = [entries[d["name"]] for d in CASES if d["name"] in entries]
    lines = ",\n".join("  " + json.dumps(entry) for entry in ordered)
    manifest.write_text(f'{{\n "format": 1, "keras": "{keras.__version__}",\n "cases": [\n{lines}\n ]\n}}\n')


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
