"""Golden numbers of the layers that are not recurrent."""
import numpy as np
from golden import Group, config
from layer_group import LayerGroup, ids, normal

import keras
from keras import layers as L

MASK_INSIDE = np.array([[1, 1, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1]], bool)
MASK_OTHER = np.array([[1, 0, 0, 1], [0, 0, 1, 1], [1, 1, 1, 0]], bool)


def dense():
    g = LayerGroup("dense")
    g.add("rank2", lambda: L.Dense(5), normal(4, 3))
    g.add("rank2_relu", lambda: L.Dense(17, activation="relu"), normal(4, 3))
    g.add("rank2_softmax", lambda: L.Dense(7, activation="softmax"), normal(6, 3))
    g.add("rank2_no_bias", lambda: L.Dense(5, use_bias=False, activation="tanh"), normal(4, 3))
    g.add("rank3", lambda: L.Dense(5, activation="sigmoid"), normal(2, 3, 4))
    g.add("rank3_gelu", lambda: L.Dense(1, activation="gelu"), normal(2, 3, 4))
    g.add("rank3_masked", lambda: L.Dense(2), normal(3, 4, 5), masks=[MASK_INSIDE])
    g.add("rank4_one_row", lambda: L.Dense(3, activation="elu"), normal(1, 2, 2, 4))
    g.save()


def conv2d():
    g = LayerGroup("conv2d")

    def add(name, shape, filters, size, **options):
        g.add(name, lambda: L.Conv2D(filters, size, **options), normal(*shape))

    add("valid", (2, 6, 6, 2), 3, 3)
    add("valid_odd", (1, 7, 5, 3), 4, 3)
    add("same", (2, 5, 6, 2), 3, 3, padding="same")
    add("same_even_kernel", (2, 5, 6, 2), 3, 4, padding="same")
    add("valid_strides", (2, 8, 7, 2), 3, 3, strides=2)
    add("same_strides", (2, 7, 8, 2), 3, 3, strides=2, padding="same")
    add("same_strides_above_kernel", (2, 7, 6, 2), 3, 1, strides=2, padding="same")
    add("strides_differ", (2, 8, 9, 2), 3, (3, 2), strides=(2, 3), padding="same")
    add("valid_dilation", (2, 8, 7, 2), 3, 3, dilation_rate=2)
    add("same_dilation", (2, 7, 6, 2), 3, 3, dilation_rate=(2, 3), padding="same")
    add("groups", (2, 5, 5, 4), 6, 3, groups=2)
    add("groups_same_strides", (2, 6, 7, 6), 3, 3, groups=3, padding="same", strides=2)
    add("depthwise_by_groups", (2, 5, 5, 4), 4, 3, groups=4, padding="same")
    add("no_bias", (2, 5, 5, 2), 3, 3, use_bias=False)
    add("relu", (2, 6, 6, 1), 5, 3, activation="relu")
    add("tanh_one_by_one", (2, 4, 3, 5), 2, 1, activation="tanh")
    add("kernel_covers_image", (3, 4, 5, 2), 6, (4, 5), activation="sigmoid")
    g.save()


def pooling():
    for name, layer in (("max_pooling2d", L.MaxPooling2D), ("average_pooling2d", L.AveragePooling2D)):
        g = LayerGroup(name)

        def add(case, shape, *args, **options):
            g.add(case, lambda: layer(*args, **options), normal(*shape))

        add("valid", (2, 6, 4, 3), 2)
        add("valid_drops_the_rest", (2, 7, 5, 3), (2, 2))
        add("valid_overlapping", (2, 7, 6, 2), 3, strides=2)
        add("valid_strides_differ", (2, 6, 8, 2), (3, 2), strides=(1, 3))
        add("valid_strides_above_pool", (2, 8, 7, 2), 2, strides=3)
        add("same", (2, 7, 5, 3), 2, padding="same")
        add("same_overlapping", (2, 7, 6, 2), 3, strides=2, padding="same")
        add("same_strides_one", (2, 4, 5, 2), (2, 3), strides=1, padding="same")
        add("whole_image", (3, 4, 5, 2), (4, 5))
        g.save()
    g = LayerGroup("global_average_pooling2d")
    g.add("default", lambda: L.GlobalAveragePooling2D(), normal(2, 3, 5, 4))
    g.add("keepdims", lambda: L.GlobalAveragePooling2D(keepdims=True), normal(2, 3, 5, 4))
    g.save()


