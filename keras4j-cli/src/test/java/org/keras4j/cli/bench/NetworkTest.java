package org.keras4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkTest {
    /// `keras_network().count_params()` in `bench/peers/resnet20.py`.
    @Test
    void theResidualNetworkIsThatOfItsPeers() {
        assertThat(Network.RESNET20.model().countParams()).isEqualTo(274_042);
    }
}
