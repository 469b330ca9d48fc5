"""Golden numbers of the layers that change images at random, with factors that leave nothing to chance."""
import numpy as np
from layer_group import LayerGroup

from keras import layers as L


def colours(*shape, high=1.0):
    """Pixels that no two channels share, so that none is the largest by a tie."""
    return lambda case: case.uniform(0.05 * high, 0.95 * high, *shape)


def bytes_of(*shape):
    return lambda case: case.random.integers(0, 256, shape).astype("float32")


def group(name, *cases):
    g = LayerGroup(name)
    for case, make, x, options in cases:
        g.add(case, make, x, **options)
    g.save()


def trained(case, make, x, **options):
    return case, make, x, {"training": True, **options}


def left(make):
    """What a layer makes of images outside training, and how it writes its factors."""
    return "inference", make, colours(2, 3, 4, 3), {}


group("random_color_degeneration",
      trained("half", lambda: L.RandomColorDegeneration((0.5, 0.5), seed=3), colours(2, 3, 4, 3, high=255)),
      trained("grey", lambda: L.RandomColorDegeneration((1.0, 1.0), value_range=(0, 1), seed=3), colours(2, 3, 4, 3)),
      trained("stronger", lambda: L.RandomColorDegeneration((-0.5, -0.5), value_range=(0, 1), seed=3), colours(2, 3, 4, 3)),
      trained("channels_first", lambda: L.RandomColorDegeneration((0.3, 0.3), data_format="channels_first"), colours(2, 3, 4, 5)),
      trained("one_channel", lambda: L.RandomColorDegeneration((0.3, 0.3)), colours(2, 3, 4, 1)),
      left(lambda: L.RandomColorDegeneration(0.4)))
group("random_saturation",
      trained("less", lambda: L.RandomSaturation((0.3, 0.3), seed=3), colours(2, 3, 4, 3)),
      trained("grey", lambda: L.RandomSaturation((0.0, 0.0), value_range=(0, 1), seed=3), colours(2, 3, 4, 3)),
      trained("more", lambda: L.RandomSaturation((0.7, 0.7), value_range=(0, 1), seed=3), colours(2, 3, 4, 3)),
      trained("of_bytes", lambda: L.RandomSaturation((0.6, 0.6), seed=3), colours(2, 3, 4, 3, high=255)),
      trained("channels_first", lambda: L.RandomSaturation((0.3, 0.3), data_format="channels_first"), colours(2, 3, 4, 5)),
      left(lambda: L.RandomSaturation(0.4)))
group("random_hue",
      trained("none", lambda: L.RandomHue((0.0, 0.0), seed=3), colours(2, 3, 4, 3, high=255)),
      trained("half_a_turn", lambda: L.RandomHue((1.0, 1.0), value_range=(0, 1), seed=3), colours(2, 3, 4, 3)),  # the same either way
      trained("channels_first", lambda: L.RandomHue((1.0, 1.0), value_range=(-1, 1), data_format="channels_first"), colours(2, 3, 4, 5)),
      left(lambda: L.RandomHue(0.4)))
group("random_sharpness",
      trained("smooth", lambda: L.RandomSharpness((0.0, 0.0), seed=3), colours(2, 5, 6, 3, high=255)),
      trained("sharp", lambda: L.RandomSharpness((0.9, 0.9), value_range=(0, 1), seed=3), colours(2, 5, 6, 2)),
      trained("same", lambda: L.RandomSharpness((0.5, 0.5), value_range=(0, 1), seed=3), colours(2, 5, 6, 1)),
      left(lambda: L.RandomSharpness(0.4)))
group("random_posterization",
      *(trained(f"{bits}_bits", lambda: L.RandomPosterization((bits, bits), seed=3), bytes_of(2, 5, 6, 3)) for bits in range(1, 9)),
      trained("of_one", lambda: L.RandomPosterization((2, 2), value_range=(0, 1)), lambda case: (bytes_of(2, 5, 6, 3)(case) + np.float32(0.25)) / 256),
      left(lambda: L.RandomPosterization(5)))
group("random_invert",
      trained("all", lambda: L.RandomInvert((1.0, 1.0), seed=3), colours(2, 3, 4, 3, high=255)),
      trained("of_one", lambda: L.RandomInvert((1.0, 1.0), value_range=(0, 1)), colours(2, 3, 4, 3)),
      trained("none", lambda: L.RandomInvert((0.0, 0.0), seed=3), colours(2, 3, 4, 3, high=255)),
      left(lambda: L.RandomInvert()))
