"""Functions of keras.ops between layers, by the wirings of which the golden numbers have the outputs."""
import sys
from pathlib import Path

import keras
from conformance import case, normal

sys.path.append(str(Path(__file__).resolve().parent.parent / "golden"))
from wirings import WIRINGS  # noqa: E402

# Classes of which Keras 3.15.1 can't read its own files, and why.
UNREADABLE = {
    "ConvTranspose": "hands padding and output_padding over in each other's place",
    "AdaptiveAveragePool": "adds the list that a file has to a tuple",
    "AdaptiveMaxPool": "does the same",
}
OF_THOSE_ALONE = {"transposed"}
# On TensorFlow Kron and Nanmedian know no symbols, a processor convolves with channels last alone, and the edges of a row of two pixels are others.
ON_TORCH = {"pairs", "oddities", "channels_first", "edges"}


def wired(wire):
    def model():
        x, z = keras.Input((4, 6), name="x"), keras.Input((4, 6), name="z")
        outputs = [y for y in wire(x, z) if type(y._keras_history.operation).__name__ not in UNREADABLE]
        return keras.Model([x, z], [for_each_sample(y, x) for y in outputs])
    return model


def for_each_sample(y, x):
    """What a model predicts has a row for each sample."""
    return y if len(y.shape) > 0 and y.shape[0] is None else keras.ops.reshape(keras.ops.cast(y, "float32"), (1, -1)) + 0 * x[:, 0, :1]


for name, wire in WIRINGS.items():
    if name not in OF_THOSE_ALONE:
        case(f"functions_{name}", wired(wire), [normal(3, 4, 6), normal(3, 4, 6)], steps=0, backend="torch" if name in ON_TORCH else "tensorflow")
