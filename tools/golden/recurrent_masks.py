"""Masks of four sequences of six steps."""
import numpy as np

# Steps missing in the middle, at the start, at the end, and none.
MASK = np.array([[1, 0, 1, 1, 0, 1], [0, 0, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0], [1, 1, 1, 1, 1, 1]], bool)
NOTHING = np.array([[0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1]], bool)