group("random_grayscale",
      trained("all", lambda: L.RandomGrayscale(1.0, seed=3), colours(2, 3, 4, 3, high=255)),
      trained("none", lambda: L.RandomGrayscale(0.0), colours(2, 3, 4, 3)),
      trained("channels_first", lambda: L.RandomGrayscale(1.0, data_format="channels_first"), colours(2, 3, 4, 5)),
      left(lambda: L.RandomGrayscale()))
group("random_erasing",
      trained("all", lambda: L.RandomErasing((1.0, 1.0), scale=(1.0, 1.0), fill_value=7.5, seed=3), colours(2, 3, 4, 3, high=255)),
      trained("all_in_a_colour", lambda: L.RandomErasing((1.0, 1.0), scale=(1.0, 1.0), fill_value=(0.25, 0.5, 2.0), value_range=(0, 1)), colours(2, 3, 4, 3)),
      trained("nothing", lambda: L.RandomErasing((1.0, 1.0), scale=(0.0, 0.0), seed=3), colours(2, 3, 4, 3)),
      trained("none", lambda: L.RandomErasing((0.0, 0.0), seed=3), colours(2, 3, 4, 3)),
      left(lambda: L.RandomErasing()),
      ("inference_half", lambda: L.RandomErasing(0.5, scale=0.2), colours(2, 3, 4, 3), {}))
group("random_gaussian_blur",
      trained("all", lambda: L.RandomGaussianBlur((1.0, 1.0), sigma=(0.8, 0.8), seed=3), colours(2, 5, 6, 3, high=255)),
      trained("wide", lambda: L.RandomGaussianBlur((1.0, 1.0), kernel_size=5, sigma=(1.0, 1.0), value_range=(0, 0.6)), colours(2, 5, 6, 2)),
      trained("none", lambda: L.RandomGaussianBlur((0.0, 0.0), seed=3), colours(2, 3, 4, 3)),
      left(lambda: L.RandomGaussianBlur()),
      ("inference_oblong", lambda: L.RandomGaussianBlur(0.5, kernel_size=(3, 5), sigma=0.5), colours(2, 3, 4, 3), {}))
group("random_perspective",
      trained("same", lambda: L.RandomPerspective((1.0, 1.0), scale=0.0, seed=3), colours(2, 5, 6, 3), tolerance=1e-4),
      trained("none", lambda: L.RandomPerspective((0.0, 0.0), seed=3), colours(2, 5, 6, 3)),
      left(lambda: L.RandomPerspective()),
      ("inference_half", lambda: L.RandomPerspective(0.5, scale=0.3, interpolation="nearest", fill_value=0.5), colours(2, 3, 4, 3), {}))
group("random_elastic_transform",
      trained("same", lambda: L.RandomElasticTransform((1.0, 1.0), scale=0.0, seed=3), colours(2, 5, 6, 3)),
      trained("none", lambda: L.RandomElasticTransform((0.0, 0.0), value_range=(0, 0.5)), colours(2, 5, 6, 3)),
      left(lambda: L.RandomElasticTransform()),
      ("inference_half", lambda: L.RandomElasticTransform(0.5, scale=0.3, interpolation="nearest", fill_mode="wrap", fill_value=0.5), colours(2, 3, 4, 3), {}))
group("random_color_jitter",
      trained("two", lambda: L.RandomColorJitter(value_range=(0, 1), brightness_factor=(0.1, 0.1), contrast_factor=(-0.2, 0.2), seed=3), colours(2, 3, 4, 3)),
      trained("hue", lambda: L.RandomColorJitter(value_range=(0, 1), hue_factor=(1.0, 1.0), seed=3), colours(2, 3, 4, 3)),
      trained("brightness", lambda: L.RandomColorJitter(brightness_factor=(0.1, 0.1)), colours(2, 3, 4, 3, high=255)),
      trained("contrast", lambda: L.RandomColorJitter(contrast_factor=(-0.2, 0.2), seed=3), colours(2, 3, 4, 3, high=255)),
      trained("saturation", lambda: L.RandomColorJitter(saturation_factor=(0.3, 0.3), seed=3), colours(2, 3, 4, 3, high=255)),
      trained("nothing", lambda: L.RandomColorJitter(), colours(2, 3, 4, 3, high=255)),
      left(lambda: L.RandomColorJitter(brightness_factor=0.3, hue_factor=0.5)))
