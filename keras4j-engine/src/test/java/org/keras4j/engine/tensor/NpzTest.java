package org.keras4j.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The files are NumPy's: `tools/golden/npy_fixtures.py`, which says what is in them.
class NpzTest {
    private static final NDArray X_TRAIN = NDArray.arange(12).cast(DType.UINT8).reshape(2, 2, 3);
    private static final byte[] DIRECTORY_ENTRY = {'P', 'K', 1, 2};
    private static final NDArray Y_TRAIN = NDArray.of(1L, 0L);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stored", "deflated"})
    void readsAllArraysInTheirOrder(String name) {
        assertThat(Npz.read(path(name))).containsExactly(Map.entry("x_train", X_TRAIN), Map.entry("y_train", Y_TRAIN));
    }

    @Test
    void readsSingleMembers() {
        try (var npz = Npz.open(path("stored"))) {
            assertThat(npz.names()).containsExactly("x_train", "y_train");
            assertThat(npz.get("y_train")).isEqualTo(Y_TRAIN);
            assertThatThrownBy(() -> npz.get("z")).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(path("stored") + ": expected one of [x_train, y_train], got \"z\".");
        }
    }

    @Test
    void readsWhatItWrote() {
        Path stored = folder.resolve("stored.npz");
        Path deflated = folder.resolve("deflated.npz");
        var arrays = new LinkedHashMap<String, NDArray>();
        arrays.put("dense/kernel", NDArray.zeros(DType.FLOAT32, Shape.of(100, 100)));
        arrays.put("a b", NDArray.scalar(1.5));
        arrays.put("größe", NDArray.zeros(DType.BOOL, Shape.of(0)));

        Npz.write(stored, arrays);
        Npz.writeCompressed(deflated, arrays);

        assertThat(Npz.read(stored)).containsExactlyEntriesOf(arrays);
        assertThat(Npz.read(deflated)).containsExactlyEntriesOf(arrays);
        assertThat(deflated.toFile().length()).isLessThan(2000);
    }

