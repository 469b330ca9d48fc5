"""Training step of the residual network for CIFAR-10 with 20 layers (He et al. 2015, section 4.2; Adam) on random data."""
from mnist_cnn import TRAINERS, torch_images
from peer import main


def torch_network():
    import torch
    from torch import nn

    def normalized(inputs, filters, size, stride):
        return nn.Sequential(nn.Conv2d(inputs, filters, size, stride, size // 2, bias=False), nn.BatchNorm2d(filters))

    class Block(nn.Module):
        def __init__(self, inputs, filters, stride):
            super().__init__()
            self.residual = nn.Sequential(normalized(inputs, filters, 3, stride), nn.ReLU(inplace=True), normalized(filters, filters, 3, 1))
            self.shortcut = normalized(inputs, filters, 1, stride) if stride > 1 else nn.Identity()

        def forward(self, x):
            return torch.relu_(self.residual(x) + self.shortcut(x))

    widths = [(16, 16, 1)] * 3 + [(16, 32, 2)] + [(32, 32, 1)] * 2 + [(32, 64, 2)] + [(64, 64, 1)] * 2
    blocks = [Block(*width) for width in widths]
    return nn.Sequential(normalized(3, 16, 3, 1), nn.ReLU(inplace=True), *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(),
                         nn.Linear(64, 10)).to(memory_format=torch.channels_last)


def keras_network():
    import keras
    from keras import layers

    def normalized(x, filters, size, stride):
        return layers.BatchNormalization()(layers.Conv2D(filters, size, strides=stride, padding="same", use_bias=False)(x))

    inputs = keras.Input((32, 32, 3))
    x = layers.ReLU()(normalized(inputs, 16, 3, 1))
    for stage in range(3):
        for block in range(3):
            filters, stride = 16 << stage, 2 if stage and not block else 1
            y = normalized(layers.ReLU()(normalized(x, filters, 3, stride)), filters, 3, 1)
            x = layers.ReLU()(layers.Add()([normalized(x, filters, 1, stride) if stride > 1 else x, y]))
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(layers.GlobalAveragePooling2D()(x)))


def make(options):
    import numpy as np
    rng = np.random.default_rng(0)
    x = rng.random((options.batch, 32, 32, 3), dtype=np.float32)
    y = rng.integers(0, 10, options.batch)
    if options.peer.startswith("torch"):
        import torch
        import with_torch
        with_torch.start(options)
        return with_torch.training(torch_network(), torch.nn.CrossEntropyLoss(), torch_images(x), torch.from_numpy(y), options)
    import with_keras
    versions = with_keras.start(options)
    return with_keras.training(keras_network(), x, y, versions)


if __name__ == "__main__":
    main("resnet20", "images/s", 128, TRAINERS, make)
