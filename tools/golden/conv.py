"""Golden numbers of convolutions, poolings and the layers that move images about. Conv2D and 2-D pooling are in layers.py."""
import numpy as np
from layer_group import LayerGroup, normal

from keras import layers as L

SIZES = {1: (7,), 2: (7, 6), 3: (4, 5, 3)}


def images(axes, channels, batch=2):
    return (batch, *SIZES[axes], channels)


def group(name, layer, cases):
    g = LayerGroup(name)
    for case, (shape, args, options) in cases.items():
        call = {key: options.pop(key) for key in ("training", "masks") if key in options}
        g.add(case, lambda: layer(*args, **options), normal(*shape), **call)
    g.save()


def convolutions():
    group("conv1d", L.Conv1D, {
        "valid": (images(1, 2), (3, 3), {}),
        "same_strides": (images(1, 3), (4, 3), {"strides": 2, "padding": "same"}),
        "causal": (images(1, 2), (3, 3), {"padding": "causal", "dilation_rate": 2}),
        "causal_strides": (images(1, 2), (3, 2), {"padding": "causal", "strides": 3}),
        "groups_no_bias": (images(1, 4), (6, 2), {"groups": 2, "use_bias": False, "activation": "relu"}),
        "channels_first": ((2, 3, 7), (2, 3), {"data_format": "channels_first"}),
    })
    group("conv2d_first", L.Conv2D, {
        "channels_first": ((2, 3, 6, 5), (2, 3), {"data_format": "channels_first", "activation": "relu"}),
    })
    group("conv3d", L.Conv3D, {
        "valid": (images(3, 2, 1), (3, 2), {}),
        "same_strides": (images(3, 2, 1), (2, (2, 3, 1)), {"strides": (1, 2, 2), "padding": "same", "activation": "tanh"}),
        "dilation": ((1, 4, 5, 4, 1), (2, 2), {"dilation_rate": (1, 2, 3)}),
        "groups": (images(3, 4, 1), (4, 2), {"groups": 2, "padding": "same"}),
    })


def transposed():
    group("conv1d_transpose", L.Conv1DTranspose, {
        "valid": (images(1, 2), (3, 3), {"strides": 2}),
        "valid_strides_above_kernel": (images(1, 2), (3, 2), {"strides": 3}),
        "valid_output_padding": (images(1, 2), (3, 3), {"strides": 2, "output_padding": 1}),
        "same": (images(1, 3), (2, 4), {"strides": 3, "padding": "same"}),
        "same_output_padding": (images(1, 2), (3, 4), {"strides": 3, "padding": "same", "output_padding": 1}),
        "same_output_padding_zero": (images(1, 2), (3, 3), {"strides": 2, "padding": "same", "output_padding": 0}),
        "dilation": (images(1, 2), (3, 3), {"dilation_rate": 2}),
    })
    group("conv2d_transpose", L.Conv2DTranspose, {
        "valid": (images(2, 2), (3, (3, 2)), {"activation": "relu"}),
        "same_strides": (images(2, 2), (3, 3), {"strides": (2, 3), "padding": "same"}),
        "same_one_by_one": ((1, 3, 4, 2), (3, 1), {"strides": 2, "padding": "same"}),
        "same_output_padding": ((1, 3, 4, 2), (2, (3, 4)), {"strides": 2, "padding": "same", "output_padding": (1, 0)}),
        "no_bias": ((1, 3, 4, 2), (2, 5), {"strides": 2, "use_bias": False}),
        "channels_first": ((1, 2, 3, 4), (3, 3), {"strides": 2, "padding": "same", "data_format": "channels_first"}),
    })
    group("conv3d_transpose", L.Conv3DTranspose, {
        "valid": ((1, 2, 3, 2, 2), (2, 2), {"strides": 2}),
        "same": ((1, 2, 3, 2, 2), (2, (3, 2, 3)), {"strides": (1, 2, 2), "padding": "same"}),
        "output_padding": ((1, 2, 2, 2, 1), (2, 3), {"strides": 2, "padding": "same", "output_padding": 1}),
    })


def separable():
    group("depthwise_conv1d", L.DepthwiseConv1D, {
        "valid": (images(1, 3), (3,), {}),
        "multiplier_same_strides": (images(1, 3), (3,), {"depth_multiplier": 2, "strides": 2, "padding": "same", "activation": "relu"}),
        "dilation_no_bias": (images(1, 2), (2,), {"dilation_rate": 3, "use_bias": False}),
    })
    group("depthwise_conv2d", L.DepthwiseConv2D, {
        "valid": (images(2, 3), (3,), {}),
        "same_strides": (images(2, 3), (3,), {"strides": 2, "padding": "same", "activation": "relu6"}),
        "multiplier": (images(2, 2), ((2, 3),), {"depth_multiplier": 3}),
        "dilation_no_bias": (images(2, 2), (3,), {"dilation_rate": 2, "use_bias": False, "padding": "same"}),
        "channels_first": ((2, 3, 6, 5), (3,), {"data_format": "channels_first", "depth_multiplier": 2}),
    })
    group("separable_conv1d", L.SeparableConv1D, {
        "valid": (images(1, 3), (4, 3), {}),
        "multiplier_same_strides": (images(1, 3), (4, 3), {"depth_multiplier": 2, "strides": 2, "padding": "same", "activation": "relu"}),
    })
    group("separable_conv2d", L.SeparableConv2D, {
        "valid": (images(2, 3), (4, 3), {}),
        "multiplier_same_strides": (images(2, 2), (3, 3), {"depth_multiplier": 2, "strides": 2, "padding": "same"}),
        "dilation_no_bias": (images(2, 2), (3, 2), {"dilation_rate": 2, "use_bias": False, "activation": "relu"}),
        "channels_first": ((2, 3, 6, 5), (2, 3), {"data_format": "channels_first"}),
    })


