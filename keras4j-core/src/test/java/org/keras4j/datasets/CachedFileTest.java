package org.keras4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedFileTest {
    /// Of "hello": `printf hello | sha256sum`.
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path source;
    @TempDir
    Path folder;

    private final List<Long> heard = new ArrayList<>();

    @Test
    void fetchesAWholeFileOnceAndRefusesADamagedOne() throws IOException {
        var file = served("hello", -1);

        Path got = file.in(folder.resolve("datasets"), this::hear);
        file.in(folder.resolve("datasets"), this::hear);

        assertThat(got).isEqualTo(folder.resolve("datasets/file")).hasContent("hello");
        assertThat(heard).containsExactly(0L, 5L);
        Files.writeString(got, "hellO");
        assertThatThrownBy(() -> file.in(folder.resolve("datasets"), this::hear)).isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(got + ": expected SHA-256 " + HELLO + ", got 5 bytes with ").hasMessageEndingWith("delete it to fetch it anew.");
    }

    @Test
    void keepsNothingOfAFileWithOtherContent() throws IOException {
        refused(served("hellO", 5), this::hear, "expected 5 bytes with SHA-256 2cf24dba");
        refused(served("hell", 5), this::hear, "only 4 of the expected 5 bytes came.");
    }

    @Test
    void kerasGivesMd5OfSomeFiles() throws IOException {
        String hello = "5d41402abc4b2a76b9719d911017c592";                       // printf hello | md5sum
        URI address = Files.writeString(source.resolve("file"), "hello").toUri();

        assertThat(new CachedFile("file", address, -1, hello).in(folder, this::hear)).hasContent("hello");
        Files.writeString(folder.resolve("file"), "hellO");
        assertThatThrownBy(() -> new CachedFile("file", address, -1, hello).in(folder, this::hear)).hasMessageContaining("expected MD5 " + hello);
    }

    @Test
    void readsNoMoreThanExpected() throws IOException {
        refused(served("hello".repeat(100_000), 5), this::hear, "more than the expected 5 bytes came.");
        assertThat(heard).containsExactly(0L);
    }

    @Test
    void endsWhenTheListenerThrows() throws IOException {
        refused(served("hello", 5), (_, _, received) -> {
            if (received > 0) {
                throw new IOException("stopped on request");
            }
        }, "stopped on request.");
    }

    @Test
    void failsWhereNothingIsServed() {
        refused(new CachedFile("file", source.resolve("absent").toUri(), 5, HELLO), this::hear, "");
    }

    private void hear(URI address, long bytes, long received) {
        heard.add(received);
    }

    private CachedFile served(String content, long bytes) throws IOException {
        return new CachedFile("file", Files.writeString(source.resolve("file"), content).toUri(), bytes, HELLO);
    }

    private void refused(CachedFile file, DownloadListener listener, String start) {
        assertThatThrownBy(() -> file.in(folder, listener)).isInstanceOf(UncheckedIOException.class).hasMessageStartingWith(folder.resolve("file") + ": " + start);
        assertThat(folder).isEmptyDirectory();
    }
}
