package org.keras4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class CopyTest {
    /// Made final, it lets the compiler see what is cloned, and the process end some time later: see there.
    @Test
    void theCompilerDoesNotSeeWhatIsCloned() throws NoSuchFieldException {
        assertThat(Modifier.isFinal(Copy.class.getDeclaredField("call").getModifiers())).isFalse();
    }
}
