package org.keras4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import org.junit.jupiter.api.Test;

class TrainingTest {

    @Test
    void aLongTrainingSaysHowLongItTakes() {
        assertThat(Training.toGo(12.4, 299)).contains("About 62 minutes for the 299 epochs to go");
        assertThat(Training.toGo(60, 1199)).contains("About 20.0 hours for the 1,199 epochs to go");
        assertThat(Training.toGo(0.5, 99)).isEmpty();
    }
}
