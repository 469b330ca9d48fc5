"""Training step of `keras4j multi qa` (stories of eight sentences of seven words, one question; a sentence model that both share) on random words."""
from peer import Program, main

WORDS, SENTENCES, WIDTH = 45, 8, 7


def make(options):
    import numpy as np
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers as L

    text = keras.Input((WIDTH,), dtype="int32")
    sentence = keras.Model(text, L.Dense(64, activation="relu")(L.Flatten()(L.Embedding(WORDS, 32)(text))), name="sentence")
    story, question = keras.Input((SENTENCES, WIDTH), dtype="int32"), keras.Input((WIDTH,), dtype="int32")
    heard = L.Concatenate()([L.TimeDistributed(sentence)(story), L.RepeatVector(SENTENCES)(sentence(question))])
    model = keras.Model([story, question], L.Dense(WORDS, activation="softmax", dtype="float32")(L.GRU(128)(heard)))
    model.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])

    rng = np.random.default_rng(0)
    x = [with_keras.resident(rng.integers(0, WORDS, (options.batch, *shape)).astype(np.int32)) for shape in ((SENTENCES, WIDTH), (WIDTH,))]
    y = with_keras.resident(rng.integers(0, WORDS, (options.batch,)).astype(np.int32))
    model.train_on_batch(x, y)  # builds
    return Program(lambda: model.train_on_batch(x, y), versions)


if __name__ == "__main__":
    main("app-multi-qa", "stories/s", 64, ["keras-tf", "keras-torch", "keras-jax"], make)
