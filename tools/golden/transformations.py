"""Golden numbers of what layers make of images once all is drawn: the drawn numbers are given to Keras, and stand beside its answer."""
import numpy as np
from golden import Group, config

import keras
from keras import layers as L

tensor = keras.ops.convert_to_tensor


def bytes_of(case, *shape):
    return case.random.integers(0, 256, shape).astype("float32")


class Transformations(Group):
    def __init__(self, name):
        super().__init__("transformations", name)

    def add(self, name, make, answer, tolerance=1e-5):
        """`answer` of the case and the layer gives two dicts of arrays: what was given, and what came of it."""
        with self.case(name) as case:
            layer = make()
            given, made = answer(case, layer)
            f = case.fields
            f.update(class_name=type(layer).__name__, config=config(layer), tolerance=tolerance)
            f["arrays"] = {role: {key: case.put(f"{role}_{key}", a) for key, a in arrays.items()} for role, arrays in (("given", given), ("made", made))}


def erasing(case, layer):
    """The rectangle of the second image lies partly outside, that of the third is empty, and the fourth image isn't chosen."""
    x = case.uniform(0, 255, 4, 5, 6, 3)
    box = np.array([[1, 0.5, 2, 0], [4, 7, 2, 3.5], [0, -1.5, 1, 1], [3, 4, 1, 5]], "float32")  # x0, x1, y0, y1 by row
    fill = layer._get_fill_value(tensor(x), x.shape, None)
    masks = layer._generate_batch_mask(x.shape, tuple(tensor(side) for side in box))
    chosen = np.array([True, True, True, False])
    y = layer.transform_images(tensor(x), {"apply_erasing": tensor(chosen), "batch_masks": masks, "fill_value": fill})
    return {"images": x, "box": box, "chosen": chosen}, {"images": y}


def cropped(rows, columns):
    """Images that aren't larger both ways: nothing is drawn then."""
    def answer(case, layer):
        x = case.uniform(0, 1, 2, rows, columns, 2)
        return {"images": x}, {"images": layer.transform_images(tensor(x), layer.get_random_transformation(tensor(x)))}
    return answer


def perspective(case, layer):
    x = case.uniform(0, 1, 3, 5, 7, 2)
    by = case.uniform(-0.5, 0.5, 3, 4, 2)
    corners = np.array([[[0, 0], [6, 0], [0, 4], [6, 4]]] * 3, "float32")
    y = layer.transform_images(tensor(x), {"apply_perspective": tensor(np.array([True, True, False])), "start_points": tensor(corners),
                                           "end_points": tensor(corners + corners * by)})
    return {"images": x, "by": by, "chosen": np.array([True, True, False])}, {"images": y}


def shears(case, layer):
    x = case.uniform(0, 1, 2, 5, 7, 2)
    factors = np.array([[layer.x_factor[0], layer.y_factor[0]]] * 2, "float32")
    return {"images": x}, {way: layer.transform_images(tensor(x), {"shear_factor": tensor(sign * factors)}) for way, sign in (("one", 1), ("other", -1))}


def hues(case, layer):
    x = case.uniform(0.05 * layer.value_range[1], 0.95 * layer.value_range[1], 2, 3, 4, 3)
    return {"images": x}, {way: layer.transform_images(tensor(x), {"factor": tensor(np.full(2, sign * layer.factor[0] * 0.5, "float32"))})
                           for way, sign in (("one", 1), ("other", -1))}


def solarized(case, layer):
    x = case.uniform(*layer.value_range, 3, 3, 4, 2)
    additions, thresholds = case.uniform(0, 60, 3, 1, 1, 1), case.uniform(60, 200, 3, 1, 1, 1)
    y = layer.transform_images(tensor(x), {"additions": tensor(additions), "thresholds": tensor(thresholds)})
    return {"images": x, "additions": additions[:, 0, 0, 0], "thresholds": thresholds[:, 0, 0, 0]}, {"images": y}


def elastic(case, layer):
    """By noise that is given: each back end draws it by a function of its own, once for columns and once for rows."""
    x = case.uniform(0, 1, 2, 24, 30, 2)
    noise = case.normal(2, 24, 30, 2)
    scale = np.float32(layer.scale[0])
    draws = iter((noise[..., 1], noise[..., 0]))

    def drawn(*args, **kwargs):
        return tensor(next(draws))

    owner, name = normal_of[keras.backend.backend()]()
    real = getattr(owner, name)
    setattr(owner, name, drawn)
    try:
        chosen = np.array([True, False])
        y = layer.transform_images(tensor(x), {"apply_transform": tensor(chosen), "distortion_factor": tensor(scale), "seed": 3})
    finally:
        setattr(owner, name, real)
    return {"images": x, "noise": noise, "scale": scale, "chosen": chosen}, {"images": y}


def jax_normal():
    import jax
    return jax.random, "normal"


def tensorflow_normal():
    import tensorflow as tf
    return tf.random, "stateless_normal"


def torch_normal():
    import torch
    return torch, "normal"


normal_of = {"jax": jax_normal, "tensorflow": tensorflow_normal, "torch": torch_normal}


def labels_of(case):
    return case.probabilities(4, 3)


def mixed(case, layer, given, transformation):
    """What `transform_images` and `transform_labels` make of a batch of four."""
    x, labels = case.uniform(0, 1, 4, 5, 6, 3), labels_of(case)
    order = np.array([2, 0, 3, 1], "int32")
    transformation = {"permutation_order": tensor(order), **transformation(x.shape)}
    return ({"images": x, "labels": labels, "order": order, **given},
            {"images": layer.transform_images(tensor(x), transformation), "labels": layer.transform_labels(tensor(labels), transformation)})