    @Test
    void theSameArraysGiveTheSameBytes() {
        Path one = folder.resolve("one.npz");
        Path two = folder.resolve("two.npz");

        Npz.write(one, Map.of("x", X_TRAIN));
        Npz.write(two, Map.of("x", X_TRAIN));

        assertThat(one).hasSameBinaryContentAs(two);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a\\b", "a//b", "C:x", "", ".", "a\nb"})
    void refusesNamesThatLeaveTheFile(String name) throws IOException {
        assertThatThrownBy(() -> Npz.write(folder.resolve("x.npz"), Map.of(name, Y_TRAIN))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Npz: expected names such as \"weights\" or \"dense/kernel\", got \"" + name + "\".");
        if (name.contains("..") || name.contains("/") || name.contains("\\")) {
            Path file = zip(Map.of(name + ".npy", npy(Y_TRAIN)));
            assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(FormatException.class).hasMessage(
                    file + ": expected members inside of the file, got the name \"" + name + ".npy\". Don't trust it.");
        }
    }

    @Test
    void refusesOtherMembers() throws IOException {
        Path file = zip(Map.of("setup.py", new byte[3]));

        assertThatThrownBy(() -> Npz.read(file)).hasMessage(file + ": expected only .npy members, got \"setup.py\". Take it out.");
    }

    @Test
    void namesFileMemberAndByte() throws IOException {
        byte[] npy = npy(X_TRAIN);
        Path file = zip(Map.of("x_train.npy", Arrays.copyOf(npy, npy.length - 5)));

        assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(FormatException.class).hasMessage(file
                + " > x_train.npy: byte 128: expected 12 bytes of data, got 7. The file is cut off: copy or download it again.");
    }

    @Test
    void noticesDataThatDoNotFitTheirChecksum() throws IOException {
        Path file = changed(path("stored"), bytes -> bytes[indexOf(bytes, new byte[] {0, 1, 2, 3, 4, 5})] = 9);

        assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(FormatException.class)
                .hasMessageStartingWith(file + " > x_train.npy: expected checksum ")
                .hasMessageEndingWith("The file is damaged: copy or download it again.");
    }

    @Test
    void refusesWhatIsNoZipFile() throws IOException {
        Path file = Files.writeString(folder.resolve("x.npz"), "<html>not found</html>");

        assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(FormatException.class)
                .hasMessageStartingWith(file + ": expected a .npz file (a zip of .npy files), got one that can't be opened: zip END header not found. The file is cut off, damaged or something else.");
        assertThatThrownBy(() -> Npz.read(folder)).isInstanceOf(FormatException.class).hasMessage(folder + ": expected a .npz file (a zip of .npy files), got a folder.");
        if (Files.exists(Path.of("/dev/null"))) {
            assertThatThrownBy(() -> Npz.read(Path.of("/dev/null"))).isInstanceOf(FormatException.class)
                    .hasMessage("/dev/null: expected a .npz file (a zip of .npy files), got a pipe or device. Write it to a file first.");
        }
        assertThatThrownBy(() -> Npz.read(folder.resolve("missing.npz"))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing.npz");
    }

    /// A directory that promises almost four gigabytes. Who unpacked what is promised would need them.
    @Test
    void refusesAZipBomb() throws IOException {
        Path file = changed(stored(Map.of("x.npy", npy(X_TRAIN))), bytes ->
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(indexOf(bytes, DIRECTORY_ENTRY) + 24, -256));

        assertThatThrownBy(() -> Npz.open(file)).isInstanceOf(FormatException.class)
                .hasMessage(file + ": expected at most 1,073,741,824 bytes out of 248, got 4,294,967,040. Don't trust it.");
    }

    /// The same bytes under two names: with a thousand names, a small file would grow a thousandfold.
    @Test
    void refusesMembersThatOverlap() throws IOException {
        byte[] data = npy(NDArray.zeros(DType.INT64, Shape.of(100)));
        byte[] bytes = Files.readAllBytes(stored(Map.of("a.npy", data, "b.npy", data)));
        int directory = indexOf(bytes, DIRECTORY_ENTRY);
        int member = directory / 2;
        var forged = ByteBuffer.allocate(bytes.length - member).order(ByteOrder.LITTLE_ENDIAN)
                .put(bytes, 0, member).put(bytes, directory, bytes.length - directory);
        int entryBytes = 46 + "a.npy".length();
        forged.putInt(member + entryBytes + 42, 0);                    // where the second entry finds its data
        forged.putInt(forged.capacity() - 6, member);                  // where the directory begins
        Path file = Files.write(folder.resolve("forged.npz"), forged.array());

        assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(FormatException.class)
                .hasMessage(file + ": expected members of at most 1,087 bytes together, got 1,856: they overlap. Don't trust it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored", "deflated"})
    void everyChangedByteGivesArraysOrAFormatException(String name) throws IOException {
        int length = (int) Files.size(path(name));
        for (int i = 0; i < length * 2; i++) {
            int at = i / 2;
            int flip = i % 2 == 0 ? 0xff : 1 << at % 8;
            Path file = changed(path(name), bytes -> bytes[at] ^= (byte) flip);
            try {
                assertThat(Npz.read(file)).hasSize(2);
            } catch (FormatException e) {
                assertThat(e).hasMessageStartingWith(file.toString());
            }
        }
    }

    private static Path path(String name) {
        return Fixtures.path("npy/" + name + ".npz");
    }

    private Path changed(Path file, Consumer<byte[]> change) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        change.accept(bytes);
        return Files.write(folder.resolve("changed.npz"), bytes);
    }

    private Path zip(Map<String, byte[]> members) throws IOException {
        Path file = folder.resolve("made.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private Path stored(Map<String, byte[]> members) throws IOException {
        Path file = folder.resolve("plain.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            for (var member : members.entrySet()) {
                var crc = new CRC32();
                crc.update(member.getValue());
                var entry = new ZipEntry(member.getKey());
                entry.setSize(member.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(member.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private static byte[] npy(NDArray array) throws IOException {
        var bytes = new ByteArrayOutputStream();
        Npy.write(bytes, array);
        return bytes.toByteArray();
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        return IntStream.rangeClosed(0, bytes.length - wanted.length)
                .filter(at -> Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)).findFirst().orElseThrow();
    }
}