def shapes():
    g = LayerGroup("flatten")
    g.add("rank4", lambda: L.Flatten(), normal(2, 3, 2, 4))
    g.add("rank2", lambda: L.Flatten(), normal(3, 4))
    g.add("rank1", lambda: L.Flatten(), normal(3))
    g.save()
    g = LayerGroup("reshape")
    g.add("explicit", lambda: L.Reshape((4, 3)), normal(2, 3, 4))
    g.add("unknown_first", lambda: L.Reshape((-1, 6)), normal(2, 3, 4))
    g.add("unknown_last", lambda: L.Reshape((2, 2, -1)), normal(2, 12))
    g.add("one_axis", lambda: L.Reshape((-1,)), normal(2, 3, 2, 2))
    g.save()


def pointwise():
    g = LayerGroup("dropout")
    g.add("inference", lambda: L.Dropout(0.4, seed=3), normal(3, 5))
    g.add("rate_zero_training", lambda: L.Dropout(0.0), normal(3, 5), training=True)
    g.add("inference_masked", lambda: L.Dropout(0.5, noise_shape=(None, 1, 2)), normal(3, 4, 2), masks=[MASK_INSIDE])
    g.save()
    names = ("linear relu relu6 leaky_relu elu selu celu sigmoid tanh softmax log_softmax softplus softsign silu swish gelu "
             "hard_sigmoid hard_silu hard_swish mish exponential log_sigmoid hard_tanh tanh_shrink soft_shrink hard_shrink "
             "squareplus sparse_plus sparse_sigmoid sparsemax glu").split()
    g = LayerGroup("activation")
    for name in names:
        g.add(name, lambda: L.Activation(name), normal(4, 8, scale=2.5))
    extreme = np.array([[-100, -40, -12, -1e-3], [1e-3, 12, 40, 80]], "float32")
    for name in "elu selu sigmoid tanh softmax log_softmax softplus silu gelu mish log_sigmoid".split():
        g.add(f"{name}_extreme", lambda: L.Activation(name), extreme)
    g.add("relu_masked", lambda: L.Activation("relu"), normal(3, 4, 2), masks=[MASK_INSIDE])
    g.save()
    g = LayerGroup("re_lu")
    for name, options in {"default": {}, "max_value": {"max_value": 1.0}, "negative_slope": {"negative_slope": 0.2},
                          "threshold": {"threshold": 0.5},
                          "all": {"max_value": 1.5, "negative_slope": 0.1, "threshold": 0.25}}.items():
        g.add(name, lambda: L.ReLU(**options), normal(4, 9, scale=1.5))
    g.save()
    g = LayerGroup("softmax")
    g.add("last_axis", lambda: L.Softmax(), normal(3, 5, scale=2))
    g.add("axis_1", lambda: L.Softmax(axis=1), normal(2, 4, 3, scale=2))
    g.add("two_axes", lambda: L.Softmax(axis=[1, 2]), normal(2, 4, 3, scale=2))
    g.save()
    g = LayerGroup("rescaling")
    g.add("scale", lambda: L.Rescaling(1 / 255.0), normal(2, 5, scale=100))
    g.add("offset", lambda: L.Rescaling(1 / 127.5, offset=-1.0), normal(2, 3, 3, 1, scale=100))
    g.add("bytes", lambda: L.Rescaling(1 / 255.0), lambda case: case.random.integers(0, 256, (2, 3, 3, 1)).astype("uint8"))
    g.add("per_channel", lambda: L.Rescaling([0.1, 0.2, 0.3], offset=[1.0, 2.0, 3.0]), normal(2, 4, 3))
    g.save()


def batch_normalization():
    g = LayerGroup("batch_normalization")

    def add(name, shape, training, masks=None, **options):
        g.add(name, lambda: L.BatchNormalization(**options), normal(*shape, scale=2), training=training, masks=masks)

    add("rank2_training", (6, 4), True)
    add("rank2_inference", (6, 4), False)
    add("rank3_training", (3, 4, 5), True)
    add("rank4_training", (2, 3, 4, 3), True)
    add("rank4_inference", (2, 3, 4, 3), False)
    add("no_center", (6, 4), True, center=False)
    add("no_scale", (6, 4), True, scale=False)
    add("neither", (2, 3, 3, 2), True, center=False, scale=False)
    add("neither_inference", (5, 3), False, center=False, scale=False)
    add("momentum_epsilon", (6, 4), True, momentum=0.7, epsilon=0.05)
    add("axis_1", (2, 3, 4, 3), True, axis=1)
    add("masked_training", (3, 4, 2), True, masks=[MASK_INSIDE])
    add("masked_inference", (3, 4, 2), False, masks=[MASK_INSIDE])
    add("frozen_training", (6, 4), True, trainable=False)
    g.save()


