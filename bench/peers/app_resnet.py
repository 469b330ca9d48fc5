"""Training steps of the networks of `resnet`: they stand with those of `zoo`."""
import os

from app_zoo import make
from peer import main

if __name__ == "__main__":
    main(os.environ["BENCHMARK"], "images/s", 64, ("keras-tf", "keras-torch", "keras-jax"), make)
