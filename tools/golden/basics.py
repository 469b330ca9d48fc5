"""Golden numbers of merging layers, activations with options, noise, and the rarer normalizations."""
import numpy as np
from layer_group import LayerGroup, normal

from keras import layers as L

MASK_INSIDE = np.array([[1, 1, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1]], bool)
MASK_OTHER = np.array([[1, 0, 0, 1], [0, 0, 1, 1], [1, 1, 1, 0]], bool)


def merging():
    for name, layer in {"subtract": L.Subtract, "multiply": L.Multiply, "average": L.Average, "maximum": L.Maximum,
                        "minimum": L.Minimum}.items():
        g = LayerGroup(name)
        g.add("two", lambda: layer(), normal(3, 4), normal(3, 4))
        if layer is not L.Subtract:
            g.add("three", lambda: layer(), normal(2, 3, 4), normal(2, 3, 4), normal(2, 3, 4))
        g.add("broadcast_both", lambda: layer(), normal(2, 3, 1), normal(2, 1, 4))
        g.add("ranks_differ", lambda: layer(), normal(2, 3, 4), normal(2, 4))
        g.add("masked", lambda: layer(), normal(3, 4, 2), normal(3, 4, 2), masks=[MASK_INSIDE, MASK_OTHER])
        g.add("one_masked", lambda: layer(), normal(3, 4, 2), normal(3, 4, 2), masks=[MASK_INSIDE, None])
        g.save()
    g = LayerGroup("dot")
    g.add("vectors", lambda: L.Dot(axes=1), normal(3, 4), normal(3, 4))
    g.add("matrices", lambda: L.Dot(axes=(1, 2)), normal(2, 3, 5), normal(2, 4, 3))
    g.add("one_axis", lambda: L.Dot(axes=1), normal(2, 3, 5), normal(2, 3, 4))
    g.add("negative", lambda: L.Dot(axes=-1), normal(2, 3, 5), normal(2, 4, 5))
    g.add("matrix_vector", lambda: L.Dot(axes=(2, 1)), normal(2, 3, 5), normal(2, 5))
    g.add("vector_matrix", lambda: L.Dot(axes=(1, 2)), normal(2, 5), normal(2, 3, 5))
    g.add("rank4", lambda: L.Dot(axes=(2, 1)), normal(2, 3, 4, 2), normal(2, 4, 3))
    g.add("cosine", lambda: L.Dot(axes=1, normalize=True), normal(3, 4), normal(3, 4))
    g.add("cosine_matrices", lambda: L.Dot(axes=(1, 2), normalize=True), normal(2, 3, 5), normal(2, 4, 3))
    g.add("masked", lambda: L.Dot(axes=2), normal(3, 4, 2), normal(3, 4, 2), masks=[MASK_INSIDE, MASK_OTHER])
    g.save()


def activations():
    g = LayerGroup("leaky_re_lu")
    g.add("default", lambda: L.LeakyReLU(), normal(4, 9))
    g.add("slope", lambda: L.LeakyReLU(negative_slope=0.05), normal(3, 4, 2), masks=[MASK_INSIDE])
    g.save()
    g = LayerGroup("elu")
    g.add("default", lambda: L.ELU(), normal(4, 9))
    g.add("alpha", lambda: L.ELU(alpha=0.4), normal(3, 4, 2), masks=[MASK_INSIDE])
    g.save()
    g = LayerGroup("p_re_lu")
    g.add("default", lambda: L.PReLU(), normal(4, 9))
    g.add("images", lambda: L.PReLU(), normal(2, 3, 2, 4))
    g.add("shared", lambda: L.PReLU(shared_axes=[1, 2]), normal(2, 3, 2, 4))
    g.add("shared_one", lambda: L.PReLU(shared_axes=1, alpha_initializer="ones", alpha_regularizer="l1"), normal(3, 4, 2), masks=[MASK_INSIDE])
    g.save()
    g = LayerGroup("softmax_masked")
    g.add("rank2", lambda: L.Softmax(), normal(3, 4, scale=2), masks=[MASK_INSIDE])
    g.add("all_hidden", lambda: L.Softmax(), normal(2, 4, scale=2), masks=[np.array([[0, 0, 0, 0], [1, 0, 1, 1]], bool)])
    g.add("rank3_axis_1", lambda: L.Softmax(axis=1), normal(2, 3, 4, scale=2), masks=[MASK_INSIDE])
    g.add("two_axes", lambda: L.Softmax(axis=[1, 2]), normal(2, 3, 4, scale=2), masks=[MASK_INSIDE])
    g.save()
    g = LayerGroup("identity")
    g.add("one", lambda: L.Identity(), normal(3, 4, 2), masks=[MASK_INSIDE])
    g.save()
    g = LayerGroup("activity_regularization")
    g.add("both", lambda: L.ActivityRegularization(l1=0.1, l2=0.3), normal(3, 4, 2), masks=[MASK_INSIDE])
    g.save()


