"""Golden configurations and outputs of functional models whose graph has functions of keras.ops beside layers."""
import numpy as np
from golden import Group, config

import keras
from keras import ops

g = Group("models", "raw_ops")


def add(name, wire):
    with g.case(name) as case:
        x, z = keras.Input((4, 6), name="x"), keras.Input((4, 6), name="z")
        model = keras.Model([x, z], list(wire(x, z)), name=name)
        given = [case.normal(3, 4, 6), case.normal(3, 4, 6)]
        case.fields.update(class_name="Functional", config=config(model), tolerance=1e-5, inputs=case.put_all("x", given),
                           outputs=case.put_all("y", [ops.cast(y, "float32") for y in model([ops.convert_to_tensor(a) for a in given])]))


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

kernels = np.random.default_rng(15).normal(size=(3, 2, 3, 3, 8)).astype("float32")  # of other shapes below
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
g.save()
