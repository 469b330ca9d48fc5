"""Functional models whose graph has functions of keras.ops beside layers: by name, what becomes of two inputs [batch, 4, 6]."""
import numpy as np

import keras
from keras import ops
from keras.src.activations.activations import Mish
from keras.src.ops.nn import ConvTranspose

WIRINGS = {}


def add(name, wire):
    WIRINGS[name] = wire


add("arithmetic", lambda x, z: [
    x * 2, 2 - x, x + z, x / 3, x ** 2, -x, abs(x), x // 0.5, x % 2, ops.maximum(x, 0.5), ops.minimum(x, z), ops.clip(x, -1, 1),
    x @ ops.transpose(z, (0, 2, 1)), ops.where(x > 0, x, z), ops.where(x > 0, x, 0.0), ops.sqrt(abs(x)), ops.exp(x), ops.log(abs(x) + 0.5),
    ops.square(x), ops.tanh(x), ops.divide(x, 2.5), ops.matmul(x, ops.convert_to_tensor(np.arange(12).reshape(6, 2).astype("float32"))),
    ops.einsum("bij,bkj->bik", x, z), ops.cast(x, "float16"), x * np.array([1.0, 2, 3, 4, 5, 6], "float32")])
add("shapes", lambda x, z: [
    ops.reshape(x, (-1, 24)), ops.concatenate([x, z], axis=-1), ops.squeeze(ops.expand_dims(x, 1), 1), x[:, 1:3], x[:, 0], x[..., None],
    x[:, ::2, -1], x[:, ::-1, 4:0:-2], x[1], ops.stack([x, z], axis=1), ops.split(x, 2, axis=1)[1], ops.tile(x, (1, 2, 1)), ops.repeat(x, 2, axis=1),
    ops.pad(x, [[0, 0], [1, 1], [0, 2]]), ops.flip(x, axis=1), ops.swapaxes(x, 1, 2), ops.moveaxis(x, 1, 2), ops.take(x, [0, 2, 2], axis=1), ops.roll(x, 2, axis=1)])
add("folds", lambda x, z: [
    ops.mean(x, axis=1, keepdims=True), ops.sum(x, axis=(1, 2)), ops.max(x, axis=-1), ops.min(x, axis=1), ops.var(x, axis=1), ops.std(x, axis=-1),
    ops.logsumexp(x, axis=1), ops.norm(x, axis=1), ops.cumsum(x, axis=1), ops.argmax(x, axis=-1), ops.top_k(x, 2)[0], ops.sum(x), ops.sort(x, axis=1),
    ops.any(x > 1, axis=1), ops.prod(x, axis=1)])
add("activations", lambda x, z: [
    ops.relu(x), ops.softmax(x, axis=1), ops.gelu(x), ops.gelu(x, False), ops.leaky_relu(x), ops.sigmoid(x), ops.silu(x), ops.softplus(x),
    keras.activations.relu(x, max_value=1, negative_slope=0.1), keras.activations.softmax(x), ops.one_hot(ops.cast(abs(x), "int32"), 3),
    ops.normalize(x, axis=1), ops.elu(x, 0.5)])
add("with_layers", lambda x, z: [keras.layers.Dense(3, use_bias=False, kernel_initializer="ones", name="d")(x * 2) + 1, keras.layers.Add(name="a")([x, -z])])

kernels = np.random.default_rng(15).normal(size=(3, 2, 3, 3, 8)).astype("float32")
images = lambda x: ops.reshape(x, (-1, 4, 3, 2))
add("pictures", lambda x, z: [
    ops.image.crop_images(images(x), top_cropping=1, bottom_cropping=1, left_cropping=0, target_width=2), ops.image.crop_images(images(x), target_height=2, bottom_cropping=0, left_cropping=1, right_cropping=1),
    ops.image.pad_images(images(x), top_padding=1, target_height=7, left_padding=0, target_width=5), ops.image.pad_images(images(x), 1, 2, 0, 1)])
