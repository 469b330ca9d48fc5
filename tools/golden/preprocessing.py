"""Golden numbers of preprocessing layers: those of numbers and images as layer cases, those of text in a family of their own."""
import json

import numpy as np
from golden import Group, config
from layer_group import LayerGroup, normal

import keras
from keras import layers as L


def finalized(layer):
    """Weights that are set by hand reach what the layer computes with; the count stays what it is."""
    set_weights = layer.set_weights

    def set_and_finalize(weights):
        set_weights([*weights[:2], np.asarray(0)] if weights else weights)
        layer.finalize_state()

    layer.set_weights = set_and_finalize
    return layer


def normalization():
    g = LayerGroup("normalization")

    def add(name, shape, **options):
        g.add(name, lambda: finalized(L.Normalization(**options)), normal(*shape, scale=3))

    add("features", (4, 5))
    add("images", (2, 3, 4, 3))
    add("two_axes", (3, 4, 2), axis=(1, 2))
    add("middle_axis", (3, 4, 2), axis=1)
    add("all", (3, 4), axis=None)
    add("invert", (4, 3), invert=True)
    add("given", (4, 3), mean=[1.0, -2.0, 0.5], variance=[4.0, 0.25, 0.0])
    add("given_scalar", (2, 3, 2), mean=1.5, variance=2.0)
    add("given_two_axes", (2, 2, 3), axis=(1, 2), mean=[[1.0, 2, 3], [4, 5, 6]], variance=[[1.0, 4, 9], [1, 2, 3]])
    g.add("masked", lambda: finalized(L.Normalization()), normal(3, 4, 2), masks=[np.array([[1, 1, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1]], bool)])
    g.save()


def image_layers():
    g = LayerGroup("resizing")
    for mode in ("nearest", "bilinear", "lanczos3", "lanczos5"):  # of bicubic no two agree: TensorFlow has a table of it
        g.add(f"{mode}_up", lambda: L.Resizing(7, 9, interpolation=mode), normal(2, 4, 5, 2))
        g.add(f"{mode}_down", lambda: L.Resizing(3, 2, interpolation=mode), normal(1, 5, 7, 1))
    g.add("antialias", lambda: L.Resizing(3, 4, antialias=True), normal(1, 9, 10, 1))
    g.add("crop", lambda: L.Resizing(3, 5, crop_to_aspect_ratio=True), normal(2, 7, 8, 1))
    g.add("pad_rows", lambda: L.Resizing(5, 4, pad_to_aspect_ratio=True, fill_value=0.5), normal(2, 3, 8, 1))
    g.add("pad_columns", lambda: L.Resizing(4, 6, pad_to_aspect_ratio=True), normal(2, 6, 3, 1))
    g.save()
    g = LayerGroup("center_crop")
    g.add("even", lambda: L.CenterCrop(2, 4), normal(2, 6, 8, 2))
    g.add("odd", lambda: L.CenterCrop(3, 2), normal(2, 6, 7, 1))
    g.add("larger", lambda: L.CenterCrop(6, 4), normal(2, 4, 5, 1))
    g.save()
    for layer, options in ((L.RandomRotation, {"factor": (0.07, 0.07)}), (L.RandomZoom, {"height_factor": (0.3, 0.3)}),
                           (L.RandomZoom, {"height_factor": (-0.3, -0.3), "width_factor": (0.21, 0.21)}),
                           (L.RandomTranslation, {"height_factor": (0.23, 0.23), "width_factor": (-0.37, -0.37)})):
        name = {"RandomRotation": "random_rotation", "RandomZoom": "random_zoom", "RandomTranslation": "random_translation"}[layer.__name__]
        if "width_factor" not in options or layer is L.RandomTranslation:
            g = LayerGroup(name)
        which = "own_width_" if layer is L.RandomZoom and "width_factor" in options else ""
        for fill in ("reflect", "constant", "nearest", "wrap"):
            g.add(which + fill, lambda: layer(**options, fill_mode=fill, fill_value=0.25, seed=3), normal(2, 5, 7, 2), training=True)
        g.add(which + "by_nearest", lambda: layer(**options, interpolation="nearest", seed=3), normal(2, 5, 7, 1), training=True)
        g.add(which + "inference", lambda: layer(**options, seed=3), normal(2, 5, 7, 1))
        if layer is not L.RandomZoom or which:
            g.save()
    g = LayerGroup("random_contrast")
    g.add("less", lambda: L.RandomContrast((0.0, 0.0), seed=3), normal(2, 3, 4, 2, scale=80), training=True)
    g.add("inference", lambda: L.RandomContrast(0.4), normal(2, 3, 4, 2))
    g.add("more", lambda: L.RandomContrast((-0.5, 0.5), value_range=(-300, 200), seed=3), normal(2, 3, 4, 2, scale=80), training=True)
    g.save()
    g = LayerGroup("random_brightness")
    g.add("more", lambda: L.RandomBrightness((0.25, 0.25), seed=3), normal(2, 3, 4, 2, scale=80), training=True)
    g.add("less", lambda: L.RandomBrightness((-0.25, -0.25), value_range=(-1, 1), seed=3), normal(2, 3, 4, 2), training=True)
    g.add("inference", lambda: L.RandomBrightness(0.4), normal(2, 3, 4, 2))
    g.save()
    g = LayerGroup("random_flip")
    for mode in ("horizontal", "vertical", "horizontal_and_vertical"):
        g.add(mode, lambda: L.RandomFlip(mode, seed=4), normal(2, 3, 4, 1))
    g.save()
    g = LayerGroup("random_crop")
    g.add("inference", lambda: L.RandomCrop(2, 3, seed=4), normal(2, 2, 3, 1))
    g.save()
    g = LayerGroup("random_shear")
    g.add("inference", lambda: L.RandomShear(0.2, (0.1, 0.3), seed=4), normal(2, 3, 4, 1))
    g.save()


