package org.keras4j.apps.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.Output;

class DownloadProgressTest {
    private static final URI ADDRESS = URI.create("http://localhost/file");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void announcesAndSaysEachTenth() throws IOException {
        var progress = progress(() -> false);

        for (long received : new long[] {0, 5, 12, 19, 25, 50}) {
            progress.progress(ADDRESS, 50, received);
        }

        assertThat(printed.toString()).isEqualToNormalizingNewlines("Downloading 50 bytes from " + ADDRESS + " to folder/file\n 10 % 24 % 38 % 50 % 100 %\n");
    }

    @Test
    void stopsOnRequest() {
        assertThatThrownBy(() -> progress(() -> true).progress(ADDRESS, 50, 5)).isInstanceOf(IOException.class).hasMessage("stopped on request");
    }

    private DownloadProgress progress(BooleanSupplier stopRequested) {
        return new DownloadProgress(Path.of("folder/file"), new Output(new PrintStream(OutputStream.nullOutputStream()), new PrintStream(printed)), stopRequested);
    }
}