add("places", lambda x, z: [
    ops.slice(x, (0, 1, 2), (2, 2, 3)), ops.slice(x, [1, 1, 1], [-1, -1, 4]), ops.slice_update(x, (1, 1, 2), np.ones((2, 2, 3), "float32")), ops.slice_update(x, np.array([0, 2, 0]), z[:, :2]),
    ops.broadcast_to(x, (3, 4, 6)), ops.broadcast_to(x[:, :1], (3, 4, 6)) + z])
add("scales", lambda x, z: [
    ops.layer_normalization(x, kernels[0, 0, 0, 0, :6], kernels[1, 0, 0, 0, :6]), ops.layer_normalization(x, axis=(1, 2), gamma=kernels[0, 0, 0].reshape(4, 6), beta=None), ops.layer_normalization(x, beta=kernels[1, 0, 0, 0, :6], epsilon=0.1),
    ops.rms_normalization(x, kernels[0, 0, 0, 0, :6]), ops.rms_normalization(x, scale=kernels[0, 0, 0, 1, :6]), ops.moments(x, axes=(1,))[1], ops.moments(x, axes=[1, 2], keepdims=True)[0],
    ops.batch_normalization(x, kernels[0, 0, 0, 0, :6], abs(kernels[1, 0, 0, 0, :6]) + 0.5, axis=-1), ops.batch_normalization(x, kernels[0, 0, 0, 0, :4], abs(kernels[1, 0, 0, 0, :4]) + 0.5, axis=1, offset=kernels[2, 0, 0, 0, :4], scale=kernels[2, 1, 0, 0, :4])])
heads = lambda x: ops.reshape(x, (-1, 4, 2, 3))
add("attention", lambda x, z: [
    ops.dot_product_attention(heads(x), heads(z), heads(x)), ops.dot_product_attention(heads(x), heads(z), heads(z), is_causal=True), ops.dot_product_attention(heads(x), heads(z), heads(x), scale=0.3),
    ops.dot_product_attention(heads(x), heads(z), heads(x), mask=np.tri(4, 4, 1).astype(bool)[None, None])])
square = lambda x: ops.matmul(x, ops.transpose(x, (0, 2, 1))) + np.eye(4, dtype="float32")
add("matrices", lambda x, z: [
    ops.inv(square(x)), ops.det(square(x)), ops.cholesky(square(x)), ops.solve(square(x), z), ops.pinv(x), ops.logdet(square(x)),
    ops.fft((x, z))[0], ops.fft((x, z))[1], ops.fft2((x, z))[1], ops.ifft2((x, z))[0], ops.rfft(x)[1], ops.rfft(x, 4)[0], ops.irfft((x, z)), ops.irfft((x, z), 8), ops.extract_sequences(x, 3, 2)])
add("pairs", lambda x, z: [
    ops.divide_no_nan(x, ops.relu(z)), ops.arctan2(x, z), ops.logaddexp(x, z), ops.logaddexp2(x, z), ops.hypot(x, z), ops.fmod(x, z), ops.fmax(x, z), ops.fmin(x, 0.3), ops.heaviside(x, z),
    ops.equal(x, z), ops.not_equal(x, ops.relu(x)), x < z, x <= 0.2, x > z, x >= z, ops.logical_and(x > 0, z > 0), ops.logical_or(x > 0, z > 0), ops.logical_xor(x > 0, z > 0), ~(x > 0),
    ops.dot(x[0], np.ones((6, 2), "float32")), ops.inner(x, z[0]), ops.outer(x[:, 0, 0], z[:, 0]), ops.vdot(x[0, 0], z[0, 1]) * x, ops.kron(x[0], z[1]), ops.mod(2.5, abs(x) + 0.1)])
