"""Ways to put layers together, and forms of files."""
import numpy as np
from conformance import case, ids, normal

import keras
from keras import layers as L


def functional(*shapes):
    """Calls `wire` with inputs a, b, … and returns the model."""
    def of(wire):
        def build():
            inputs = [keras.Input(shape, name="abcd"[i]) for i, shape in enumerate(shapes)]
            return keras.Model(inputs if len(inputs) > 1 else inputs[0], wire(*inputs))
        return build
    return of


def masked_transformer():
    """Attention takes the mask of what it is given, so that the sum behind it has none, and the mean counts all steps."""
    words = keras.Input((6,), dtype="int32")
    x = L.Embedding(9, 8, mask_zero=True)(words)
    attended = L.MultiHeadAttention(2, 4)(x, x)
    x = L.LayerNormalization()(L.Add()([x, attended]))
    return keras.Model(words, [L.Dense(3)(L.GlobalAveragePooling1D()(x)), L.Dense(2)(L.GlobalAveragePooling1D()(attended))])


def words_and_masks():
    """Keras writes where masks come from as operations of the model, and hands them to layers that ask for one."""
    words = keras.Input((6,), dtype="int32", name="words")
    numbers = keras.Input((6, 3), name="numbers")
    x = L.Embedding(9, 4, mask_zero=True)(words)
    both = L.Concatenate()([x, L.Masking()(numbers)])
    parts = [L.LSTM(3)(x), L.GlobalAveragePooling1D()(L.Bidirectional(L.GRU(2, return_sequences=True))(x)), L.GlobalAveragePooling1D()(both),
             L.Flatten()(L.TimeDistributed(L.Dense(2))(L.BatchNormalization()(x))), L.RNN(L.SimpleRNNCell(2))(L.Dropout(0.0)(L.Dense(3)(x))),
             keras.Sequential([keras.Input((6, 4)), L.LSTM(2)])(x)]
    return keras.Model([words, numbers], L.Dense(2)(L.Concatenate()(parts)))


def said_mask():
    x, which = keras.Input((5, 3)), keras.Input((5,), dtype="bool")
    return keras.Model([x, which], L.Dense(2)(L.LSTM(4)(x, mask=which)))


def inner():
    x = keras.Input((4,))
    return keras.Model(x, L.Dense(4, name="q")(L.Dense(3, activation="tanh", name="p")(x)), name="inner")


@functional((4,))
def residual(x):
    return L.Dense(2)(L.Add()([x, L.Dense(4, activation="relu")(x)]))


@functional((4,), (4,))
def shared_layer(a, b):
    dense = L.Dense(3, name="shared")
    return L.Concatenate()([dense(a), dense(b)])


@functional((4,))
def shared_at_several_depths(x):
    once = L.Dense(4, name="once", activation="tanh")
    between = L.Dense(4, name="between")
    return once(between(once(x)))


@functional((4,))
def nested_thrice(x):
    core = inner()
    return core(core(core(x)))


@functional((4,))
def nested_sequential(x):
    block = keras.Sequential([L.Dense(3, activation="relu"), L.Dense(4)], name="block")
    return L.Dense(2)(block(block(x)))


def batch_size_of_one_input():
    """Who says the size of the batch says it for all that meet him."""
    a, b = keras.Input(batch_shape=(3, 5, 2), name="a"), keras.Input((2,), name="b")
    x = L.Dense(2, activation="tanh")(L.Flatten()(a))
    return keras.Model([a, b], L.Dense(2)(L.Concatenate()([x, L.Add()([b, x]), x * b])))


@functional((3,), (4,))
def inputs_swapped(a, b):
    return L.Dense(2)(L.Concatenate()([L.Dense(3)(L.Dense(3)(b)), a]))


@functional((4,), (4,))
def two_outputs(a, b):
    joined = L.Concatenate()([a, b])
    return [L.Dense(1, name="price")(joined), L.Dense(3, name="kind", activation="softmax")(joined)]


def dictionaries():
    z, a = keras.Input((3,), name="z"), keras.Input((2,), name="a")
    joined = L.Concatenate()([z, a])
    return keras.Model({"z": z, "a": a}, {"n": L.Dense(2, name="n")(joined), "m": L.Dense(1, name="m")(joined)})


def dictionaries_by_keys():
    """Keys that are the names of no layers."""
    z, a = keras.Input((3,), name="first"), keras.Input((2,), name="second")
    joined = L.Concatenate()([z, a])
    return keras.Model({"z": z, "a": a}, {"n": L.Dense(2, name="left")(joined), "m": L.Dense(1, name="right")(joined)})


def one_in_a_list():
    x = keras.Input((4,))
    return keras.Model([x], [L.Dense(2)(x)])


def frozen():
    return keras.Sequential([keras.Input((4,)), L.Dense(3, trainable=False, name="fixed"), L.BatchNormalization(trainable=False), L.Dense(2)])


def frozen_part():
    core = inner()
    core.trainable = False
    x = keras.Input((4,))
    return keras.Model(x, L.Dense(2)(core(x)))


