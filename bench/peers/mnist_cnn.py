"""Training step of the convolutional network for MNIST (5x5x32, 5x5x64, 1000, 10; Adam) on random data."""
from peer import main

TRAINERS = ["torch", "torch-compile", "keras-tf", "keras-torch", "keras-jax"]


def torch_network():
    import torch
    from torch import nn
    return nn.Sequential(
        nn.Conv2d(1, 32, 5), nn.ReLU(inplace=True), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 5), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(1024, 1000), nn.ReLU(inplace=True), nn.Linear(1000, 10)).to(memory_format=torch.channels_last)


def torch_images(x):
    import torch
    return torch.from_numpy(x).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)


def make(options):
    import numpy as np
    rng = np.random.default_rng(0)
    x = rng.random((options.batch, 28, 28, 1), dtype=np.float32)
    y = rng.integers(0, 10, options.batch)
    if options.peer.startswith("torch"):
        import torch
        import with_torch
        with_torch.start(options)
        return with_torch.training(torch_network(), torch.nn.CrossEntropyLoss(), torch_images(x), torch.from_numpy(y), options)
    import with_keras
    versions = with_keras.start(options)
    import keras
    from keras import layers
    model = keras.Sequential([
        keras.Input((28, 28, 1)), layers.Conv2D(32, 5, activation="relu"), layers.MaxPooling2D(2),
        layers.Conv2D(64, 5, activation="relu"), layers.MaxPooling2D(2), layers.Flatten(),
        layers.Dense(1000, activation="relu"), layers.Dense(10, activation="softmax")])
    return with_keras.training(model, x, y, versions)


if __name__ == "__main__":
    main("mnist-cnn", "images/s", 128, TRAINERS, make)