add("singles", lambda x, z: [
    ops.sign(x), ops.reciprocal(x), ops.expm1(x), ops.log1p(abs(x)), ops.log2(abs(x) + 0.1), ops.log10(abs(x) + 0.1), ops.sin(x), ops.cos(x), ops.tan(x), ops.arcsin(ops.sin(x)), ops.arccos(ops.sin(x)),
    ops.arctan(x), ops.sinh(x), ops.cosh(x), ops.floor(x), ops.ceil(x), ops.arcsinh(x), ops.arccosh(abs(x) + 1.5), ops.arctanh(ops.tanh(x) * 0.5), ops.sinc(x), ops.deg2rad(x), ops.rad2deg(x), ops.exp2(x),
    ops.cbrt(x), ops.fabs(x), ops.trunc(x * 3), ops.signbit(x), ops.round(x, 1), ops.rsqrt(abs(x) + 0.1), ops.erf(x), ops.erfc(x), ops.erfinv(ops.tanh(x) * 0.5), ops.saturate_cast(x * 300, "uint8"),
    ops.stop_gradient(x), ops.ravel(x), ops.zeros_like(x, dtype="int32"), ops.ones_like(x), ops.full_like(x, 2.5)])
odd = lambda x: x / ops.relu(x)  # 1 above 0; below it minus infinity
nan = lambda x: ops.log(ops.relu(x + 0.8)) * 0 + x  # not a number below -0.8
add("oddities", lambda x, z: [
    ops.isinf(odd(x)), ops.isposinf(-odd(x)), ops.isneginf(odd(x)), ops.isnan(nan(x)), ops.isfinite(odd(x)), ops.nan_to_num(nan(x), 0.5), ops.nan_to_num(odd(x), neginf=-7.0),
    ops.nansum(nan(x), axis=1), ops.nanprod(nan(x), axis=(0, 1)), ops.nanmax(nan(x), axis=(0, 1)), ops.nanmin(nan(x), axis=(0, 1), keepdims=True), ops.nanmean(nan(x), axis=(0, 1)), ops.nanvar(nan(x), axis=(0, 1)),
    ops.nanstd(nan(x)), ops.nanmedian(nan(x), axis=(0, 1))])
add("statistics", lambda x, z: [
    ops.all(x > -1, axis=1), ops.amax(x, axis=1, keepdims=True), ops.amin(x, axis=(1, 2)), ops.ptp(x, axis=-1), ops.median(x, axis=1), ops.median(x, axis=(1, 2), keepdims=True), ops.count_nonzero(ops.relu(x), axis=1),
    ops.argmin(x, axis=1), x * ops.cast(ops.argmax(x), "float32"), ops.argmin(x, axis=-1, keepdims=True), ops.cumprod(x, axis=-1), ops.cumsum(x), ops.argsort(x, axis=1), ops.argsort(x), ops.sort(x)])
add("averages", lambda x, z: [ops.average(x, axis=1), ops.average(x, axis=1, weights=z * z), ops.average(x, axis=1, weights=np.array([1.0, 2, 3, 4], "float32"))])
add("shares", lambda x, z: [ops.quantile(x, 0.3, axis=1), ops.quantile(x, 0.7, keepdims=True), ops.percentile(x, 35, axis=-1)])
add("joints", lambda x, z: [
    ops.append(x, z, axis=1), ops.append(x, z), ops.vstack([x, z]), ops.hstack([x, z]), ops.dstack([x, z]), ops.diff(x, axis=1), ops.diff(x, n=2), ops.fliplr(x), ops.flipud(x), ops.tril(x, -1), ops.triu(x, 1), ops.flip(x),
    ops.take_along_axis(x, ops.argsort(z, axis=1), axis=1), ops.take_along_axis(x, np.array([[[2], [0], [5], [1]]]), axis=-1), ops.digitize(x, np.array([-1.0, 0, 0.5], "float32")),
    ops.searchsorted(np.array([-1.0, 0, 0.5], "float32"), x[0, 0], side="right"), ops.tensordot(x, z, axes=[[1, 2], [1, 2]]), ops.tensordot(x, np.ones((4, 6, 2), "float32")), ops.array_split(x, 4, axis=2)[1],
    ops.diagonal(x, 1, 1, 2), ops.trace(x, axis1=1, axis2=2), *ops.unstack(x, axis=1)[1:3], ops.roll(x, 5), ops.repeat(x, 2), ops.take(x, [0, 30])])
