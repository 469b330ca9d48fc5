"""Architectures of keras.applications: parameters, a digest of each configuration, and what three of them make of given weights.

With a second folder, whole configurations are written there, to look for a difference."""
import hashlib
import json
import pathlib
import struct
import sys

import numpy as np
from golden import Group

import keras
from keras import applications

NAMES = """ResNet50 ResNet101 ResNet152 ResNet50V2 ResNet101V2 ResNet152V2 VGG16 VGG19 MobileNet MobileNetV2 MobileNetV3Small MobileNetV3Large
DenseNet121 DenseNet169 DenseNet201 InceptionV3 InceptionResNetV2 Xception NASNetMobile NASNetLarge EfficientNetB0 EfficientNetB1 EfficientNetB2 EfficientNetB3
EfficientNetB4 EfficientNetB5 EfficientNetB6 EfficientNetB7 EfficientNetV2B0 EfficientNetV2B1 EfficientNetV2B2
EfficientNetV2B3 EfficientNetV2S EfficientNetV2M EfficientNetV2L ConvNeXtTiny ConvNeXtSmall ConvNeXtBase ConvNeXtLarge ConvNeXtXLarge""".split()
FORMS = {"classifier": {}, "features": {"include_top": False, "pooling": "avg", "input_shape": (96, 96, 3)}}


def essential(config):
    """Without shapes that layers were built for, what nested models were compiled with, and keywords of a call that say nothing."""
    if isinstance(config, dict):
        kept = {key: essential(value) for key, value in config.items() if key not in ("build_config", "compile_config")}
        if set(kept) == {"args", "kwargs"}:
            kept["kwargs"] = {key: value for key, value in kept["kwargs"].items() if value is not None and key != "training"}
        return kept
    return [essential(value) for value in config] if isinstance(config, (list, tuple)) else config


def canonical(value):
    """One text for one value in every language: sorted keys, and numbers as the bits of a double."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return struct.pack(">d", value).hex()
    return value if isinstance(value, str) else json.dumps(value)


def numbers(seed, shape):
    """From -1 to 1, the same in every language: a hash of position and seed."""
    with np.errstate(over="ignore"):
        h = np.arange(np.prod(shape, dtype=int), dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(seed) * np.uint32(0x85EBCA77)
        h = (h ^ h >> np.uint32(15)) * np.uint32(0x2C1B3C6D)
        h = (h ^ h >> np.uint32(12)) * np.uint32(0x297A2D39)
    return ((h ^ h >> np.uint32(15)) >> np.uint32(8)).reshape(shape) / 2.0**23 - 1


def weight(seed, path, shape):
    if len(shape) > 1:
        fan = np.prod(shape[:2] if "depthwise" in path else shape[:-1])
        return numbers(seed, shape) * np.sqrt(6 / fan)
    return 0.1 * numbers(seed, shape) + (1 if "gamma" in path or "variance" in path else 0)


def architectures(folder):
    random = keras.layers.Layer.add_weight

    def zeros(self, shape=None, initializer=None, **options):  # random numbers take minutes, and nobody reads them
        return random(self, shape=shape, initializer="zeros", **options)

    keras.layers.Layer.add_weight = zeros
    g = Group("applications", "architectures")
    for name in NAMES:
        for form, options in FORMS.items():
            with g.case(f"{name}_{form}") as case:
                model = getattr(applications, name)(weights=None, **options)
                config = essential(json.loads(json.dumps(keras.saving.serialize_keras_object(model)))["config"])
                case.fields.update(architecture=name, form=form, parameters=model.count_params(),
                                   trainable=int(sum(np.prod(w.shape) for w in model.trainable_weights)),
                                   digest=hashlib.sha256(canonical(config).encode()).hexdigest())
                if folder:
                    pathlib.Path(folder, f"{name}_{form}.json").write_text(json.dumps(config))
    g.save()
    keras.layers.Layer.add_weight = random


def outputs():
    g = Group("applications", "outputs")
    for name in "MobileNetV2", "ResNet50", "EfficientNetV2B0":
        with g.case(name) as case:
            model = getattr(applications, name)(weights=None, input_shape=(32, 32, 3), classes=10, classifier_activation=None)
            model.set_weights([weight(i + 1, w.path, w.shape) for i, w in enumerate(model.weights)])
            case.fields.update(architecture=name, tolerance=1e-5)
            case.fields["output"] = case.put("y", model(numbers(0, (2, 32, 32, 3)).astype("float32")))
    g.save()


architectures(*sys.argv[2:] or [None])
outputs()