class Lookups(Group):
    """Cases of layers that take numbers or text: what it adapts to, its vocabulary and configuration after, inputs and outputs."""

    def __init__(self, name):
        super().__init__("preprocessing", name)

    def add(self, name, layer, *inputs, adapt=None, batches=None):
        with self.case(name) as case:
            f = case.fields
            f.update(class_name=type(layer).__name__, tolerance=1e-5, before=config(layer))
            for batch in [adapt] if adapt is not None else []:
                layer.adapt(batch)
            if batches is not None:
                layer.adapt(iter(batches))
            f["adapt"] = listed(adapt)
            f["batches"] = None if batches is None else [listed(b) for b in batches]
            f["inputs"] = [listed(x) for x in inputs]
            y = called(layer, inputs)
            f["output"] = listed(y) if text(y) else case.put("y", np.asarray(y))
            f["config"] = config(layer)
            if hasattr(layer, "get_vocabulary"):
                f["vocabulary"] = [x if isinstance(x, str) else int(x) for x in layer.get_vocabulary()]
            f["alone"] = "text is TensorFlow's"


def called(layer, inputs):
    if isinstance(layer, L.HashedCrossing):
        return layer(list(inputs))
    return layer(inputs[0]) if len(inputs) == 1 else layer(inputs[0], count_weights=inputs[1])


def text(y):
    return hasattr(y, "dtype") and y.dtype in ("string", object)


def listed(x):
    if x is None:
        return None
    x = np.asarray(x)
    return json.loads(json.dumps(x.tolist(), default=lambda b: b.decode()))


WORDS = ["pear", "apple", "fig", "apple", "fig", "apple", "plum", "kiwi"]
ASKED = ["apple", "grape", "fig", "plum", "", "\u00e4pfel", "kiwi"]


