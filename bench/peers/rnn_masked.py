"""Training step of a bidirectional LSTM(128) and GRU(128) over sequences of 56 to 64 steps of 128 features, on random data."""
from mnist_cnn import TRAINERS
from peer import main

LONGEST, SHORTEST, FEATURES, UNITS, CLASSES = 64, 56, 128, 128, 10


def make(options):
    import numpy as np
    rng = np.random.default_rng(0)
    lengths = LONGEST - np.arange(options.batch) % (LONGEST - SHORTEST + 1)
    x = rng.standard_normal((options.batch, LONGEST, FEATURES), dtype=np.float32)
    x[np.arange(LONGEST) >= lengths[:, None]] = 0
    y = rng.integers(0, CLASSES, options.batch)
    if options.peer.startswith("torch"):
        import torch
        import with_torch
        from torch import nn
        from torch.nn.utils.rnn import pack_padded_sequence

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.lstm = nn.LSTM(FEATURES, UNITS, batch_first=True, bidirectional=True)
                self.gru = nn.GRU(2 * UNITS, UNITS, batch_first=True, bidirectional=True)
                self.classes = nn.Linear(2 * UNITS, CLASSES)
                self.lengths = torch.from_numpy(lengths)

            def forward(self, x):
                packed = pack_padded_sequence(x, self.lengths, batch_first=True, enforce_sorted=False)
                last = self.gru(self.lstm(packed)[0])[1]
                return self.classes(torch.cat([last[0], last[1]], -1))

        with_torch.start(options)
        return with_torch.training(Net(), nn.CrossEntropyLoss(), torch.from_numpy(x), torch.from_numpy(y), options)
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers
    model = keras.Sequential([keras.Input((LONGEST, FEATURES)), layers.Masking(),
                              layers.Bidirectional(layers.LSTM(UNITS, return_sequences=True)), layers.Bidirectional(layers.GRU(UNITS)),
                              layers.Dense(CLASSES, activation="softmax")])
    return with_keras.training(model, x, y, versions)


if __name__ == "__main__":
    main("rnn-masked", "sequences/s", 64, TRAINERS, make)
