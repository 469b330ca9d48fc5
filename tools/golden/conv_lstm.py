"""Golden numbers of the recurrent layers of images."""
import numpy as np
from layer_group import LayerGroup, normal

from keras import layers as L


def conv_lstm():
    for rank, layer in enumerate((L.ConvLSTM1D, L.ConvLSTM2D, L.ConvLSTM3D), 1):
        g = LayerGroup(f"conv_lstm{rank}d")
        sizes = (5, 4, 3)[:rank]
        x = normal(2, 3, *sizes, 2)
        g.add("last", lambda: layer(2, 2), x)
        g.add("sequences_and_state", lambda: layer(2, 3, padding="same", return_sequences=True, return_state=True), x)
        if rank == 2:
            mask = np.array([[1, 0, 1], [0, 1, 1]], bool)
            state = lambda case: [case.normal(2, 5, 4, 3), case.normal(2, 5, 4, 3)]
            g.add("masked", lambda: layer(2, (2, 1), return_sequences=True), x, masks=[mask])
            g.add("strides", lambda: layer(2, 2, strides=(2, 1), use_bias=False, go_backwards=True), x)
            g.add("dilation", lambda: layer(2, 2, dilation_rate=2, activation="relu", recurrent_activation="hard_sigmoid"), x)
            g.add("channels_first", lambda: layer(3, 2, data_format="channels_first", return_state=True), normal(2, 3, 2, 5, 4))
            g.add("initial_state", lambda: layer(3, 3, padding="same", return_sequences=True), x, initial_state=state)
        g.save()


conv_lstm()