group("auto_contrast",
      ("bytes", lambda: L.AutoContrast(), colours(2, 3, 4, 3, high=200), {}),
      trained("of_one", lambda: L.AutoContrast(value_range=(0, 1)), colours(2, 3, 4, 3)))
group("equalization",
      trained("bytes", lambda: L.Equalization(), bytes_of(2, 6, 7, 3)),
      trained("few_bins", lambda: L.Equalization(bins=16), bytes_of(2, 6, 7, 2)),
      trained("of_one", lambda: L.Equalization(value_range=(0, 1)), lambda case: (bytes_of(2, 6, 7, 3)(case) + np.float32(0.25)) / 256),
      trained("flat", lambda: L.Equalization(), np.full((2, 2, 2, 1), 9, "float32")),
      left(lambda: L.Equalization()))
group("solarization",
      trained("negative", lambda: L.Solarization(seed=3), colours(2, 3, 4, 3, high=255)),
      trained("of_one", lambda: L.Solarization(value_range=(0, 1)), colours(2, 3, 4, 3)),
      left(lambda: L.Solarization(addition_factor=0.2, threshold_factor=(0.3, 0.6), value_range=(0, 1))))
group("contrast_limited_adaptive_histogram_equalization",
      ("bytes", lambda: L.ContrastLimitedAdaptiveHistogramEqualization(tile_grid_size=(2, 3)), bytes_of(2, 8, 9, 2), {}),
      ("filled_up", lambda: L.ContrastLimitedAdaptiveHistogramEqualization(tile_grid_size=(3, 2), clip_limit=20.0), bytes_of(2, 7, 9, 1), {}),
      trained("without_limit", lambda: L.ContrastLimitedAdaptiveHistogramEqualization(tile_grid_size=(2, 2), clip_limit=0.0), bytes_of(1, 8, 8, 1)),
      ("of_one", lambda: L.ContrastLimitedAdaptiveHistogramEqualization(value_range=(0, 1), tile_grid_size=(2, 2), clip_limit=40.0),
       lambda case: (bytes_of(2, 6, 6, 2)(case) + np.float32(0.25)) / 256, {}),
      ("channels_first", lambda: L.ContrastLimitedAdaptiveHistogramEqualization(tile_grid_size=(2, 2), data_format="channels_first"), bytes_of(2, 2, 6, 5), {}),
      ("small", lambda: L.ContrastLimitedAdaptiveHistogramEqualization(), bytes_of(1, 12, 9, 1), {}),
      ("flat", lambda: L.ContrastLimitedAdaptiveHistogramEqualization(tile_grid_size=(2, 2)), np.full((1, 4, 4, 1), 9, "float32"), {}))
group("mix_up",
      left(lambda: L.MixUp(alpha=0.4)))
group("cut_mix",
      ("inference", lambda: L.CutMix(0.4), colours(2, 3, 4, 3), {}),
      ("inference_between", lambda: L.CutMix((0.2, 0.7), data_format="channels_first"), colours(2, 3, 4, 3), {}))
group("rand_augment",
      left(lambda: L.RandAugment()),
      ("inference_three", lambda: L.RandAugment(value_range=(0, 1), num_ops=3, factor=(0.1, 0.4), interpolation="nearest", seed=3), colours(2, 3, 4, 3), {}))
group("aug_mix",
      left(lambda: L.AugMix()),
      ("inference_two", lambda: L.AugMix(value_range=(0, 1), num_chains=2, chain_depth=4, factor=0.4, alpha=0.5, all_ops=False, interpolation="nearest", seed=3),
       colours(2, 3, 4, 3), {}))
group("pipeline",
      trained("colours", lambda: L.Pipeline([L.RandomColorDegeneration((0.5, 0.5), value_range=(0, 1)), L.RandomInvert((1.0, 1.0), value_range=(0, 1))]), colours(2, 3, 4, 3)),
      ("inference", lambda: L.Pipeline([L.RandomInvert((1.0, 1.0), name="invert"), L.Rescaling(0.5)], name="in_front"), colours(2, 3, 4, 3), {}),
      trained("with_weights", lambda: L.Pipeline([L.Dense(3, activation="tanh"), L.LayerNormalization()]), colours(2, 3, 4, 3)))