add("bends", lambda x, z: [
    ops.relu6(x * 5), ops.softsign(x), ops.log_sigmoid(x), ops.hard_sigmoid(x * 3), ops.hard_silu(x * 3), ops.hard_tanh(x), ops.tanh_shrink(x), ops.sparse_plus(x), ops.sparse_sigmoid(x), ops.sparsemax(x), ops.sparsemax(x, axis=1),
    ops.squareplus(x), ops.squareplus(x, b=1), ops.soft_shrink(x), ops.soft_shrink(x, 0.2), ops.hard_shrink(x), ops.threshold(x, 0.3, -2), ops.glu(x), ops.glu(x, axis=1), ops.selu(x), ops.celu(x), ops.celu(x, 0.5),
    ops.log_softmax(x), ops.log_softmax(x, axis=1), Mish()(x), keras.activations.relu(x, threshold=0.4)])
chances = lambda x: ops.clip(ops.softmax(x), 0.02, 0.9)
labels = lambda x: ops.cast(ops.clip(ops.round(x + 1), 0, 3), "int32")
add("comparisons", lambda x, z: [
    ops.binary_crossentropy(ops.sigmoid(x), ops.sigmoid(z)), ops.binary_crossentropy(ops.sigmoid(x), z, from_logits=True), ops.categorical_crossentropy(ops.softmax(x), chances(z)),
    ops.categorical_crossentropy(ops.softmax(x), z, from_logits=True), ops.sparse_categorical_crossentropy(labels(x)[..., 0], chances(z)), ops.sparse_categorical_crossentropy(labels(x)[..., :1], z, from_logits=True),
    ops.psnr(x, z, 2.0), ops.multi_hot(labels(x), 4), ops.multi_hot(labels(x), 4, axis=1), ops.multi_hot(labels(x), 4, dtype="int32"), ops.one_hot(labels(x), 4, axis=1), ops.in_top_k(labels(x)[0, :, 0], z[0], 2)])
colours = lambda x: ops.reshape(ops.sigmoid(x), (-1, 4, 2, 3))
add("paint", lambda x, z: [
    ops.image.rgb_to_hsv(colours(x)), ops.image.hsv_to_rgb(colours(x)), ops.image.rgb_to_grayscale(colours(x)),
    ops.image.resize(colours(x), (3, 5)), ops.image.resize(colours(x), (7, 3), interpolation="nearest"),
    ops.image.extract_patches(images(x), (2, 2), strides=1, padding="same"), ops.image.extract_patches(images(x), 2, dilation_rate=2, strides=1), ops.depth_to_space(ops.reshape(x, (-1, 3, 2, 4)), 2), ops.space_to_depth(images(x)[:, :, :2], 2),
    ops.average_pool(images(x), (2, 2), padding="same"), ops.average_pool(images(x), (2, 3), strides=1), ops.max_pool(x, 3, strides=2, padding="same"), ops.max_pool(images(x), (2, 2), strides=2),
    ops.adaptive_average_pool(images(x), (3, 3)), ops.adaptive_max_pool(images(x), (3, 2))])
