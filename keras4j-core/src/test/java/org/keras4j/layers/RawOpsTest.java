package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.golden.GoldenCase;

class RawOpsTest {
    /// Every function that loads has numbers from Keras, in `golden/models/raw_ops`.
    @Test
    void noFunctionLoadsUncompared() {
        Set<String> compared = GoldenCase.of("models", "raw_ops").flatMap(golden -> golden.config().get("layers").valueStream())
                .map(layer -> layer.get("class_name").stringValue()).collect(Collectors.toSet());
        assertThat(compared).containsAll(RawOps.names());
    }
}