def sequential_without_input():
    model = keras.Sequential([L.Dense(3, activation="relu"), L.Dense(2)])
    model.build((None, 4))
    return model


def sequential_in_sequential():
    return keras.Sequential([keras.Input((4,)), keras.Sequential([L.Dense(3), L.Activation("tanh")]), keras.Sequential([L.Dense(2)])])


def sentiment():
    return keras.Sequential([keras.Input((6,), dtype="int32"), L.Embedding(9, 4, mask_zero=True), L.Bidirectional(L.LSTM(3, return_sequences=True)),
                             L.GRU(3), L.Dense(1, activation="sigmoid")])


def masking():
    return keras.Sequential([keras.Input((5, 3)), L.Masking(), L.SimpleRNN(4, return_sequences=True), L.TimeDistributed(L.Dense(2))])


def encoder_decoder():
    words, more = keras.Input((5, 3), name="words"), keras.Input((4, 3), name="more")
    _, h, c = L.LSTM(4, return_state=True, name="encoder")(words)
    y = L.LSTM(4, return_sequences=True, name="decoder")(more, initial_state=[h, c])
    return keras.Model([words, more], L.Dense(3)(y))


@functional((4,))
def batch_norm_not_training(x):
    return L.Dense(2)(L.BatchNormalization()(L.Dense(3)(x), training=False))


@functional((4,))
def raw_operations(x):
    y = keras.ops.relu(L.Dense(4)(x) * 2.0 + x)
    return keras.ops.mean(keras.ops.reshape(y, (-1, 2, 2)), axis=1) - keras.ops.exp(-x[:, 1:3])


@functional((4,))
def rare_operations(x):
    o, d = keras.ops, L.Dense(4)(x)
    numbers = lambda values: o.cast(values, "float32")  # noqa: E731
    bins = np.array([-1, 0, 1], "float32")
    return L.Concatenate()([
        o.hypot(d, x), o.logaddexp2(d, x), o.fmax(d, x), o.fmin(d, x), o.arcsinh(d), o.arccosh(abs(d) + 1.1), o.arctanh(o.tanh(d) / 2), o.sinc(d), o.deg2rad(d), o.rad2deg(d) / 100,
        o.exp2(d), o.cbrt(abs(d) + 0.1), o.fabs(d), o.trunc(d), numbers(o.signbit(d)), numbers(o.isinf(d)), o.full_like(d, 0.3) * d, o.nan_to_num(d), o.erfc(d), o.erfinv(o.tanh(d) / 2),
        o.sparse_plus(d), o.sparse_sigmoid(d), o.sparsemax(d), o.squareplus(d, b=2), o.soft_shrink(d, 0.3), o.hard_shrink(d, 0.2), o.threshold(d, 0.2, -1.0), o.glu(d), o.diff(d),
        o.amax(d, axis=-1, keepdims=True), o.amin(d, axis=-1, keepdims=True), o.ptp(d, axis=-1, keepdims=True), o.median(d, axis=-1, keepdims=True),
        o.quantile(d, 0.3, axis=-1, keepdims=True), o.average(d, axis=-1)[:, None], numbers(o.count_nonzero(o.relu(d), axis=-1))[:, None],
        o.nansum(d, axis=-1, keepdims=True), o.nanmean(d, axis=-1, keepdims=True), o.tensordot(d, np.arange(8, dtype="float32").reshape(4, 2), axes=1), o.append(d, x, axis=1),
        o.hstack([d, x]), o.fliplr(d), numbers(o.digitize(d, bins)), numbers(o.searchsorted(bins, d))])


@functional((6, 4))
def transformer_block(x):
    y = L.LayerNormalization()(x)
    x = L.Add()([x, L.MultiHeadAttention(2, 2, dropout=0.0)(y, y)])
    return L.Add()([x, L.Dense(4)(L.Dense(8, activation="gelu")(L.LayerNormalization()(x)))])


def cnn():
    return keras.Sequential([keras.Input((8, 8, 1)), L.Conv2D(3, 3, use_bias=False), L.BatchNormalization(), L.ReLU(), L.MaxPooling2D(), L.Flatten(),
                             L.Dropout(0.0), L.Dense(4, activation="softmax")])


@keras.saving.register_keras_serializable("conformance", "Scale")
class Scale(L.Layer):
    """x · weight · factor; its twin in Java is in the tests."""

    def __init__(self, factor=1.0, **options):
        super().__init__(**options)
        self.factor = factor

    def build(self, shape):
        self.weight = self.add_weight(name="weight", shape=(shape[-1],), initializer="ones")

    def call(self, x):
        return x * self.weight * self.factor

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


def custom():
    return keras.Sequential([keras.Input((4,)), Scale(0.5), L.Dense(2), Scale(2.0, name="last")])


def with_policy(policy, build):
    def built():
        keras.config.set_dtype_policy(policy)
        try:
            return build()
        finally:
            keras.config.set_dtype_policy("float32")
    return built


def small():
    return keras.Sequential([keras.Input((4,)), L.Dense(3, activation="tanh"), L.Dense(2)])