def mix_up(case, layer):
    own = np.array([0.25, 1, 0, 0.8], "float32")
    return mixed(case, layer, {"own": own}, lambda shape: {"mix_weight": tensor(own)})


def cut_mix(case, layer):
    box = np.array([[1, 0.5, 2, 0], [4, 3.5, 2, 6], [0, 1.5, 1, 0], [3, 4, 1, 5]], "float32")  # x0, x1, y0, y1 by row

    def transformation(shape):
        masks, weight = layer._generate_batch_mask(shape, tuple(tensor(side) for side in box))
        return {"batch_masks": masks, "mix_weight": weight}

    return mixed(case, layer, {"box": box}, transformation)


POLICY = ["random_shear", "random_translation", "random_rotation", "random_posterization", "solarization", "auto_contrast", "equalization",
          "random_brightness", "random_color_degeneration", "random_contrast", "random_sharpness"]


def by_policy(*numbers):
    """Layers by their numbers, whose factors leave nothing to chance but for those of shear, solarization and contrast."""
    def answer(case, layer):
        x = bytes_of(case, 2, 8, 9, 3)
        transforms = {name: getattr(layer, name).get_random_transformation(tensor(x)) for name in layer._AUGMENT_LAYERS}
        indices = [layer._AUGMENT_LAYERS.index(POLICY[number]) for number in numbers]
        y = layer.transform_images(tensor(x), {"layer_idxes": indices, "transforms": transforms})
        return {"images": x, "numbers": np.array(numbers, "int32")}, {"images": y}
    return answer


def in_chains(*chains):
    def answer(case, layer):
        x = bytes_of(case, 2, 8, 9, 3)
        shares, own = case.probabilities(len(chains)), np.float32(0.3)
        transforms = [[{"layer_name": POLICY[number], "transformation": getattr(layer, POLICY[number]).get_random_transformation(tensor(x))}
                       for number in chain if number < len(POLICY)] for chain in chains]
        y = layer.transform_images(tensor(x), {"chain_mixing_weights": tensor(shares), "weight_sample": tensor(own), "chain_transforms": transforms})
        return {"images": x, "numbers": np.array(chains, "int32"), "shares": shares, "own": own}, {"images": y}
    return answer


def group(name, *cases):
    g = Transformations(name)
    for case in cases:
        g.add(*case)
    g.save()


group("random_erasing",
      ("a_number", lambda: L.RandomErasing(fill_value=7.5), erasing),
      ("a_colour", lambda: L.RandomErasing(fill_value=(3.5, 300, -7), value_range=(0, 255)), erasing))
group("random_crop",
      ("narrower", lambda: L.RandomCrop(6, 6), cropped(11, 4)),
      ("lower", lambda: L.RandomCrop(6, 4), cropped(5, 9)),
      ("smaller", lambda: L.RandomCrop(6, 4), cropped(3, 3)),
      ("of_that_size", lambda: L.RandomCrop(3, 4), cropped(3, 4)))
group("random_perspective",
      ("bilinear", lambda: L.RandomPerspective(fill_value=0.5), perspective, 2e-4),
      ("nearest", lambda: L.RandomPerspective(interpolation="nearest"), perspective))
group("random_elastic_transform",
      ("bilinear", lambda: L.RandomElasticTransform(scale=(1.0, 1.0), value_range=(0, 1)), elastic, 1e-4),
      ("constant", lambda: L.RandomElasticTransform(scale=(0.8, 0.8), fill_mode="constant", fill_value=0.5, value_range=(0.1, 0.9)), elastic, 1e-4),
      ("nearest", lambda: L.RandomElasticTransform(scale=(1.0, 1.0), interpolation="nearest", fill_mode="wrap"), elastic))
group("random_shear",
      ("both", lambda: L.RandomShear((0.2, 0.2), (0.3, 0.3)), shears),
      ("constant", lambda: L.RandomShear((0.4, 0.4), (0.0, 0.0), fill_mode="constant", fill_value=0.25, interpolation="nearest"), shears))
group("random_hue",
      ("bytes", lambda: L.RandomHue((0.3, 0.3)), hues),
      ("of_one", lambda: L.RandomHue((0.7, 0.7), value_range=(0, 1)), hues))
group("solarization",
      ("bytes", lambda: L.Solarization(), solarized),
      ("of_one", lambda: L.Solarization(value_range=(0, 1)), solarized))
group("mix_up", ("four", lambda: L.MixUp(), mix_up))
group("cut_mix", ("four", lambda: L.CutMix(), cut_mix))
group("rand_augment",
      *((POLICY[number], lambda: L.RandAugment(factor=(0.3, 0.3), num_ops=1), by_policy(number)) for number in (1, 2, 3, 5, 6, 7, 8, 10)),
      ("solarization", lambda: L.RandAugment(factor=(0.0, 0.0), num_ops=1), by_policy(4)),
      ("three", lambda: L.RandAugment(factor=(0.3, 0.3), num_ops=3, interpolation="nearest"), by_policy(10, 1, 10)),
      ("within", lambda: L.RandAugment(factor=(0.2, 0.2), value_range=(50, 200)), by_policy(2, 7)))
group("aug_mix",
      ("chains", lambda: L.AugMix(factor=(0.3, 0.3)), in_chains((1, 7, 11), (11, 2, 3))),
      ("one", lambda: L.AugMix(factor=(0.3, 0.3), num_chains=1, chain_depth=2), in_chains((10, 8))))
