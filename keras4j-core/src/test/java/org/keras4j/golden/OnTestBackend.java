package org.keras4j.golden;

import org.junit.jupiter.api.BeforeAll;
import org.keras4j.config.KerasConfig;
import org.keras4j.config.RandomSeed;

/// Tests of models run on [Programs#BACKEND], with a fixed seed.
public abstract class OnTestBackend {
    @BeforeAll
    static void chooseBackendAndSeed() {
        KerasConfig.backend(Programs.BACKEND);
        RandomSeed.set(7);
    }
}
