"""Training steps of the networks of `zoo` and `resnet` in Keras, on random data: BENCHMARK names one (app-zoo-lenet5, app-resnet-plain56).

`app_zoo.py --parameters` prints how many parameters each has; the tests of Keras4J expect the same.
"""
import os
import sys

from peer import main


def image_networks(L, keras):
    def dense(n, x):
        return L.Dense(n, "relu")(x)

    def conv(f, k, x):
        return L.Conv2D(f, k, padding="same", activation="relu")(x)

    def bn_relu(x):
        return L.ReLU()(L.BatchNormalization()(x))

    def normalized(f, k, x):
        return bn_relu(L.Conv2D(f, k, padding="same", use_bias=False)(x))

    def halved(x):
        return L.MaxPooling2D(3, 2, "same")(x)

    def mlp(i):
        return dense(256, dense(512, L.Flatten()(i)))

    def lenet5(i, first="valid"):
        x = L.AveragePooling2D(2)(L.Conv2D(6, 5, padding=first, activation="relu")(i))
        x = L.AveragePooling2D(2)(L.Conv2D(16, 5, activation="relu")(x))
        return dense(84, dense(120, L.Flatten()(x)))

    def alexnet(i):
        x = halved(conv(128, 5, halved(conv(64, 5, i))))
        x = conv(128, 3, conv(192, 3, conv(192, 3, x)))
        return L.Dropout(0.5)(dense(256, L.Dropout(0.5)(dense(512, L.Flatten()(halved(x))))))

    def vgg(x):
        for f in (32, 64, 128):
            x = L.MaxPooling2D(2)(normalized(f, 3, normalized(f, 3, x)))
        return dense(128, L.Flatten()(x))

    def module(one, three, five, x):
        return L.Concatenate()([normalized(one, 1, x), normalized(three, 3, normalized(three // 2, 1, x)),
                                normalized(five, 5, normalized(five, 1, x)), normalized(five, 1, L.MaxPooling2D(3, 1, "same")(x))])

    def inception(i):
        x = halved(normalized(32, 3, i))
        x = halved(module(48, 48, 16, module(32, 48, 8, x)))
        return L.GlobalAveragePooling2D()(module(96, 112, 32, module(80, 80, 32, module(56, 72, 16, x))))

    def fire(s, x):
        x = conv(s, 1, x)
        return L.Concatenate()([conv(4 * s, 1, x), conv(4 * s, 3, x)])

    def squeezenet(i):
        x = halved(fire(16, fire(16, halved(conv(64, 3, i)))))
        x = halved(fire(32, fire(32, x)))
        x = L.Conv2D(10, 1)(fire(64, fire(48, x)))
        return keras.Model(i, L.Activation("softmax", dtype="float32")(L.GlobalAveragePooling2D()(x)))

    def densenet(i):
        maps = 24
        x = L.Conv2D(maps, 3, padding="same", use_bias=False)(i)
        for block in range(3):
            for _ in range(6):
                y = L.Conv2D(48, 1, use_bias=False)(bn_relu(x))
                x = L.Concatenate()([x, L.Conv2D(12, 3, padding="same", use_bias=False)(bn_relu(y))])
                maps += 12
            x = bn_relu(x)
            if block < 2:
                maps //= 2
                x = L.AveragePooling2D(2)(L.Conv2D(maps, 1, use_bias=False)(x))
        return L.GlobalAveragePooling2D()(x)

    def mobilenet(i, width):
        x, before = normalized(width, 3, i), 2
        for f in (2, 4, 4, 8, 8, 16, 16):
            x = bn_relu(L.DepthwiseConv2D(3, 2 if f > before else 1, "same", use_bias=False)(x))
            x, before = normalized(f * width, 1, x), f
        return L.GlobalAveragePooling2D()(x)

    def xception(i):
        def separable(f, x):
            return L.BatchNormalization()(L.SeparableConv2D(f, 3, padding="same", use_bias=False)(x))

        x = normalized(32, 3, i)
        for f in (64, 128, 256):
            y = halved(separable(f, L.ReLU()(separable(f, x))))
            x = L.Add()([y, L.BatchNormalization()(L.Conv2D(f, 1, 2, use_bias=False)(x))])
        return L.GlobalAveragePooling2D()(L.ReLU()(separable(384, x)))

    def resnet(depth, style):
        def c(f, k, s=1):
            return L.Conv2D(f, k, s, "same", use_bias=style != "padded", kernel_initializer="he_normal", kernel_regularizer=keras.regularizers.L2(1e-4))

        def shortcut(x, f):
            if style != "padded":
                return c(f, 1, 2)(x)
            return L.ZeroPadding2D(((0, 0), (f // 4, f // 4)), data_format="channels_first")(L.AveragePooling2D(1, 2)(x))

        def v1(x):
            x = bn_relu(c(16, 3)(x))
            for stage, f in enumerate((16, 32, 64)):
                for block in range((depth - 2) // 6):
                    s = 2 if stage and not block else 1
                    y = L.BatchNormalization()(c(f, 3)(bn_relu(c(f, 3, s)(x))))
                    x = L.ReLU()(y if style == "plain" else L.Add()([shortcut(x, f) if s == 2 else x, y]))
            return x

        def v2(x):
            f = 16
            x = bn_relu(c(f, 3)(x))
            for stage in range(3):
                out = 4 * f if stage == 0 else 2 * f
                for block in range((depth - 2) // 9):
                    s = 2 if stage and not block else 1
                    y = c(f, 1, s)(x if stage == block == 0 else bn_relu(x))
                    y = c(out, 1)(bn_relu(c(f, 3)(bn_relu(y))))
                    x = L.Add()([c(out, 1, s)(x) if block == 0 else x, y])
                f = out
            return bn_relu(x)

        return lambda i: L.Flatten()(L.AveragePooling2D(8)((v2 if style == "v2" else v1)(i)))

    def network(features, shape=(32, 32, 3)):
        def create():
            i = keras.Input(shape)
            return keras.Model(i, L.Dense(10, "softmax", dtype="float32")(features(i)))
        return create

    return {"mlp": network(mlp), "lenet5": network(lenet5), "alexnet": network(alexnet), "vgg": network(vgg), "inception": network(inception),
            "squeezenet": lambda: squeezenet(keras.Input((32, 32, 3))), "densenet40": network(densenet), "mobilenet": network(lambda i: mobilenet(i, 32)),
            "mobilenet-half": network(lambda i: mobilenet(i, 16)), "xception": network(xception), "resnet20": network(resnet(20, "v1")),
            "resnet32": network(resnet(32, "v1")), "resnet56": network(resnet(56, "v1")), "resnet20a": network(resnet(20, "padded")),
            "lenet5-mnist": network(lambda i: lenet5(i, "same"), (28, 28, 1)), "plain20": network(resnet(20, "plain")), "plain56": network(resnet(56, "plain")), "resnet29v2": network(resnet(29, "v2"))}


def text_networks(L, keras):
    def embedding(x, **options):
        return L.Embedding(10000, 64, **options)(x)

    def textcnn(x):
        e = embedding(x)
        return L.Concatenate()([L.GlobalMaxPooling1D()(L.Conv1D(64, k, activation="relu")(e)) for k in (3, 4, 5)])

    def transformer(x):
        e = embedding(x)
        e = L.LayerNormalization()(L.Add()([e, L.MultiHeadAttention(2, 32)(e, e)]))
        e = L.LayerNormalization()(L.Add()([e, L.Dense(64)(L.Dense(128, "relu")(e))]))
        return L.Dense(20, "relu")(L.GlobalAveragePooling1D()(e))

    def network(features):
        def create():
            i = keras.Input((64,), dtype="int32")
            return keras.Model(i, L.Dense(2, "softmax", dtype="float32")(L.Dropout(0.5)(features(i))))
        return create

    return {"textcnn": network(textcnn), "bilstm": network(lambda x: L.Bidirectional(L.LSTM(64))(embedding(x, mask_zero=True))),
            "transformer": network(transformer)}


def make(options):
    import with_keras
    versions = with_keras.start(options)
    import keras
    import numpy as np
    name = os.environ["BENCHMARK"].split("-", 2)[2]
    rng = np.random.default_rng(0)
    texts = text_networks(keras.layers, keras)
    if name in texts:
        x = rng.integers(1, 10000, (options.batch, 64)).astype(np.int32)
        return with_keras.training(texts[name](), x, rng.integers(0, 2, options.batch), versions)
    model = image_networks(keras.layers, keras)[name]()
    x = rng.random((options.batch, *model.input_shape[1:]), dtype=np.float32)
    return with_keras.training(model, x, rng.integers(0, 10, options.batch), versions)


if __name__ == "__main__":
    if sys.argv[1:] == ["--parameters"]:
        import keras
        for name, create in (image_networks(keras.layers, keras) | text_networks(keras.layers, keras)).items():
            print(f"{name} {create().count_params():,}")
    else:
        text = os.environ["BENCHMARK"].split("-", 2)[2] in ("textcnn", "bilstm", "transformer")
        main(os.environ["BENCHMARK"], "sentences/s" if text else "images/s", 50 if text else 64, ("keras-tf", "keras-torch", "keras-jax"), make)