add("smoothed", lambda x, z: [ops.image.resize(colours(x), (2, 1), antialias=True)])
volumes = lambda x: ops.reshape(x, (-1, 2, 4, 3, 1))
line, plane, block = kernels[:, 0, :2].reshape(3, 6, 8), kernels[:, :, 0, :2], kernels.reshape(3, 2, 3, 1, 24)[..., :4]
add("convolutions", lambda x, z: [
    ops.conv(x, line), ops.conv(x, line, strides=2, padding="same"), ops.conv(x, line[:2], padding="same", dilation_rate=2), ops.conv(images(x), plane), ops.conv(images(x), plane, padding="SAME"),
    ops.conv(images(x), plane, strides=(2, 1), padding="same"), ops.conv(images(x), plane[:2], dilation_rate=(2, 1), padding="same"), ops.conv(volumes(x), block, padding="same", strides=(1, 2, 2))])
add("depthwise", lambda x, z: [
    ops.depthwise_conv(x, line[..., :2]), ops.depthwise_conv(x, line[..., :2], strides=2, padding="same"), ops.depthwise_conv(images(x), plane[..., :3], strides=2, padding="same"), ops.depthwise_conv(images(x), plane[:2, :, :, :1], dilation_rate=2, padding="same"),
    ops.separable_conv(x, line[..., :1], line[:1]), ops.separable_conv(x, line[..., :1], line[:1], strides=2, padding="same"), ops.separable_conv(images(x), plane[..., :3], kernels[:1, :1, 0].reshape(1, 1, 6, 4), strides=2, padding="same"),
    ops.separable_conv(images(x), plane[..., :1], plane[:1, :1], padding="same", dilation_rate=(2, 1))])
# Keras 3.15.1 hands padding and output_padding over in each other's place, and fails.
ConvTranspose.call = lambda self, x, kernel: ops.conv_transpose(x, kernel, self.strides, self.padding, self.output_padding, self.data_format, self.dilation_rate)
back = lambda k: np.swapaxes(k, -1, -2)
add("transposed", lambda x, z: [
    ops.conv_transpose(x, back(line)), ops.conv_transpose(x, back(line), 2, padding="same"), ops.conv_transpose(x, back(line), strides=2, padding="same", output_padding=1), ops.conv_transpose(x, back(line), strides=3, padding="valid", output_padding=2),
    ops.conv_transpose(x, back(line[:2]), strides=3), ops.conv_transpose(x, back(line), dilation_rate=2), ops.conv_transpose(images(x), back(plane), strides=(2, 3), padding="same"),
    ops.conv_transpose(images(x), back(plane), strides=2, padding="same", output_padding=(1, 0)), ops.conv_transpose(volumes(x), back(block), strides=(1, 2, 1), padding="same")])
upright = lambda x: ops.reshape(x, (-1, 2, 4, 3))
add("channels_first", lambda x, z: [
    ops.conv(upright(x), plane, padding="same", data_format="channels_first"), ops.conv(ops.reshape(x, (-1, 6, 4)), line, strides=2, data_format="channels_first"), ops.depthwise_conv(upright(x), plane[..., :2], data_format="channels_first"),
    ops.separable_conv(upright(x), plane[..., :1], plane[:1, :1], data_format="channels_first"), ops.conv_transpose(upright(x), back(plane), strides=2, padding="same", data_format="channels_first"),
    ops.max_pool(upright(x), (2, 2), strides=1, data_format="channels_first"), ops.average_pool(upright(x), (2, 2), strides=1, data_format="channels_first"), ops.adaptive_max_pool(upright(x), (2, 2), data_format="channels_first"), ops.adaptive_average_pool(upright(x), (3, 2), data_format="channels_first"),
    ops.image.resize(upright(x), (2, 6), data_format="channels_first"), ops.image.rgb_to_grayscale(ops.reshape(x, (-1, 3, 4, 2)), data_format="channels_first"), ops.image.rgb_to_hsv(ops.reshape(ops.sigmoid(x), (-1, 3, 4, 2)), data_format="channels_first"),
    ops.image.hsv_to_rgb(ops.reshape(ops.sigmoid(x), (-1, 3, 4, 2)), data_format="channels_first"), ops.image.pad_images(upright(x), 1, 2, 0, 1, data_format="channels_first"),
    ops.image.crop_images(upright(x), 1, 1, 0, 0, data_format="channels_first")])
