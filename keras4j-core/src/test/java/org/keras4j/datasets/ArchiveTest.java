package org.keras4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    private static final String LONG = "a-folder-with-a-name/".repeat(7) + "file.txt";

    @TempDir
    Path folder;

    @Test
    void aFileFromTheNetIsUnpackedOnce() throws IOException {
        Path source = zip("source.zip", Map.of("words/a.txt", "hello", "b.txt", ""));
        var cache = DatasetCache.in(folder.resolve("cache"));
        Path unpacked = Datasets.unpacked(cache.getFile("words.zip", source.toUri(), ""));

        assertThat(unpacked).isEqualTo(folder.resolve("cache/words.zip_extracted"));
        assertThat(unpacked.resolve("words/a.txt")).hasContent("hello");
        assertThat(unpacked.resolve("b.txt")).isEmptyFile();
        Files.delete(unpacked.resolve("b.txt"));
        assertThat(Datasets.unpacked(folder.resolve("cache/words.zip")).resolve("b.txt")).doesNotExist();
    }

    /// Written by Python 3.11: `tarfile.open(format=…)` with one file of 5 bytes under a long name.
    @Test
    void namesOfTarArchivesMayBeLong() throws IOException {
        for (String format : List.of("ustar", "gnu", "pax")) {
            Path archive = folder.resolve(format + ".tar.gz");
            try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/archives/" + format + ".tar.gz"))) {
                Files.copy(in, archive);
            }
            assertThat(Datasets.unpacked(archive).resolve(LONG)).hasContent("hello");
        }
    }

    @Test
    void nothingIsWrittenElsewhere() throws IOException {
        Path archive = zip("evil.zip", Map.of("../elsewhere.txt", "hello"));
        assertThatThrownBy(() -> Datasets.unpacked(archive)).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("expected files that stay in its folder, got ../elsewhere.txt");
        assertThat(folder.resolve("elsewhere.txt")).doesNotExist();
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "x".repeat(1000));
        assertThatThrownBy(() -> Datasets.unpacked(text)).hasMessageEndingWith("Is it a .zip, .tar or .tar.gz archive?");
    }

    private Path zip(String name, Map<String, String> files) throws IOException {
        Path archive = folder.resolve(name);
        try (var out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (var file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return archive;
    }
}