def lookups():
    g = Lookups("string_lookup")
    modes = ("int", "one_hot", "multi_hot", "count")
    for mode in modes:
        g.add(f"adapted_{mode}", L.StringLookup(output_mode=mode), ASKED, adapt=WORDS)
        g.add(f"rows_{mode}", L.StringLookup(output_mode=mode), [["fig", "pear"], ["none", "fig"], ["fig", "fig"]], adapt=WORDS)
    g.add("adapted_tf_idf", L.StringLookup(output_mode="tf_idf"), [["fig", "pear", "no"], ["fig", "fig", "kiwi"]],
          adapt=[["a", "fig", "fig"], ["fig", "pear", "kiwi"], ["pear", "a", "a"]])
    g.add("masked", L.StringLookup(mask_token=""), ASKED, adapt=WORDS)
    g.add("masked_count", L.StringLookup(mask_token="", output_mode="count"), ASKED, adapt=WORDS)
    g.add("max_tokens", L.StringLookup(max_tokens=4), ASKED, adapt=WORDS)
    g.add("padded", L.StringLookup(max_tokens=9, pad_to_max_tokens=True, output_mode="multi_hot"), ASKED, adapt=WORDS)
    g.add("given", L.StringLookup(vocabulary=["kiwi", "fig", "apple"]), ASKED)
    g.add("given_with_special", L.StringLookup(vocabulary=["", "[UNK]", "kiwi"], mask_token=""), ASKED)
    g.add("several_oov", L.StringLookup(vocabulary=["kiwi", "fig"], num_oov_indices=5, mask_token=""), ASKED)
    g.add("salted", L.StringLookup(vocabulary=["kiwi", "fig"], num_oov_indices=7, salt=[133, 137]), ASKED)
    g.add("no_oov", L.StringLookup(vocabulary=["kiwi", "fig"], num_oov_indices=0), ["fig", "kiwi"])
    g.add("given_tf_idf", L.StringLookup(vocabulary=["kiwi", "fig"], idf_weights=[0.25, 0.75], output_mode="tf_idf"), ["fig", "no", "fig"])
    g.save()
    g = Lookups("integer_lookup")
    numbers = [12, 1138, -42, 42, 1138, 42, 42, 7]
    asked = [[42, 7], [1138, 10000], [-42, 3], [-8, 12]]
    for mode in modes:
        g.add(f"adapted_{mode}", L.IntegerLookup(output_mode=mode), asked, adapt=numbers)
    g.add("masked", L.IntegerLookup(mask_token=7), asked, adapt=numbers)
    g.add("masked_count", L.IntegerLookup(mask_token=7, output_mode="count"), asked, adapt=numbers)
    g.add("given", L.IntegerLookup(vocabulary=[5, 42, -42]), asked)
    g.add("several_oov", L.IntegerLookup(vocabulary=[42], num_oov_indices=3), asked)
    g.add("several_oov_farmhash", L.IntegerLookup(vocabulary=[42], num_oov_indices=5, oov_method="farmhash"), asked)
    g.add("salted", L.IntegerLookup(vocabulary=[42], num_oov_indices=5, oov_method="farmhash", salt=9), asked)
    g.add("invert", L.IntegerLookup(vocabulary=[42, 7, 12], invert=True), [[0, 1], [3, 9]])
    g.add("tf_idf", L.IntegerLookup(output_mode="tf_idf"), asked, adapt=[[1, 2, 2], [42, 7, 1]])
    g.save()


def text_vectorization():
    g = Lookups("text_vectorization")
    texts = ["The cat sat on the mat.", "A cat!  The dog's\tmat?", "caf\u00e9 \u00c4RGER (a-b) cat", ""]
    asked = ["the dog sat, on the caf\u00e9", "unknown [words] cat", ""]

    def add(name, **options):
        g.add(name, L.TextVectorization(**options), asked, adapt=texts)

    add("int")
    add("int_length", output_sequence_length=4)
    add("max_tokens", max_tokens=5, output_sequence_length=9)
    add("multi_hot", output_mode="multi_hot")
    add("count", output_mode="count", max_tokens=20, pad_to_max_tokens=True)
    add("tf_idf", output_mode="tf_idf")
    add("characters", split="character", output_sequence_length=12)
    add("bigrams", ngrams=2)
    add("only_trigrams", ngrams=(3,))
    add("lower", standardize="lower")
    add("strip", standardize="strip_punctuation")
    add("as_it_is", standardize=None)
    g.add("given", L.TextVectorization(vocabulary=["cat", "the", "mat"]), asked)
    g.save()


