package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.ops.Variable;

class BidirectionalTest implements LayerContract {
    @Override
    public String group() {
        return "bidirectional";
    }

    @Test
    void bothDirectionsHaveWeightsOfTheirOwn() {
        Bidirectional layer = Bidirectional.of(RNN.of(GRUCell.of(2)));
        layer.apply(Input.shape(3, 1));

        assertThat(layer.weights().stream().map(Variable::path)).containsExactly(
                "bidirectional/forward_rnn/gru_cell/kernel", "bidirectional/forward_rnn/gru_cell/recurrent_kernel", "bidirectional/forward_rnn/gru_cell/bias",
                "bidirectional/backward_rnn/gru_cell/kernel", "bidirectional/backward_rnn/gru_cell/recurrent_kernel", "bidirectional/backward_rnn/gru_cell/bias");
    }

    @Test
    void saysWhatItExpects() {
        assertThatThrownBy(() -> Bidirectional.of(GRU.of(2), GRU.of(2))).hasMessageStartingWith(
                "Bidirectional 'bidirectional': expected two layers that differ in go_backwards, and agree in return_sequences, return_state and "
                        + "stateful, got GRU(name=forward_gru, ");
        assertThatThrownBy(() -> Bidirectional.of(GRU.of(2)).apply(Input.shape(3, 1), Input.shape(2))).hasMessage(
                "Bidirectional 'bidirectional': expected a sequence and as many first states for both directions, got 1 states.");
    }
}