def noise():
    for name, layer, shape in (("spatial_dropout1d", L.SpatialDropout1D, (3, 4, 2)), ("spatial_dropout2d", L.SpatialDropout2D, (2, 3, 4, 2)),
                               ("spatial_dropout3d", L.SpatialDropout3D, (2, 3, 4, 2, 2))):
        g = LayerGroup(name)
        g.add("inference", lambda: layer(0.4, seed=3), normal(*shape), masks=[MASK_INSIDE] if len(shape) == 3 else None)
        g.add("rate_zero_training", lambda: layer(0.0), normal(*shape), training=True)
        if len(shape) > 3:
            g.add("channels_first", lambda: layer(0.3, data_format="channels_first"), normal(*shape))
        g.save()
    for name, layer, options in (("gaussian_noise", L.GaussianNoise, {}), ("gaussian_dropout", L.GaussianDropout, {}),
                                 ("alpha_dropout", L.AlphaDropout, {"noise_shape": (None, 1, 2)})):
        g = LayerGroup(name)
        g.add("inference", lambda: layer(0.4, seed=3, **options), normal(3, 4, 2), masks=[MASK_INSIDE])
        g.add("zero_training", lambda: layer(0.0), normal(3, 5), training=True)
        g.save()


def normalization():
    g = LayerGroup("group_normalization")

    def add(name, shape, masks=None, **options):
        g.add(name, lambda: L.GroupNormalization(**options), normal(*shape, scale=2), masks=masks)

    add("rank2", (3, 6), groups=3)
    add("images", (2, 3, 4, 6), groups=2)
    add("masked", (3, 4, 4), masks=[MASK_INSIDE], groups=2)
    add("instance", (2, 3, 5, 3), groups=-1)
    add("one_group", (2, 3, 5, 3), groups=1)
    add("axis_1", (2, 4, 3, 5), groups=2, axis=1)
    add("neither", (2, 5, 4), groups=2, center=False, scale=False)
    add("epsilon", (2, 5, 4), groups=2, center=False, epsilon=0.1)
    g.save()
    g = LayerGroup("rms_normalization")
    g.add("rank2", lambda: L.RMSNormalization(), normal(4, 7))
    g.add("rank3_epsilon", lambda: L.RMSNormalization(epsilon=0.1), normal(3, 4, 5), masks=[MASK_INSIDE])
    g.add("two_axes", lambda: L.RMSNormalization(axis=[-1, -2]), normal(2, 3, 4))
    g.save()
    g = LayerGroup("unit_normalization")
    g.add("rank2", lambda: L.UnitNormalization(), normal(4, 7))
    g.add("axis_1", lambda: L.UnitNormalization(axis=1), normal(3, 4, 5), masks=[MASK_INSIDE])
    g.add("two_axes", lambda: L.UnitNormalization(axis=[1, 2]), normal(2, 3, 4))
    g.save()
    g = LayerGroup("layer_normalization_rms")
    g.add("rank3", lambda: L.LayerNormalization(rms_scaling=True), normal(2, 3, 5))
    g.add("axis_1", lambda: L.LayerNormalization(rms_scaling=True, axis=1, epsilon=0.1), normal(2, 4, 3))
    g.save()
    g = LayerGroup("spectral_normalization")
    g.add("dense_training", lambda: L.SpectralNormalization(L.Dense(4)), normal(5, 3), training=True)
    g.add("dense_three_iterations", lambda: L.SpectralNormalization(L.Dense(4, activation="tanh"), power_iterations=3), normal(5, 3), training=True)
    g.add("dense_inference", lambda: L.SpectralNormalization(L.Dense(4)), normal(5, 3))
    g.add("conv2d_training", lambda: L.SpectralNormalization(L.Conv2D(3, 2)), normal(2, 4, 3, 2), training=True)
    g.save()
    g = LayerGroup("batch_normalization_renorm")
    for name, shape, training, masks, options in (
            ("training", (6, 4), True, None, {}),
            ("images_clipped", (2, 3, 4, 3), True, None, {"renorm_clipping": {"rmax": 1.1, "rmin": 0.9, "dmax": 0.2}, "renorm_momentum": 0.9}),
            ("clipped_above", (6, 4), True, None, {"renorm_clipping": {"rmax": 1.1}, "momentum": 0.8, "epsilon": 0.02}),
            ("masked", (3, 4, 2), True, [MASK_INSIDE], {}),
            ("neither", (6, 4), True, None, {"center": False, "scale": False}),
            ("inference", (6, 4), False, None, {})):
        g.add(name, lambda: L.BatchNormalization(renorm=True, **options), normal(*shape, scale=2), training=training, masks=masks)
    g.save()


merging()
activations()
noise()
normalization()
