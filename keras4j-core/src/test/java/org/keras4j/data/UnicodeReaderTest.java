package org.keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;

class UnicodeReaderTest {
    private static final String POEM = "春曉\n😀 naïve\n";

    @Test
    void aByteOrderMarkSaysTheEncodingAndIsNoText() throws IOException {
        assertThat(text(POEM.getBytes(StandardCharsets.UTF_8))).isEqualTo(POEM);
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(text(("\uFEFF" + POEM).getBytes(charset))).as(charset.name()).isEqualTo(POEM);
        }
        assertThat(text(new byte[0])).isEmpty();
    }

    /// Longer than its buffers, and a character of four bytes lies over the end of one.
    @Test
    void charactersAreWholeHoweverTheyAreAskedFor() throws IOException {
        String longText = "x".repeat(8190) + "😀" + "山".repeat(9000);
        var one = new StringBuilder();
        try (var reader = new UnicodeReader(new ByteArrayInputStream(longText.getBytes(StandardCharsets.UTF_8)))) {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                one.append((char) c);
            }
        }
        assertThat(one.toString()).isEqualTo(longText);
    }

    @Test
    void otherBytesAreRefusedWithTheirLine() {
        var gbk = ("題:詩\n".repeat(3) + "#").getBytes(Charset.forName("GBK"));
        assertThatThrownBy(() -> text(gbk)).isInstanceOf(CharacterCodingException.class)
                .hasMessage("line 1: expected text in UTF-8, got the byte 0xEE. Save the file as UTF-8.");
        var late = ("好\n".repeat(5000) + "caf\u00e9").getBytes(StandardCharsets.UTF_8);
        late[late.length - 2] = (byte) 0xE9;
        assertThatThrownBy(() -> text(late)).hasMessage("line 5,001: expected text in UTF-8, got the byte 0xE9. Save the file as UTF-8.");
        // Cut in the middle of a character.
        assertThatThrownBy(() -> text(Arrays.copyOf("a\n山".getBytes(StandardCharsets.UTF_8), 4))).hasMessageStartingWith("line 2: expected text in UTF-8, got the byte 0xE5.");
    }

    private static String text(byte[] bytes) throws IOException {
        return UnicodeReader.text(new ByteArrayInputStream(bytes));
    }
}
