"""Golden numbers of the recurrent layers."""
from layer_group import LayerGroup, normal
from recurrent_masks import MASK, NOTHING

from keras import layers as L


def states(units, count):
    return lambda case: [case.normal(4, units) for _ in range(count)]


def whole_layer(group, layer, units, count):
    """The cases that every layer with `count` states has; `layer` takes the options of `keras.layers.RNN`."""
    def add(name, initial_state=None, masks=None, **options):
        group.add(name, lambda: layer(**options), normal(4, 6, 3), initial_state=initial_state, masks=masks)

    start = states(units, count)
    add("last")
    add("sequences", return_sequences=True)
    add("state", return_state=True)
    add("sequences_and_state", return_sequences=True, return_state=True)
    add("backwards", go_backwards=True, return_sequences=True, return_state=True)
    add("initial_state", initial_state=start, return_sequences=True, return_state=True)
    add("initial_state_backwards", initial_state=start, go_backwards=True)
    add("masked", masks=[MASK])
    add("masked_sequences", masks=[MASK], return_sequences=True, return_state=True)
    add("masked_backwards", masks=[MASK], return_sequences=True, return_state=True, go_backwards=True)
    add("masked_initial_state", masks=[MASK], initial_state=start, return_sequences=True, return_state=True)
    add("masked_almost_all", masks=[NOTHING], return_sequences=True, return_state=True)
    add("masked_zero_output", masks=[MASK], return_sequences=True, return_state=True, zero_output_for_mask=True)
    add("unrolled", unroll=True, return_sequences=True)
    return add


def lstm():
    g = LayerGroup("lstm")
    add = whole_layer(g, lambda **options: L.LSTM(5, **options), 5, 2)
    add("no_bias", use_bias=False, return_sequences=True)
    add("activations", activation="relu", recurrent_activation="hard_sigmoid", return_sequences=True)
    add("activations_swapped", activation="sigmoid", recurrent_activation="tanh")
    g.add("one_step", lambda: L.LSTM(2, return_sequences=True), normal(3, 1, 4))
    g.add("one_unit", lambda: L.LSTM(1, return_state=True), normal(2, 3, 1))
    g.save()


def gru():
    g = LayerGroup("gru")
    add = whole_layer(g, lambda **options: L.GRU(5, **options), 5, 1)
    add("no_bias", use_bias=False, return_sequences=True)
    add("activations", activation="relu", recurrent_activation="hard_sigmoid", return_sequences=True)
    add("reset_before", reset_after=False, return_sequences=True, return_state=True)
    add("reset_before_no_bias", reset_after=False, use_bias=False)
    add("reset_before_masked", reset_after=False, masks=[MASK], return_sequences=True, return_state=True)
    g.add("one_unit", lambda: L.GRU(1, return_state=True), normal(2, 3, 1))
    g.save()


def simple_rnn():
    g = LayerGroup("simple_rnn")
    add = whole_layer(g, lambda **options: L.SimpleRNN(5, **options), 5, 1)
    add("no_bias", use_bias=False, return_sequences=True)
    add("sigmoid", activation="sigmoid", return_sequences=True)
    g.save()


def rnn():
    g = LayerGroup("rnn_simple_rnn_cell")
    whole_layer(g, lambda **options: L.RNN(L.SimpleRNNCell(5), **options), 5, 1)
    g.save()
    g = LayerGroup("rnn_lstm_cell")
    whole_layer(g, lambda **options: L.RNN(L.LSTMCell(4), **options), 4, 2)
    g.save()
    g = LayerGroup("rnn_cells")
    for name, options in {"last": {}, "sequences_and_state": {"return_sequences": True, "return_state": True}}.items():
        g.add(name, lambda: L.RNN([L.LSTMCell(4), L.SimpleRNNCell(3), L.LSTMCell(2)], **options), normal(4, 6, 3))
    g.add("gru", lambda: L.RNN([L.GRUCell(4), L.GRUCell(3, reset_after=False)], return_state=True), normal(4, 6, 3))
    g.add("masked", lambda: L.RNN([L.LSTMCell(4), L.LSTMCell(3)], return_sequences=True), normal(4, 6, 3), masks=[MASK])
    g.save()


def cells():
    for name, make, units, count in (("lstm_cell", lambda **o: L.LSTMCell(5, **o), 5, 2),
                                     ("gru_cell", lambda **o: L.GRUCell(5, **o), 5, 1),
                                     ("simple_rnn_cell", lambda **o: L.SimpleRNNCell(5, **o), 5, 1)):
        g = LayerGroup(name)
        g.add("default", make, normal(4, 3), initial_state=states(units, count))
        g.add("no_bias", lambda: make(use_bias=False), normal(4, 3), initial_state=states(units, count))
        g.save()


lstm()
gru()
simple_rnn()
rnn()
cells()