def hashing():
    g = Lookups("hashing")
    long = ["", "a", "abc", "abcd", "abcdefg", "abcdefgh", "abcdefghijklmnop", "abcdefghijklmnopq", "x" * 32, "0123456789" * 4, "y" * 64,
            "0123456789" * 7, "z" * 128, "caf\u00e9 " * 30]
    g.add("farmhash", L.Hashing(num_bins=1_000_000), long)
    g.add("siphash", L.Hashing(num_bins=1_000_000, salt=[133, 137]), long)
    g.add("one_salt", L.Hashing(num_bins=100, salt=133), long)
    g.add("masked", L.Hashing(num_bins=5, mask_value=""), long)
    g.add("numbers", L.Hashing(num_bins=50), np.array([[1, 2, -3], [400000, 0, 7]], "int64"))
    g.add("one_hot", L.Hashing(num_bins=4, output_mode="one_hot"), [["a"], ["b"], ["c"]])
    g.add("multi_hot", L.Hashing(num_bins=4, output_mode="multi_hot"), [["a", "b"], ["b", "c"]])
    g.add("count", L.Hashing(num_bins=4, output_mode="count"), [["a", "a"], ["b", "c"]])
    g.save()
    g = Lookups("hashed_crossing")
    g.add("texts_and_numbers", L.HashedCrossing(num_bins=1000), np.array(["A", "B", "A", "B", ""]), np.array([101, 101, 101, 102, -5]))
    g.add("three", L.HashedCrossing(num_bins=50), np.array(["A", "B"]), np.array(["x", "y"]), np.array(["l\u00e4nge", "b"]))
    g.add("one_hot", L.HashedCrossing(num_bins=5, output_mode="one_hot"), np.array([1, 2, 3]), np.array([4, 4, 5]))
    g.save()


def categories():
    g = Lookups("category_encoding")
    ids = np.array([[3, 1], [0, 0], [1, 2]], "int32")
    for mode in ("one_hot", "multi_hot", "count"):
        g.add(mode, L.CategoryEncoding(num_tokens=4, output_mode=mode), ids)
        g.add(f"{mode}_vector", L.CategoryEncoding(num_tokens=4, output_mode=mode), ids[:, 0])
        g.add(f"{mode}_column", L.CategoryEncoding(num_tokens=4, output_mode=mode), ids[:, :1])
    g.add("count_weights", L.CategoryEncoding(num_tokens=4, output_mode="count"), ids, np.array([[0.1, 0.2], [0.3, 0.4], [1, 2]], "float32"))
    g.save()
    g = Lookups("discretization")
    x = np.array([[-1.5, 1.0], [3.4, 0.5], [0.0, 3.0]], "float32")
    for mode in ("int", "one_hot", "multi_hot", "count"):
        g.add(mode, L.Discretization(bin_boundaries=[0.0, 1.0, 2.0], output_mode=mode), x)
    many = np.random.default_rng(5).normal(size=(7, 60)).astype("float32")
    g.add("adapted", L.Discretization(num_bins=4), x, adapt=many[:1])
    g.add("adapted_coarse", L.Discretization(num_bins=5, epsilon=0.1), x, adapt=many)
    g.add("adapted_in_batches", L.Discretization(num_bins=4, epsilon=0.05), x, batches=[many[:3], many[3:5], many[5:]])
    g.add("adapted_few", L.Discretization(num_bins=3, epsilon=0.01), x, adapt=np.array([[1.0, 2, 3, 4, 5]], "float32"))
    g.save()


if __name__ == "__main__":
    normalization()
    image_layers()
    if keras.backend.backend() == "tensorflow":  # text is TensorFlow's on every back end
        lookups()
        text_vectorization()
        hashing()
        categories()
