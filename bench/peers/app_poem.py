"""Training step of `keras4j poem` over octaves of five characters (three embeddings of 128, two LSTM(256), 4,661 signs) on random data."""
from peer import Program, main

SIGNS, WIDTH, LINES = 4661, 5, 8


def make(options):
    import numpy as np
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers as L

    inputs = [keras.Input((None,), dtype="int32", name=name) for name in ("sign", "line", "place")]
    x = L.Add()([L.Embedding(size, 128)(i) for size, i in zip((SIGNS, LINES + 1, 8), inputs)])
    x = L.LSTM(256, return_sequences=True)(L.Dropout(0.2)(x))
    x = L.LSTM(256, return_sequences=True)(L.Dropout(0.2)(x))
    model = keras.Model(inputs, L.Dense(SIGNS, dtype="float32")(L.Dropout(0.2)(x)))
    rate = keras.optimizers.schedules.CosineDecay(3e-4, 950, alpha=0.03, warmup_target=3e-3, warmup_steps=50)
    model.compile(keras.optimizers.Adam(rate, global_clipnorm=1.0), keras.losses.SparseCategoricalCrossentropy(from_logits=True))

    rng = np.random.default_rng(0)
    places = LINES * (WIDTH + 1) + 1
    line, place = np.append(np.arange(places - 1) // (WIDTH + 1), LINES), np.append(WIDTH - np.arange(places - 1) % (WIDTH + 1), 0)
    sign, target = (rng.integers(0, SIGNS, (options.batch, places)).astype(np.int32) for _ in range(2))
    x = [with_keras.resident(np.ascontiguousarray(a)) for a in (sign, np.tile(line, (options.batch, 1)).astype(np.int32), np.tile(place, (options.batch, 1)).astype(np.int32))]
    y = with_keras.resident(target)
    model.train_on_batch(x, y)  # builds
    return Program(lambda: model.train_on_batch(x, y), versions)


if __name__ == "__main__":
    main("app-poem", "poems/s", 32, ["keras-tf", "keras-torch", "keras-jax"], make)
