package org.keras4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import org.junit.jupiter.api.Test;

class FittingTest {
    @Test
    void aLongTrainingSaysHowLongItTakes() {
        assertThat(Fitting.toGo(12.4, 299)).contains("About 62 minutes for the 299 epochs to go");
        assertThat(Fitting.toGo(60, 1199)).contains("About 20.0 hours for the 1,199 epochs to go");
        assertThat(Fitting.toGo(0.5, 99)).isEmpty();
    }
}
