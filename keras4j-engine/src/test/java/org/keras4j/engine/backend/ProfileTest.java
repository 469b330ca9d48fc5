package org.keras4j.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;

/// Expected numbers: arithmetic.
class ProfileTest {
    private final Profile profile = new Profile(List.of(
            new Profile.Kernel("convolution", "first", "jit", true, 0.5),
            new Profile.Kernel("fused 2", "", "loop", false, 0.125),
            new Profile.Kernel("matmul", "second", "brg", true, 1.5),
            new Profile.Kernel("pooling", "first", "jit", true, 0.25)), 2.5);

    @Test
    void addsUpLayersAndPrimitives() {
        assertThat(profile.secondsByScope()).containsExactly(entry("second", 1.5), entry("first", 0.75), entry("", 0.125));
        assertThat(profile.primitiveSeconds()).isEqualTo(2.25, within(1e-12));
    }

    @Test
    void isATableOfKernelsAndLayers() {
        assertThat(profile.toString().lines().filter(line -> line.matches(".*(first|outside|in primitives).*")).map(String::strip))
                .containsExactly("500000.0 us  convolution                      first                        jit",
                        "250000.0 us  pooling                          first                        jit",
                        "750000.0 us  first", "125000.0 us  outside of layers", "2250000.0 us  in primitives; 2500000.0 us a step");
    }
}
