"""One case a kind of layer. Where a layer has no weights, a Dense before it must learn through it."""
import numpy as np
from conformance import case, ids, normal, texts, uniform

import keras
from keras import layers as L


def after_dense(shape, layer):
    return lambda: keras.Sequential([keras.Input(shape), L.Dense(shape[-1], name="before"), layer()])


def alone(shape, layer, dtype=None):
    return lambda: keras.Sequential([keras.Input(shape, dtype=dtype), layer()])


def layer(name, shape, make, **options):
    case(name, after_dense(shape, make), normal(3, *shape), **options)


def merging(name, make, left=(4, 3), right=(4, 3)):
    def build():
        a, b = keras.Input(left, name="a"), keras.Input(right, name="b")
        return keras.Model([a, b], make()([L.Dense(left[-1], name="before")(a), b]))
    case(name, build, [normal(3, *left), normal(3, *right)])


LINE, PLANE, SPACE = (7, 2), (7, 6, 2), (5, 4, 6, 2)

layer("dense", (3,), lambda: L.Dense(4, activation="relu"))
layer("dense_rank_3", (4, 3), lambda: L.Dense(2, use_bias=False))
layer("einsum_dense", (4, 3), lambda: L.EinsumDense("abc,cd->abd", (None, 5), bias_axes="d", activation="tanh"))
case("embedding", alone((5,), lambda: L.Embedding(7, 3), "int32"), ids(7, 3, 5))
layer("flatten", PLANE, lambda: L.Flatten())
layer("flatten_channels_first", LINE, lambda: L.Flatten("channels_first"))
layer("reshape", (4, 3), lambda: L.Reshape((2, -1)))
layer("permute", (4, 3), lambda: L.Permute((2, 1)))
layer("repeat_vector", (3,), lambda: L.RepeatVector(2))
layer("identity", (3,), lambda: L.Identity())
layer("activity_regularization", (3,), lambda: L.ActivityRegularization(0.01, 0.02))
layer("activation", (3,), lambda: L.Activation("softplus"))
layer("activation_in_a_layer", (3,), lambda: L.Dense(3, activation=L.Activation("softplus")))
layer("relu", (5,), lambda: L.ReLU(max_value=1.5, negative_slope=0.1, threshold=0.2))
layer("leaky_relu", (5,), lambda: L.LeakyReLU())
layer("elu", (5,), lambda: L.ELU(0.7))
layer("prelu", (4, 3), lambda: L.PReLU(shared_axes=[1]))
layer("softmax", (5,), lambda: L.Softmax())

layer("conv1d", LINE, lambda: L.Conv1D(3, 3, padding="causal", dilation_rate=2, activation="tanh"))
layer("conv2d", PLANE, lambda: L.Conv2D(4, (3, 2), strides=2, padding="same", groups=2))
layer("conv3d", SPACE, lambda: L.Conv3D(2, 2))
layer("conv1d_transpose", LINE, lambda: L.Conv1DTranspose(2, 3, strides=2, padding="same"))
layer("conv2d_transpose", PLANE, lambda: L.Conv2DTranspose(3, 3, strides=2, padding="valid"))
layer("conv3d_transpose", (3, 2, 3, 2), lambda: L.Conv3DTranspose(2, 2, strides=2))
layer("depthwise_conv1d", LINE, lambda: L.DepthwiseConv1D(3, depth_multiplier=2))
layer("depthwise_conv2d", PLANE, lambda: L.DepthwiseConv2D(3, depth_multiplier=2, padding="same"))
layer("separable_conv1d", LINE, lambda: L.SeparableConv1D(3, 3, padding="same"))
layer("separable_conv2d", PLANE, lambda: L.SeparableConv2D(3, 3, depth_multiplier=2))
for n, shape in ((1, LINE), (2, PLANE), (3, SPACE)):
    of = lambda kind, n=n: getattr(L, f"{kind}{n}D")
    layer(f"max_pooling{n}d", shape, lambda of=of: of("MaxPooling")(2))
    layer(f"average_pooling{n}d", shape, lambda of=of: of("AveragePooling")(3, strides=2, padding="same"),
          backend="tensorflow")  # PyTorch counts padding that isn't the same on both sides
    layer(f"global_max_pooling{n}d", shape, lambda of=of: of("GlobalMaxPooling")(keepdims=True))
    layer(f"global_average_pooling{n}d", shape, lambda of=of: of("GlobalAveragePooling")())
    layer(f"cropping{n}d", shape, lambda of=of: of("Cropping")(1))
    layer(f"zero_padding{n}d", shape, lambda of=of: of("ZeroPadding")(1))
    layer(f"up_sampling{n}d", shape, lambda of=of: of("UpSampling")(2))
    layer(f"spatial_dropout{n}d", shape, lambda of=of: of("SpatialDropout")(0.4), steps=0)
