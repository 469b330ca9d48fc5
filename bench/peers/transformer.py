"""Training step of one block of a transformer's encoder on random data: length 128, width 256, 8 heads, feed-forward 1024."""
from mnist_cnn import TRAINERS
from peer import main

LENGTH, WIDTH, HEADS, CLASSES = 128, 256, 8, 10


def make(options):
    import numpy as np
    rng = np.random.default_rng(0)
    x = rng.standard_normal((options.batch, LENGTH, WIDTH), dtype=np.float32)
    y = rng.integers(0, CLASSES, options.batch)
    if options.peer.startswith("torch"):
        import torch
        import with_torch
        from torch import nn

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.block = nn.TransformerEncoderLayer(WIDTH, HEADS, 4 * WIDTH, dropout=0.0, batch_first=True)
                self.classes = nn.Linear(WIDTH, CLASSES)

            def forward(self, x):
                return self.classes(self.block(x).mean(1))

        with_torch.start(options)
        return with_torch.training(Net(), nn.CrossEntropyLoss(), torch.from_numpy(x), torch.from_numpy(y), options)
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers
    inputs = keras.Input((LENGTH, WIDTH))
    h = layers.LayerNormalization()(inputs + layers.MultiHeadAttention(HEADS, WIDTH // HEADS)(inputs, inputs))
    h = layers.LayerNormalization()(h + layers.Dense(WIDTH)(layers.Dense(4 * WIDTH, activation="relu")(h)))
    outputs = layers.Dense(CLASSES, activation="softmax")(layers.GlobalAveragePooling1D()(h))
    return with_keras.training(keras.Model(inputs, outputs), x, y, versions)


if __name__ == "__main__":
    main("transformer", "sequences/s", 32, TRAINERS, make)