add("edges", lambda x, z: [ops.image.sobel_edges(colours(x)), ops.image.sobel_edges(upright(x), data_format="channels_first")])
places = np.int32([[0, 3], [2, 1], [0, 1]])
add("scattered", lambda x, z: [
    ops.scatter(places, x[0, 0, :3], (3, 4)), ops.scatter(places[:, :1], x[0, :3], (4, 6)), ops.scatter_update(x, places, z[0, :3]), ops.scatter_update(x, places, z[0, :3], reduction="add"), ops.scatter_update(x, np.int32([[0, 1, 2], [2, 3, 5]]), [7.0, 8.0]),
    ops.segment_sum(x, labels(z)[:, 0, 0], 4), ops.segment_sum(x[0], labels(z)[1, :, 0], num_segments=4)])
add("segments", lambda x, z: [ops.segment_max(x[0], np.int32([0, 1, 0, 1]), 2), ops.segment_min(x[1], np.int32([0, 1, 0, 0]), num_segments=2), ops.segment_prod(x, labels(z)[:, 0, 1], 4)])
fours = lambda x: ops.reshape(x, (-1, 2, 4, 3))
add("biased_attention", lambda x, z: [
    ops.dot_product_attention(heads(x), heads(z), heads(x), bias=kernels.ravel()[:32].reshape(1, 2, 4, 4)), ops.dot_product_attention(heads(x), heads(z), heads(z), bias=ops.reshape(x[:, :, :4], (-1, 1, 4, 4))),
    ops.dot_product_attention(fours(x), fours(z)[:, :, :2], fours(x)[:, :, 2:])])
add("biased_and_masked", lambda x, z: [
    ops.dot_product_attention(heads(x), heads(z), heads(z), bias=ops.reshape(x[:, :, :4], (-1, 1, 4, 4)), mask=np.tri(4, 4, 1).astype(bool)[None, None])])
add("rms_scales", lambda x, z: [ops.layer_normalization(x, kernels[0, 0, 0, 0, :6], kernels[0, 0, 0, 1, :6], rms_scaling=True), ops.layer_normalization(x, axis=[1, 2], epsilon=0.01, rms_scaling=True)])
add("copies", lambda x, z: [
    ops.convert_to_tensor(x), ops.convert_to_tensor(x, dtype="int32"), ops.copy(x), ops.isclose(x, z), ops.isclose(x, z, 0.5, 0.1), ops.select([x > 1, z > 0], [x, z], 0.5), ops.select([x > 1], [x]), ops.bitwise_and(labels(x), labels(z)), ops.bitwise_or(labels(x), labels(z)), ops.bitwise_xor(labels(x), labels(z)), ops.bitwise_not(labels(x)), labels(x) & labels(z),
    ops.hsplit(x, 2)[1], ops.vsplit(x, 1)[0], ops.dsplit(x, 3)[2]])
add("factors", lambda x, z: [
    abs(ops.qr(x)[0]), abs(ops.qr(x, mode="complete")[1]), ops.eigh(square(x))[0], abs(ops.eigh(square(x))[1]), ops.svd(x, compute_uv=False), abs(ops.svd(x, full_matrices=False)[0]), ops.svd(x)[1], abs(ops.svd(x)[2][:, :4])])
wave = lambda x: ops.reshape(x, (-1, 24))
add("frames", lambda x, z: [
    *ops.stft(wave(x), 6, 3, 8), ops.stft(wave(x), 8, 4, 8, window="hamming", center=False)[0], ops.stft(wave(x), 8, 4, 8, window=None)[1], ops.istft(ops.stft(wave(x), 8, 4, 8), 8, 4, 8), ops.istft(ops.stft(wave(x), 6, 3, 8), 6, 3, 8, length=20)])