def poolings():
    for kind in "Max", "Average":
        pooling = {axes: getattr(L, f"{kind}Pooling{axes}D") for axes in (1, 2, 3)}
        name = kind.lower()
        group(f"{name}_pooling1d", pooling[1], {
            "valid": (images(1, 3), (2,), {}),
            "same_overlapping": ((2, 8, 2), (3,), {"strides": 2, "padding": "same"}),
            "channels_first": ((2, 3, 7), (2,), {"data_format": "channels_first"}),
        })
        group(f"{name}_pooling2d_first", pooling[2], {
            "channels_first": ((2, 3, 6, 5), (2,), {"data_format": "channels_first"}),
        })
        group(f"{name}_pooling3d", pooling[3], {
            "valid": (images(3, 2), (2,), {}),
            "same": (images(3, 2, 1), ((2, 3, 1),), {"strides": (1, 2, 2), "padding": "same"}),
        })
        for axes in 1, 2, 3:
            layer = getattr(L, f"Global{kind}Pooling{axes}D")
            cases = {"keepdims": (images(axes, 3), (), {"keepdims": True}),
                     "channels_first": ((2, 3, *SIZES[axes]), (), {"data_format": "channels_first"})}
            if (kind, axes) != ("Average", 2):
                cases["default"] = (images(axes, 3), (), {})
            if (kind, axes) == ("Average", 1):
                cases["masked"] = ((3, 4, 2), (), {"masks": [np.array([[1, 1, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1]], bool)]})
            group(f"global_{name}_pooling{axes}d" + ("_more" if (kind, axes) == ("Average", 2) else ""), layer, cases)
            adaptive = getattr(L, f"Adaptive{kind}Pooling{axes}D")
            group(f"adaptive_{name}_pooling{axes}d", adaptive, {
                "uneven": (images(axes, 2), ((3, 4, 2)[:axes] if axes > 1 else 3,), {}),
                "even_first": ((2, 2, 4, 6, 4)[:axes + 2], (2,), {"data_format": "channels_first"}),
            })


def moving():
    group("zero_padding1d", L.ZeroPadding1D, {
        "one": (images(1, 2), (2,), {}), "two": (images(1, 2), ((0, 3),), {}),
        "channels_first": ((2, 2, 5), (1,), {"data_format": "channels_first"})})
    group("zero_padding2d", L.ZeroPadding2D, {
        "one": (images(2, 2), (2,), {}), "two": (images(2, 2), ((0, 3),), {}), "four": (images(2, 2), (((0, 1), (2, 0)),), {}),
        "channels_first": ((2, 2, 4, 3), (1,), {"data_format": "channels_first"})})
    group("zero_padding3d", L.ZeroPadding3D, {
        "default": (images(3, 2, 1), (), {}), "six": (images(3, 2, 1), (((0, 1), (2, 0), (1, 1)),), {})})
    group("cropping1d", L.Cropping1D, {"default": (images(1, 2), (), {}), "two": (images(1, 2), ((0, 3),), {})})
    group("cropping2d", L.Cropping2D, {
        "one": (images(2, 2), (1,), {}), "two": (images(2, 2), ((0, 2),), {}), "four": (images(2, 2), (((0, 1), (2, 0)),), {}),
        "channels_first": ((2, 2, 4, 5), (((1, 0), (0, 2)),), {"data_format": "channels_first"})})
    group("cropping3d", L.Cropping3D, {
        "default": (images(3, 2, 1), (), {}), "six": (images(3, 2, 1), (((0, 1), (2, 0), (1, 1)),), {})})
    group("up_sampling1d", L.UpSampling1D, {"default": (images(1, 2), (), {}), "three": (images(1, 2), (3,), {})})
    group("up_sampling2d", L.UpSampling2D, {
        "default": ((1, 3, 4, 2), (), {}),
        "differ": ((1, 3, 4, 2), ((3, 1),), {}),
        "bilinear": ((1, 3, 4, 2), ((2, 3),), {"interpolation": "bilinear"}),
        "bicubic": ((1, 3, 4, 1), (2,), {"interpolation": "bicubic"}),
        "lanczos3": ((1, 5, 4, 1), (2,), {"interpolation": "lanczos3"}),
        "lanczos5": ((1, 5, 4, 1), (3,), {"interpolation": "lanczos5"}),
        "channels_first": ((1, 2, 3, 4), (2,), {"data_format": "channels_first", "interpolation": "bilinear"})})
    group("up_sampling3d", L.UpSampling3D, {"default": ((1, 2, 3, 2, 2), (), {}), "differ": ((1, 2, 3, 2, 2), ((1, 2, 3),), {})})
    group("permute", L.Permute, {"three": ((2, 3, 4, 2), ((3, 1, 2),), {}), "two": ((2, 3, 4), ((2, 1),), {})})
    group("repeat_vector", L.RepeatVector, {"three": ((2, 4), (3,), {})})


convolutions()
transposed()
separable()
poolings()
moving()
