package org.keras4j.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.tensor.FormatException;

/// ZIP archives as others may write them: by the JDK, or byte by byte after PKWARE's APPNOTE.TXT, whose sections are named.
class ArchiveTest {
    private static final LoadLimits LIMITS = LoadLimits.DEFAULT;
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
    /// "See the 64 bits", 4.4.8 and the like.
    private static final int SEE_64 = 0xffffffff;

    @TempDir
    Path folder;

    /// The JDK writes the count of more than 65,534 members in a record of 64 bits, but no place, for that fits.
    @Test
    void moreMembersThan16BitsCountAreAllThere() throws IOException {
        Path file = written(zip -> {
            for (int i = 0; i < 65_600; i++) {
                zip.putNextEntry(new ZipEntry(Integer.toString(i)));
            }
        });

        try (Members members = Archive.open(file, LIMITS)) {
            assertThat(members.sizes()).hasSize(65_600).containsKey("65599");
        }
    }

    /// A field of another program comes first (4.5.1); in that of the 64 bits (4.5.3) stand only those numbers that their own places send for.
    @Test
    void sizesAndPlacesOf64BitsStandInAnExtraField() throws IOException {
        var local = little(30 + 1 + 5).putInt(0x04034b50).put(26, (byte) 1).position(30).put((byte) 'a').put(HELLO);
        var entry = little(46 + 1 + 7 + 4 + 16).putInt(0x02014b50).position(16).putInt(crc(HELLO)).putInt(SEE_64).putInt(5).putShort((short) 1).putShort((short) 27)
                .position(42).putInt(SEE_64).put((byte) 'a')
                .putShort((short) 0x9999).putShort((short) 3).put(new byte[3]).putShort((short) 1).putShort((short) 16).putLong(5).putLong(7);
        Path file = Files.write(folder.resolve("wide.keras"), joined(new byte[7], local.array(), entry.array(), ends64(7 + 36, entry.capacity())));

        try (Members members = Archive.open(file, LIMITS)) {
            assertThat(members.sizes()).containsExactly(Map.entry("a", 5L));
            assertThat(members.read("a").toArray(ValueLayout.JAVA_BYTE)).isEqualTo(HELLO);
        }
    }

    /// The end of 64 bits, the place of it, and the end: 4.3.14 to 4.3.16.
    private static byte[] ends64(int directory, int bytes) {
        var end64 = little(56).putInt(0x06064b50).putLong(44).position(24).putLong(1).putLong(1).putLong(bytes).putLong(directory);
        var place = little(20).putInt(0x07064b50).putInt(0).putLong(directory + bytes).putInt(1);
        var end = little(22).putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1).putInt(bytes).putInt(SEE_64);
        return joined(end64.array(), place.array(), end.array());
    }

    /// Also one that holds what looks like the end of an empty archive.
    @Test
    void aCommentAtTheEndIsPassedBy() throws IOException {
        Path file = written(zip -> {
            store(zip, "a", HELLO);
            zip.setComment("of" + "PK\5\6" + "\0".repeat(18) + "mine");
        });

        try (Members members = Archive.open(file, LIMITS)) {
            assertThat(members.sizes()).containsOnlyKeys("a");
        }
    }

    /// As the programs have them that pack what somebody unpacked.
    @Test
    void foldersAreNoMembers() throws IOException {
        Path file = written(zip -> {
            zip.putNextEntry(new ZipEntry("assets/"));
            store(zip, "assets/a", HELLO);
        });

        try (Members members = Archive.open(file, LIMITS)) {
            assertThat(members.sizes()).containsOnlyKeys("assets/a");
        }
    }

    @Test
    void moreMembersThanTheLimitAreRefused() throws IOException {
        Path file = written(zip -> {
            store(zip, "a", HELLO);
            store(zip, "b", HELLO);
        });

        Archive.open(file, new LoadLimits(1, 2, 1, 1)).close();
        assertThatThrownBy(() -> Archive.open(file, new LoadLimits(1, 1, 1, 1))).isInstanceOf(FormatException.class)
                .hasMessageContaining("expected at most 1 members (LoadLimits.members)");
    }

    /// What a member says of itself is what limits are held to: a stored one has as many bytes as are there, and a packed one at most 1,032 times as many.
    @Test
    void sizesThatCannotBeAreRefused() throws IOException {
        Path stored = written(zip -> store(zip, "a", HELLO));
        changeSize(stored, 4);
        assertThatThrownBy(() -> Archive.open(stored, LIMITS)).isInstanceOf(FormatException.class)
                .hasMessageContaining("a: byte").hasMessageContaining("expected as many bytes as are stored");

        Path packed = written(zip -> {
            zip.putNextEntry(new ZipEntry("a"));
            zip.write(HELLO);
        });
        changeSize(packed, 10_000);
        assertThatThrownBy(() -> Archive.open(packed, LIMITS)).isInstanceOf(FormatException.class)
                .hasMessageContaining("expected a size that can be unpacked from 7 bytes");
    }

    /// A missing byte of a mapped file ends a process whose native code looks for it; in Java's own it is an error, which the whole of a reading has to tell of.
    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void aFileThatIsCutOffMeanwhileIsAnError(int method) throws IOException {
        var noise = new byte[1 << 18];
        new Random(1).nextBytes(noise);
        Path file = written(zip -> {
            if (method == ZipEntry.STORED) {
                store(zip, "a", noise);
            } else {
                zip.putNextEntry(new ZipEntry("a"));
                zip.write(noise);
            }
        });

        assertThatThrownBy(() -> MappedFile.reading(file, () -> cutOff(file))).isInstanceOf(FormatException.class)
                .hasMessage(file + ": expected the bytes that were there when it was opened, got a file that another program is writing anew. Try again when that is done.");
        assertThatThrownBy(() -> MappedFile.reading(file, () -> {
            throw new InternalError("of the JVM");
        })).isInstanceOf(InternalError.class).hasMessage("of the JVM");
    }

    private static MemorySegment cutOff(Path file) {
        try (Members members = Archive.open(file, LIMITS); var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(100);
            return members.read("a");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Of the one entry in the directory: 4.3.12.
    private static void changeSize(Path file, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int entry = bytes.getInt(bytes.capacity() - 22 + 16);
        Files.write(file, bytes.putInt(entry + 24, size).array());
    }

    // ---- making them -----------------------------------------------------------------------------------------------

    private interface Writing {
        void to(ZipOutputStream zip) throws IOException;
    }

    private Path written(Writing writing) throws IOException {
        Path file = folder.resolve("a.keras");
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            writing.to(zip);
        }
        return file;
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(Integer.toUnsignedLong(crc(bytes)));
        zip.putNextEntry(entry);
        zip.write(bytes);
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Stream.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
