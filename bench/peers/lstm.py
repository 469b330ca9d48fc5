"""Training step of LSTM(256) over 20 steps of 128 features, Dense(1500) softmax per step, Adam, on random data."""
from mnist_cnn import TRAINERS
from peer import main

STEPS, FEATURES, UNITS, WORDS = 20, 128, 256, 1500


def make(options):
    import numpy as np
    rng = np.random.default_rng(0)
    x = rng.standard_normal((options.batch, STEPS, FEATURES), dtype=np.float32)
    y = rng.integers(0, WORDS, (options.batch, STEPS))
    if options.peer.startswith("torch"):
        import torch
        import with_torch
        from torch import nn

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.lstm = nn.LSTM(FEATURES, UNITS, batch_first=True)
                self.words = nn.Linear(UNITS, WORDS)

            def forward(self, x):
                return self.words(self.lstm(x)[0])

        with_torch.start(options)
        entropy = nn.CrossEntropyLoss()
        return with_torch.training(Net(), lambda p, t: entropy(p.flatten(0, 1), t.flatten()),
                                   torch.from_numpy(x), torch.from_numpy(y), options)
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers
    model = keras.Sequential([keras.Input((STEPS, FEATURES)), layers.LSTM(UNITS, return_sequences=True),
                              layers.Dense(WORDS, activation="softmax")])
    return with_keras.training(model, x, y, versions)


if __name__ == "__main__":
    main("lstm", "sequences/s", 64, TRAINERS, make)