four, both = normal(5, 4), [normal(5, 4), normal(5, 4)]
adam = lambda: keras.optimizers.Adam(0.01)
kinds = [normal(5, 1), ids(3, 5)]

case("residual", residual, four, optimizer=adam)
ended = lambda rng: np.array([[1, 2, 3, 0, 0, 0], [4, 5, 6, 7, 8, 0]], "int32")  # noqa: E731
case("words_and_masks", words_and_masks, [ended, lambda rng: rng.standard_normal((2, 6, 3)).astype("float32") * np.array([[1], [1], [1], [1], [0], [0]], "float32")])
case("said_mask", said_mask, [normal(2, 5, 3), lambda rng: np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]], bool)])
case("masked_transformer", masked_transformer, ended)
case("shared_layer", shared_layer, both)
case("shared_at_several_depths", shared_at_several_depths, four)
case("nested_thrice", nested_thrice, four, optimizer=adam)
case("nested_sequential", nested_sequential, four)
case("batch_size_of_one_input", batch_size_of_one_input, [normal(3, 5, 2), normal(3, 2)])
case("inputs_swapped", inputs_swapped, [normal(5, 3), normal(5, 4)])
case("two_outputs", two_outputs, both, kinds, loss={"price": "mse", "kind": "sparse_categorical_crossentropy"},
     loss_weights={"price": 0.5, "kind": 2.0}, metrics={"price": ["mae"], "kind": ["accuracy"]})
case("two_outputs_by_list", two_outputs, both, kinds, loss=["mae", "sparse_categorical_crossentropy"], loss_weights=[1.0, 0.2],
     metrics=[["mse"], ["accuracy"]])
case("dictionaries", dictionaries, {"z": normal(5, 3), "a": normal(5, 2)}, loss={"n": "mse", "m": "mae"})
case("dictionaries_by_keys", dictionaries_by_keys, {"z": normal(5, 3), "a": normal(5, 2)}, loss={"n": "mse", "m": "mae"}, loss_weights={"n": 0.5, "m": 2.0},
     metrics={"n": ["mae"], "m": ["mse"]})
case("one_in_a_list", one_in_a_list, [four])
case("frozen", frozen, four)
case("frozen_part", frozen_part, four, optimizer=adam)
case("sequential_without_input", sequential_without_input, four)
case("sequential_in_sequential", sequential_in_sequential, four)
case("sentiment", sentiment, ids(9, 5, 6), ids(2, 5, 1), loss="binary_crossentropy", optimizer=adam, metrics=["accuracy"])
case("masking", masking, lambda rng: np.where(np.arange(5)[None, :, None] < rng.integers(2, 6, 4)[:, None, None],
                                             rng.standard_normal((4, 5, 3)), 0).astype("float32"))
case("encoder_decoder", encoder_decoder, [normal(3, 5, 3), normal(3, 4, 3)])
case("batch_norm_not_training", batch_norm_not_training, four)
case("raw_operations", raw_operations, four)
case("raw_operations_rare", rare_operations, four)
case("transformer_block", transformer_block, normal(3, 6, 4))  # Adam would enlarge the rounding in the gradient of the key biases, which is zero
case("cnn", cnn, normal(6, 8, 8, 1, scale=0.4), ids(4, 6), loss="sparse_categorical_crossentropy", optimizer=adam, metrics=["accuracy"])
case("custom_layer", custom, four)
case("mixed_bfloat16", with_policy("mixed_bfloat16", small), four, tolerance=3e-2)
case("mixed_float16", with_policy("mixed_float16", small), four, tolerance=5e-3,
     lost="the scaling optimizer around SGD, with its state: a Sequential model doesn't keep its policy")
case("bfloat16", with_policy("bfloat16", small), four, tolerance=3e-2)
case("float16", with_policy("float16", small), four, tolerance=5e-3)
case("float64", with_policy("float64", small), four)

for name, build, x in (("dense", small, four), ("nested", nested_thrice, four), ("sentiment", sentiment, ids(9, 5, 6)), ("frozen", frozen, four),
                       ("rnn", lambda: keras.Sequential([keras.Input((5, 3)), L.GRU(3, return_sequences=True), L.LSTM(2)]), normal(3, 5, 3)),
                       ("shared", shared_layer, both), ("cnn", cnn, normal(6, 8, 8, 1, scale=0.4))):
    case(f"legacy_{name}", build, x, form="legacy", loss=lambda: keras.losses.MeanSquaredError(), optimizer=adam)
case("legacy_not_compiled", small, four, steps=0, form="legacy")
case("weights_dense", small, four, form="weights", optimizer=adam)
case("weights_nested", nested_thrice, four, form="weights")
case("weights_twelve_layers", lambda: keras.Sequential([keras.Input((4,)), *[L.Dense(4) for _ in range(12)]]), four, form="weights", steps=0)
case("shards", lambda: keras.Sequential([keras.Input((8,)), *[L.Dense(8, activation="tanh") for _ in range(4)], L.Dense(2)]),
     normal(5, 8), form="shards", steps=0)