layer("adaptive_average_pooling2d", PLANE, lambda: L.AdaptiveAveragePooling2D((3, 2)))
layer("adaptive_max_pooling1d", LINE, lambda: L.AdaptiveMaxPooling1D(3))
layer("up_sampling2d_bilinear", PLANE, lambda: L.UpSampling2D(2, interpolation="bilinear"))

layer("dropout", (6,), lambda: L.Dropout(0.5, seed=3), steps=0)
layer("alpha_dropout", (6,), lambda: L.AlphaDropout(0.3), steps=0)
layer("gaussian_noise", (6,), lambda: L.GaussianNoise(0.3), steps=0)
layer("gaussian_dropout", (6,), lambda: L.GaussianDropout(0.3), steps=0)
layer("batch_normalization", (5,), lambda: L.BatchNormalization(momentum=0.8))
layer("batch_normalization_2d", PLANE, lambda: L.BatchNormalization(scale=False))
layer("layer_normalization", (4, 3), lambda: L.LayerNormalization(axis=[1, 2]))
layer("group_normalization", (7, 4), lambda: L.GroupNormalization(2))
layer("rms_normalization", (5,), lambda: L.RMSNormalization())
layer("unit_normalization", (5,), lambda: L.UnitNormalization())
layer("spectral_normalization", (4,), lambda: L.SpectralNormalization(L.Dense(3)), tolerance=1e-4)

layer("simple_rnn", (5, 3), lambda: L.SimpleRNN(4, return_sequences=True))
layer("lstm", (5, 3), lambda: L.LSTM(4))
layer("lstm_backwards", (5, 3), lambda: L.LSTM(3, go_backwards=True, return_sequences=True, unit_forget_bias=False))
layer("gru", (5, 3), lambda: L.GRU(4))
layer("gru_reset_before", (5, 3), lambda: L.GRU(3, reset_after=False, use_bias=False))
layer("rnn_of_cells", (5, 3), lambda: L.RNN([L.LSTMCell(3), L.GRUCell(2), L.SimpleRNNCell(4)], return_sequences=True))
layer("rnn_of_a_cell", (5, 3), lambda: L.RNN(L.GRUCell(3)))
for mode in ("concat", "sum", "mul", "ave"):
    layer(f"bidirectional_{mode}", (5, 3), lambda mode=mode: L.Bidirectional(L.LSTM(3, return_sequences=mode != "sum"), merge_mode=mode))
layer("bidirectional_two_layers", (5, 3), lambda: L.Bidirectional(L.GRU(3), backward_layer=L.GRU(3, go_backwards=True)))
layer("time_distributed", (4, 5, 2), lambda: L.TimeDistributed(L.Conv1D(3, 2)))
layer("conv_lstm1d", (3, 5, 2), lambda: L.ConvLSTM1D(2, 3))
layer("conv_lstm2d", (3, 5, 4, 2), lambda: L.ConvLSTM2D(2, 3, padding="same", return_sequences=True))

merging("add", lambda: L.Add())
merging("subtract", lambda: L.Subtract())
merging("multiply", lambda: L.Multiply())
merging("average", lambda: L.Average())
merging("maximum", lambda: L.Maximum())
merging("minimum", lambda: L.Minimum())
merging("concatenate", lambda: L.Concatenate(axis=1), right=(2, 3))
merging("dot", lambda: L.Dot(axes=(2, 2), normalize=True), right=(2, 3))
merging("attention", lambda: L.Attention(use_scale=True))
merging("additive_attention", lambda: L.AdditiveAttention())


def attention(make, **call):
    def build():
        q, v = keras.Input((4, 6), name="q"), keras.Input((5, 6), name="v")
        return keras.Model([q, v], make()(q, v, **call))
    return build


case("multi_head_attention", attention(lambda: L.MultiHeadAttention(2, 3)), [normal(3, 4, 6), normal(3, 5, 6)])
case("grouped_query_attention", attention(lambda: L.GroupQueryAttention(3, 4, 2)), [normal(3, 4, 6), normal(3, 5, 6)])
case("gated_attention", attention(lambda: L.MultiHeadAttention(2, 3, use_gate=True)), [normal(3, 4, 6), normal(3, 5, 6)])


def causal():
    x = keras.Input((4, 6))
    return keras.Model(x, L.MultiHeadAttention(2, 3, use_bias=False)(x, x, use_causal_mask=True))


case("causal_attention", causal, normal(3, 4, 6))


def adapted(make, data, shape, dtype=None):
    def build():
        adapting = make()
        adapting.adapt(data)
        return keras.Sequential([keras.Input(shape, dtype=dtype), adapting])
    return build


