"""Golden numbers of layers around other layers, and of Masking."""
import numpy as np
from layer_group import LayerGroup, normal
from recurrent_masks import MASK, NOTHING

from keras import layers as L


def bidirectional():
    g = LayerGroup("bidirectional")

    def add(name, layer, backward=None, initial_state=None, masks=None, **options):
        g.add(name, lambda: L.Bidirectional(layer(), backward_layer=backward() if backward else None, **options), normal(4, 6, 3),
              initial_state=initial_state, masks=masks)

    def states(count):
        return lambda case: [case.normal(4, 2) for _ in range(count)]

    for mode in ("concat", "sum", "mul", "ave", None):
        add(f"{mode}".lower(), lambda: L.LSTM(2, return_sequences=True), merge_mode=mode)
    add("last", lambda: L.GRU(2))
    add("last_none", lambda: L.SimpleRNN(2), merge_mode=None)
    add("state", lambda: L.LSTM(2, return_state=True, return_sequences=True))
    add("state_none", lambda: L.GRU(2, return_state=True), merge_mode=None)
    add("initial_state", lambda: L.LSTM(2, return_sequences=True), initial_state=states(4))
    add("masked", lambda: L.LSTM(2), masks=[MASK])
    add("masked_sequences", lambda: L.GRU(2, return_sequences=True), masks=[MASK])
    add("masked_almost_all", lambda: L.LSTM(2, return_sequences=True), masks=[NOTHING])
    add("masked_none", lambda: L.LSTM(2, return_sequences=True), masks=[MASK], merge_mode=None)
    add("two_layers", lambda: L.LSTM(2, return_sequences=True), lambda: L.GRU(3, return_sequences=True, go_backwards=True))
    add("cell", lambda: L.RNN(L.GRUCell(2), return_sequences=True))
    g.save()


def time_distributed():
    g = LayerGroup("time_distributed")
    g.add("dense", lambda: L.TimeDistributed(L.Dense(3, activation="tanh")), normal(4, 6, 2))
    g.add("masked", lambda: L.TimeDistributed(L.Dense(3)), normal(4, 6, 2), masks=[MASK])
    g.add("conv", lambda: L.TimeDistributed(L.Conv1D(2, 3)), normal(2, 3, 5, 2))
    g.add("flatten", lambda: L.TimeDistributed(L.Flatten()), normal(2, 3, 5, 2))
    g.add("lstm", lambda: L.TimeDistributed(L.LSTM(2)), normal(2, 3, 4, 2))
    g.add("batch_normalization", lambda: L.TimeDistributed(L.BatchNormalization()), normal(5, 3, 2))
    g.add("batch_normalization_training", lambda: L.TimeDistributed(L.BatchNormalization(momentum=0.7)), normal(5, 3, 2), training=True)
    g.add("batch_normalization_masked", lambda: L.TimeDistributed(L.BatchNormalization(momentum=0.7)), normal(4, 6, 2), training=True,
          masks=[np.array([[1, 0, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0], [1, 1, 1, 0, 1, 1], [1, 1, 1, 1, 1, 1]], bool)])
    g.save()


def masking():
    def padded(value):
        def draw(case):
            x = case.normal(4, 6, 3)
            x[~MASK] = value
            x[3, 2, 1] = value
            return x
        return draw

    g = LayerGroup("masking")
    g.add("zeros", L.Masking, padded(0))
    g.add("value", lambda: L.Masking(-1.5), padded(-1.5))
    g.save()


bidirectional()
time_distributed()
masking()
