package org.keras4j.engine.cpu.foreign;

import module java.base;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// Functions of the C standard, whose results are known.
class CLibraryTest {
    private static final CLibrary C = CLibrary.LIBC;

    @Test
    void passesAndReturnsWordsOfBothSizes() {
        assertThat(C.callInt("abs", -7)).isEqualTo(7);
        assertThat(C.callInt("toupper", (int) 'k')).isEqualTo('K');
        assertThat(C.callLong("labs", Long.MIN_VALUE + 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(C.callInt("memcmp", text("ab"), text("ac"), 2L)).isNegative();
    }

    @Test
    void passesAndReturnsPointers() {
        var text = text("Keras4J");

        assertThat(C.callLong("strlen", text)).isEqualTo(7);
        assertThat(C.callAddress("strchr", text, (int) '4').address()).isEqualTo(text.address() + 5);
    }

    @Test
    void refusesMemoryThatHasNoLastingAddress() {
        var arena = Arena.ofConfined();
        var closed = arena.allocateFrom("gone");
        arena.close();

        assertThatIllegalStateException().isThrownBy(() -> C.callLong("strlen", closed));
        assertThatIllegalStateException().isThrownBy(() -> C.callLong("strlen", MemorySegment.ofArray(new byte[4])));
    }

    private static MemorySegment text(String text) {
        return Arena.ofAuto().allocateFrom(text);
    }
}