numbers = np.linspace(-2, 3, 20, dtype="float32").reshape(10, 2)
words = np.array([["to be or not to be"], ["that is the question"], ["to be is to do"]])
case("rescaling", alone((3,), lambda: L.Rescaling(0.5, -1.0)), normal(3, 3), steps=0)
case("normalization", adapted(lambda: L.Normalization(), numbers, (2,)), normal(3, 2), steps=0)
case("normalization_given", alone((2,), lambda: L.Normalization(mean=[1.0, 2.0], variance=[4.0, 0.5])), normal(3, 2), steps=0)
case("discretization", adapted(lambda: L.Discretization(num_bins=4), numbers, (2,)), normal(3, 2), steps=0, backend="tensorflow")
case("category_encoding", alone((3,), lambda: L.CategoryEncoding(5, output_mode="count"), "int32"), ids(5, 4, 3), steps=0)
case("integer_lookup", alone((3,), lambda: L.IntegerLookup(vocabulary=[5, 2, 9]), "int64"), ids(10, 4, 3), steps=0, backend="tensorflow")
case("string_lookup", adapted(lambda: L.StringLookup(), np.array(["a", "b", "a", "c"]), (1,), "string"), texts(["a"], ["c"], ["x"]),
     steps=0, backend="tensorflow")
case("text_vectorization", adapted(lambda: L.TextVectorization(output_sequence_length=5), words, (1,), "string"),
     texts(["To be, or what?"], ["the question is this"]), steps=0, backend="tensorflow")
case("text_vectorization_tf_idf", adapted(lambda: L.TextVectorization(output_mode="tf_idf"), words, (1,), "string"),
     texts(["to be to be"], ["the question"]), steps=0, backend="tensorflow")


def text_classifier():
    vectorize = L.TextVectorization(output_sequence_length=5)
    vectorize.adapt(words)
    return keras.Sequential([keras.Input((1,), dtype="string"), vectorize, L.Embedding(vectorize.vocabulary_size(), 4, mask_zero=True),
                             L.GlobalAveragePooling1D(), L.Dense(1)])


def texts_and_numbers():
    title, city, month, code, number = (keras.Input((), dtype="string", name="title"), keras.Input((1,), dtype="string", name="city"),
                                        keras.Input((1,), dtype="string", name="month"), keras.Input((2,), dtype="int64", name="code"),
                                        keras.Input((3,), name="number"))
    vectorize = L.TextVectorization(output_mode="multi_hot", max_tokens=9, pad_to_max_tokens=True)
    vectorize.adapt(words)
    parts = [L.Dense(4, activation="tanh")(vectorize(title)), L.StringLookup(vocabulary=["oslo", "rome"], num_oov_indices=2, output_mode="one_hot")(city),
             L.Flatten()(L.Embedding(7, 2)(L.Hashing(7)(code))), L.HashedCrossing(5, output_mode="one_hot")((city, month)), number]
    return keras.Model([title, city, month, code, number], L.Dense(2)(L.Concatenate()(parts)))


case("text_classifier", text_classifier, texts(["To be, or what?"], ["the question is this"], ["be"]), backend="tensorflow")
case("texts_and_numbers", texts_and_numbers, [texts("to be", "question, that!", ""), texts(["rome"], ["Paris"], ["oslo"]),
                                              texts(["may"], ["june"], ["may"]), ids(100, 3, 2), normal(3, 3)], backend="tensorflow")


def texts_without_an_axis():
    city, day = keras.Input((), dtype="string", name="city"), keras.Input((), dtype="int32", name="day")
    return keras.Model([city, day], L.HashedCrossing(7)((city, day)))


case("texts_without_an_axis", texts_without_an_axis, [texts("rome", "paris", "oslo", "rome"), ids(9, 4)], steps=0, backend="tensorflow")
case("hashing", alone((3,), lambda: L.Hashing(7), "int64"), ids(100, 4, 3), steps=0, backend="tensorflow")
picture = (6, 8, 3)
pixels = uniform(0, 255, 2, *picture)
case("resizing", alone(picture, lambda: L.Resizing(4, 5)), pixels, steps=0)
case("center_crop", alone(picture, lambda: L.CenterCrop(4, 5)), pixels, steps=0)
for name, make in (("random_flip", lambda: L.RandomFlip("horizontal", seed=1)), ("random_rotation", lambda: L.RandomRotation(0.2)),
                   ("random_zoom", lambda: L.RandomZoom((-0.2, 0.3))), ("random_translation", lambda: L.RandomTranslation(0.1, (-0.2, 0.2))),
                   ("random_contrast", lambda: L.RandomContrast(0.3)), ("random_brightness", lambda: L.RandomBrightness(0.2))):
    case(name, alone(picture, make), pixels, steps=0)
case("random_crop", alone(picture, lambda: L.RandomCrop(4, 4)), pixels, steps=0)
