"""Training step of the network of `keras4j mnist`, which is that of the benchmark mnist-cnn, on random data."""
from mnist_cnn import make
from peer import main

if __name__ == "__main__":
    main("app-mnist", "images/s", 128, ["torch", "torch-compile", "keras-tf", "keras-torch", "keras-jax"], make)
