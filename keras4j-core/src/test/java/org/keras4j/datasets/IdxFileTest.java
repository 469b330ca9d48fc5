package org.keras4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.Shape;

class IdxFileTest {
    @TempDir
    Path folder;

    @Test
    void readsPixelsRowByRow() throws IOException {
        var array = IdxFile.images(plain(images(2)));

        assertThat(array.dtype()).isEqualTo(DType.UINT8);
        assertThat(array.shape()).isEqualTo(Shape.of(2, 28, 28));
        assertThat(array.get(0, 0, 1)).isEqualTo(1);
        assertThat(array.get(1, 2, 3)).isEqualTo((784 + 2 * 28 + 3) % 251);
    }

    @Test
    void readsGzippedFilesWhateverTheirName() throws IOException {
        assertThat(IdxFile.images(zipped(images(3)))).isEqualTo(IdxFile.images(plain(images(3))));
        assertThat(IdxFile.labels(zipped(labels(0, 9, 5))).toIntArray()).containsExactly(0, 9, 5);
    }

    @Test
    void refusesLabelsWhereImagesBelong() throws IOException {
        refused(labels(1, 2), IdxFile::images, "byte 0: expected the number 2051 of image files, got 2049.");
    }

    @Test
    void refusesOtherSizes() throws IOException {
        var content = images(1);
        ByteBuffer.wrap(content).putInt(12, 32);
        refused(content, IdxFile::images, "byte 12: expected 28 columns, got 32.");
    }

    @Test
    void saysWhereATruncatedFileEnds() throws IOException {
        refused(Arrays.copyOf(images(10), 16 + 3 * 784 + 5), IdxFile::images, "byte 2,373: the file ends after 3 of 10 images.");
        refused(Arrays.copyOf(images(10), 10), IdxFile::images, "byte 10: the file ends inside its header.");
        refused(new byte[0], IdxFile::labels, "byte 0: the file ends inside its header.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesForgedCounts(int count) throws IOException {
        var content = images(1);
        ByteBuffer.wrap(content).putInt(4, count);
        refused(content, IdxFile::images, "byte 4: expected a count from 1 to 1,000,000, got " + Integer.toUnsignedString(count) + ".");
    }

    @Test
    void takesNoMemoryForAForgedCountThatCouldBe() throws IOException {
        var content = images(1);
        ByteBuffer.wrap(content).putInt(4, 1_000_000);          // 784 MB, of which the file holds 784 bytes
        var path = plain(content);
        long before = allocated();

        refusedFile(path, IdxFile::images, "byte 800: the file ends after 1 of 1,000,000 images.");

        assertThat(allocated() - before).isLessThan(16 << 20);
    }

    @Test
    void refusesMoreThanTheHeaderSays() throws IOException {
        refused(Arrays.copyOf(labels(1, 2), 11), IdxFile::labels, "byte 10: expected the end after 2 labels, and more follows.");
    }

    @Test
    void refusesAnEleventhClass() throws IOException {
        refused(labels(1, 2, 10), IdxFile::labels, "byte 10: expected a class from 0 to 9, got 10.");
        refused(labels(1, 200), IdxFile::labels, "byte 9: expected a class from 0 to 9, got 200.");
    }

    @Test
    void saysWhereAGzipStreamBreaks() throws IOException {
        var bytes = Files.readAllBytes(zipped(images(50)));
        var path = plain(Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> IdxFile.images(path)).isInstanceOf(FormatException.class)
                .hasMessageStartingWith(path + ": byte ").hasMessageContaining("broken in its packing");
    }

    @Test
    void refusesAnyFlippedByteOfTheHeaderOrReadsOn() throws IOException {
        var whole = images(2);
        for (int i = 0; i < 16; i++) {
            var content = whole.clone();
            content[i] ^= 0x41;
            var path = plain(content);
            assertThatThrownBy(() -> IdxFile.images(path)).as("byte " + i).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void namesTheFileThatIsMissing() {
        var path = folder.resolve("absent");
        assertThatThrownBy(() -> IdxFile.images(path)).isInstanceOf(UncheckedIOException.class).hasMessageContaining(path.toString());
    }

    private void refused(byte[] content, Function<Path, ?> read, String message) throws IOException {
        refusedFile(plain(content), read, message);
        refusedFile(zipped(content), read, message);
    }

    private static void refusedFile(Path path, Function<Path, ?> read, String message) {
        assertThatThrownBy(() -> read.apply(path)).isInstanceOf(FormatException.class).hasMessage(path + ": " + message);
    }

    private static byte[] images(int count) {
        var content = ByteBuffer.allocate(16 + count * 784).putInt(2051).putInt(count).putInt(28).putInt(28);
        for (int i = 0; i < count * 784; i++) {
            content.put((byte) (i % 251));
        }
        return content.array();
    }

    private static byte[] labels(int... classes) {
        var content = ByteBuffer.allocate(8 + classes.length).putInt(2049).putInt(classes.length);
        for (int c : classes) {
            content.put((byte) c);
        }
        return content.array();
    }

    private Path plain(byte[] content) throws IOException {
        return Files.write(folder.resolve("file.idx"), content);
    }

    private Path zipped(byte[] content) throws IOException {
        var path = folder.resolve("file.zipped");
        try (var out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(content);
        }
        return path;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
