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
g.save()
