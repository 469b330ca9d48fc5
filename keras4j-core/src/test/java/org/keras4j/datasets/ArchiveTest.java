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
        // What was unpacked in part would pass for the whole the next time.
        assertThat(folder.resolve("evil.zip_extracted")).doesNotExist();
    }

    /// By the letter of the format: a header of 512 bytes, and content up to a multiple of 512. GNU's long name is of the next file and no other.
    @Test
    void filesOfATarArchiveStandInBlocks() throws IOException {
        var tar = new ByteArrayOutputStream();
        member(tar, "whole.txt", '0', "x".repeat(512));
        member(tar, "././@LongLink", 'L', "deep/long.txt\0");
        member(tar, "deep/lo", '0', "long");
        member(tar, "last.txt", '0', "last");
        Files.write(folder.resolve("blocks.tar"), tar.toByteArray());

        Path unpacked = Datasets.unpacked(folder.resolve("blocks.tar"));

        assertThat(unpacked.resolve("whole.txt")).hasContent("x".repeat(512));
        assertThat(unpacked.resolve("deep/long.txt")).hasContent("long");
        assertThat(unpacked.resolve("last.txt")).hasContent("last");
    }

    private static void member(ByteArrayOutputStream tar, String name, char type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        var header = ByteBuffer.allocate(512).put(name.getBytes(StandardCharsets.UTF_8));
        header.position(124).put(String.format("%011o", bytes.length).getBytes(StandardCharsets.UTF_8));
        header.put(156, (byte) type);
        tar.writeBytes(header.array());
        tar.writeBytes(Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512));
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
