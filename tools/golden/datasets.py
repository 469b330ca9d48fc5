"""Small files of the kinds that Keras' data sets are kept in, as NumPy and Python write them: `golden/datasets`."""
import json
import pathlib
import pickle
import sys

import numpy as np

out = pathlib.Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
rows = np.array([[1, 14, 22, 70000], [], [5] * 300, [3, 8]], dtype=object)
np.savez(out / "ragged.npz", x=rows, y=np.array([1, 0, 0, 1]))
batch = {b"data": np.arange(2 * 3072, dtype="int64").astype("uint8").reshape(2, 3072), b"labels": [7, 3], b"batch_label": b"one of two"}
(out / "cifar_batch.pickle").write_bytes(pickle.dumps(batch, protocol=2))
(out / "evil.pickle").write_bytes(pickle.dumps(print, protocol=2) [:-1] + b"(X\x02\x00\x00\x00hitR.")
random = np.random.RandomState(113)
orders = []
for n in (10, 7):
    order = np.arange(n)
    random.shuffle(order)
    orders.append(order.tolist())
names = list(range(23))
np.random.RandomState(5).shuffle(names)
(out / "shuffle.json").write_text(json.dumps({"seed_113": orders, "seed_5": names}) + "\n")
