package org.keras4j.layers;

import org.junit.jupiter.api.Nested;

class RNNTest {
    @Nested
    class OfLSTMCell implements LayerContract {
        @Override
        public String group() {
            return "rnn_lstm_cell";
        }
    }

    @Nested
    class OfSimpleRNNCell implements LayerContract {
        @Override
        public String group() {
            return "rnn_simple_rnn_cell";
        }
    }
}
