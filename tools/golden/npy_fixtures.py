#!/usr/bin/env python3
"""Writes the .npy and .npz files, and the printed arrays, that the tests of org.keras4j.engine.tensor compare with.

    python3 tools/golden/npy_fixtures.py

Needs only NumPy. Last run with NumPy 2.4.6.
"""
import io
import pathlib

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "keras4j-engine/src/test/resources/org/keras4j/engine/tensor"


def files():
    folder = FOLDER / "npy"
    folder.mkdir(parents=True, exist_ok=True)

    def save(name, array, version=None):
        with open(folder / f"{name}.npy", "wb") as file:
            np.lib.format.write_array(file, array, version=version)

    grid = np.arange(6).reshape(2, 3)
    save("float32", (grid - 2.5).astype("<f4"))
    save("float32_big_endian", (grid - 2.5).astype(">f4"))
    save("float64", (grid - 2.5).astype("<f8"))
    save("float64_big_endian", (grid - 2.5).astype(">f8"))
    save("float16", np.array([1, -2, 0.1, np.inf, np.nan, 6e-8], "<f2"))
    save("bfloat16", np.array([0x3F80, 0xC000, 0x3DCD, 0x7F80], "<u2").view("V2"))
    save("int8", np.array([-128, 0, 127], "i1"))
    save("uint8", np.array([0, 128, 255], "u1"))
    save("int32", np.array([-(2**31), 0, 2**31 - 1], "<i4"))
    save("int64", np.array([-(2**63), 2**53 + 1, 2**63 - 1], "<i8"))
    save("int64_big_endian", np.array([-(2**63), 2**53 + 1, 2**63 - 1], ">i8"))
    save("bool", np.array([True, False, True]))
    save("scalar", np.array(3.5))
    save("empty", np.zeros((0, 17), "<f4"))
    save("fortran", np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4)))
    save("version_2", grid.astype("<i4"), (2, 0))
    save("version_3", grid.astype("<i4"), (3, 0))

    save("int16", grid.astype("<i2"))
    save("complex", grid.astype("<c8"))
    save("strings", np.array(["ab", "cde"]))
    save("strings_big_endian", np.array(["ab", "cde"], ">U3"))
    save("strings_unicode", np.array(["é", "好a"]))
    save("bytes", np.array([b"ab", b"cde"]))
    save("objects", np.array([1, "two", None], dtype=object))
    save("structured", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]))

    arrays = {"x_train": np.arange(12, dtype="u1").reshape(2, 2, 3), "y_train": np.array([1, 0], "<i8")}
    np.savez(folder / "stored.npz", **arrays)
    np.savez_compressed(folder / "deflated.npz", **arrays)


def texts():
    rows = np.arange(24)
    cases = {
        "scalar float": np.float32(0.1).reshape(()),
        "scalar whole float": np.array(3.0),
        "scalar large float": np.array(1e16),
        "scalar small float": np.array(1.25e-5),
        "scalar large float32": np.array(123456792, "f4"),
        "scalar nan": np.array(np.nan),
        "scalar negative infinity": np.array(-np.inf, "f4"),
        "scalar int": np.array(-7, "i4"),
        "scalar bool": np.array(True),
        "empty": np.zeros(0, "f4"),
        "empty rows": np.zeros((0, 3), "f4"),
        "empty columns": np.zeros((3, 0), "f4"),
        "empty deep": np.zeros((2, 0, 3), "f4"),
        "floats": np.array([1, 2.5, -3.25], "f4"),
        "whole floats": np.array([[1, 20], [300, 4]], "f4"),
        "thirds float32": np.array([1 / 3, 2 / 3, 1], "f4"),
        "thirds float64": np.array([1 / 3, 2 / 3, 1]),
        "tenths float16": np.array([0.1, 0.2, 0.3], "f2"),
        "negative zero": np.array([-0.0, 0.0, 1.0]),
        "exponents small": np.array([1e-5, 1], "f4"),
        "exponents ratio": np.array([0.5, 501.0]),
        "no exponents": np.array([0.5, 500.0]),
        "exponents large": np.array([1e8, 1e8]),
        "exponents large float32": np.array([1e6, 2e6], "f4"),
        "exponents large float16": np.array([1000.0, 2000.0], "f2"),
        "exponents three digits": np.array([1e-300, 1e300]),
        "exponents smallest": np.array([5e-324, 2.2250738585072014e-308]),
        "exponents negative": np.array([-1.5e-7, 2e9, 0]),
        "exponents rounded to a zero": np.array([235368050.2]),
        "edge float32": np.array([1e-4, 1e-3], "f4"),
        "nan": np.array([np.nan, 1.5, np.inf]),
        "nan exponents": np.array([np.nan, 1.5e-9, -np.inf]),
        "nan alone": np.array([np.nan, np.inf, -np.inf]),
        "rounding": np.array([0.123456785, 0.123456775, 2.5, 0.000123456789]),
        "ints": np.array([[1, -20], [300, 4]], "i4"),
        "bytes": np.array([0, 255], "u1"),
        "longs": np.array([-(2**63), 2**53 + 1, 2**63 - 1]),
        "bools": np.array([[True, False], [False, False]]),
        "three axes": rows.reshape(2, 3, 4).astype("f4"),
        "four axes": rows.reshape(2, 3, 2, 2),
        "lines": (np.arange(40) / 8).astype("f4"),
        "int lines": np.arange(100),
        "rows in lines": (np.arange(60) / 7).reshape(2, 30),
        "edges of a row": np.arange(1001),
        "edges of rows": np.arange(2000).reshape(1000, 2) / 2,
        "edges of columns": (np.arange(2000).reshape(2, 1000) / 2).astype("f4"),
        "edges of three axes": np.arange(10 * 9 * 20).reshape(10, 9, 20),
        "edges hide width": np.where(np.arange(2000) == 1000, 1e9, 1.5),
        "mixed long": np.concatenate([np.linspace(-1, 1, 30), [np.nan]]),
    }
    np.savez_compressed(FOLDER / "text.npz", **{name.replace(" ", "_"): array for name, array in cases.items()})
    text = io.StringIO()
    for name, array in cases.items():
        text.write(f"# {name.replace(' ', '_')}\n{array!s}\n")
    (FOLDER / "text.txt").write_text(text.getvalue())


if __name__ == "__main__":
    files()
    texts()
