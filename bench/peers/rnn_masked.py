"""Training steps of a bidirectional LSTM(128) and GRU(128) over sequences of 33 to 64 steps of 128 features in four batches by length, on random data."""
from mnist_cnn import TRAINERS
from peer import Program, main

BUCKETS, FEATURES, UNITS, CLASSES = (40, 48, 56, 64), 128, 128, 10


def make(options):
    import numpy as np
    rng = np.random.default_rng(0)
    batches = []
    for longest in BUCKETS:
        lengths = longest - 8 + 1 + np.arange(options.batch) * 8 // options.batch
        x = rng.standard_normal((options.batch, longest, FEATURES), dtype=np.float32)
        x[np.arange(longest) >= lengths[:, None]] = 0
        batches.append((x, rng.integers(0, CLASSES, options.batch), lengths))
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

            def forward(self, x):
                packed = pack_padded_sequence(x[0], x[1], batch_first=True, enforce_sorted=False)
                last = self.gru(self.lstm(packed)[0])[1]
                return self.classes(torch.cat([last[0], last[1]], -1))

        with_torch.start(options)
        net, loss = Net(), nn.CrossEntropyLoss()
        return together(with_torch.training(net, loss, (torch.from_numpy(x), torch.from_numpy(lengths)), torch.from_numpy(y), options)
                        for x, y, lengths in batches)
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers
    model = keras.Sequential([keras.Input((None, FEATURES)), layers.Masking(),
                              layers.Bidirectional(layers.LSTM(UNITS, return_sequences=True)), layers.Bidirectional(layers.GRU(UNITS)),
                              layers.Dense(CLASSES, activation="softmax")])
    return together(with_keras.training(model, x, y, versions) for x, y, _ in batches)


def together(programs):
    programs = list(programs)
    return Program(lambda: [program.step() for program in programs], programs[0].versions, len(programs))


if __name__ == "__main__":
    main("rnn-masked", "sequences/s", 64, TRAINERS, make)