def layer_normalization():
    g = LayerGroup("layer_normalization")

    def add(name, shape, masks=None, **options):
        g.add(name, lambda: L.LayerNormalization(**options), normal(*shape, scale=2), masks=masks)

    add("rank2", (4, 7))
    add("rank3", (2, 3, 5))
    add("rank3_masked", (3, 4, 5), masks=[MASK_INSIDE])
    add("axis_1", (2, 4, 3), axis=1)
    add("two_axes", (2, 4, 3), axis=[1, 2])
    add("last_two_of_four", (2, 3, 4, 2), axis=[-2, -1])
    add("no_center", (4, 7), center=False)
    add("no_scale", (4, 7), scale=False)
    add("neither", (4, 7), center=False, scale=False)
    add("epsilon", (4, 7), epsilon=0.1)
    g.save()


def embedding():
    g = LayerGroup("embedding")
    repeated = np.array([[1, 4, 1], [0, 5, 5]], "int32")
    g.add("rank2", lambda: L.Embedding(9, 4), ids(9, 3, 5))
    g.add("rank1", lambda: L.Embedding(6, 3), ids(6, 7))
    g.add("repeated", lambda: L.Embedding(6, 2), repeated)
    g.add("mask_zero", lambda: L.Embedding(6, 3, mask_zero=True), np.array([[0, 2, 0, 5], [3, 1, 0, 0]], "int32"))
    g.add("float_ids", lambda: L.Embedding(6, 2), repeated.astype("float32"))
    g.save()


def reversible_embedding():
    g = LayerGroup("reversible_embedding")
    g.add("there", lambda: L.ReversibleEmbedding(9, 4), ids(9, 3, 5))
    g.add("there_masked", lambda: L.ReversibleEmbedding(6, 3, mask_zero=True, tie_weights=False), np.array([[0, 2, 0, 5], [3, 1, 0, 0]], "int32"))
    g.add("back", lambda: L.ReversibleEmbedding(9, 4), normal(3, 5, 4), reverse=True)
    g.add("back_untied", lambda: L.ReversibleEmbedding(7, 3, tie_weights=False), normal(2, 3), reverse=True)
    g.add("back_capped", lambda: L.ReversibleEmbedding(9, 4, logit_soft_cap=0.1), normal(2, 3, 4, scale=3.0), reverse=True)
    g.save()


def merging():
    g = LayerGroup("add")
    g.add("two", lambda: L.Add(), normal(3, 4), normal(3, 4))
    g.add("three", lambda: L.Add(), normal(2, 3, 4), normal(2, 3, 4), normal(2, 3, 4))
    g.add("broadcast", lambda: L.Add(), normal(2, 3, 4), normal(2, 1, 4))
    g.add("broadcast_both", lambda: L.Add(), normal(2, 3, 1), normal(2, 1, 4))
    g.add("ranks_differ", lambda: L.Add(), normal(2, 3, 4), normal(2, 4))
    g.add("masked", lambda: L.Add(), normal(3, 4, 2), normal(3, 4, 2), masks=[MASK_INSIDE, MASK_OTHER])
    g.add("one_masked", lambda: L.Add(), normal(3, 4, 2), normal(3, 4, 2), masks=[MASK_INSIDE, None])
    g.save()
    g = LayerGroup("concatenate")
    g.add("last_axis", lambda: L.Concatenate(), normal(3, 2), normal(3, 4))
    g.add("three", lambda: L.Concatenate(), normal(2, 3, 1), normal(2, 3, 2), normal(2, 3, 3))
    g.add("axis_1", lambda: L.Concatenate(axis=1), normal(2, 3, 2), normal(2, 1, 2))
    g.add("axis_minus_2", lambda: L.Concatenate(axis=-2), normal(2, 2, 3, 2), normal(2, 2, 1, 2))
    g.add("masked", lambda: L.Concatenate(), normal(3, 4, 2), normal(3, 4, 1), masks=[MASK_INSIDE, MASK_OTHER])
    g.add("axis_1_masked", lambda: L.Concatenate(axis=1), normal(3, 4, 2), normal(3, 4, 2), masks=[MASK_INSIDE, MASK_OTHER])
    g.save()


def input_layer():
    g = Group("layers", "input_layer")
    for name, options in {"shape": {"shape": (3,)}, "unknown_time": {"shape": (None, 4), "name": "steps"},
                          "batch_size": {"shape": (28, 28, 1), "batch_size": 8},
                          "integers": {"shape": (5,), "dtype": "int32"}, "scalar": {"shape": ()}}.items():
        with g.case(name) as case:
            case.fields.update(class_name="InputLayer", config=config(L.InputLayer(**options)), tolerance=0.0)
    g.save()


dense()
conv2d()
pooling()
shapes()
pointwise()
batch_normalization()
layer_normalization()
embedding()
reversible_embedding()
merging()
input_layer()
