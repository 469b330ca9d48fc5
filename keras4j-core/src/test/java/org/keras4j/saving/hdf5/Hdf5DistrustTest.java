package org.keras4j.saving.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.saving.hdf5.Hdf5Test.GOLDEN;
import static org.keras4j.saving.hdf5.Hdf5Test.bytes;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Files that say what is not so: each is refused in words, whatever is wrong with it.
class Hdf5DistrustTest {
    @TempDir
    Path folder;

    @Test
    void namesTheFileTheObjectAndTheByteThatIsWrong() throws IOException {
        Group group = Group.EMPTY.with("layers/dense", Dataset.of(NDArray.of(1f, 2f)));
        Path file = folder.resolve("cut.h5");
        byte[] all = bytes(group);
        Files.write(file, Arrays.copyOf(all, all.length - 8));

        assertThatThrownBy(() -> Hdf5.open(file)).isInstanceOf(FormatException.class)
                .hasMessageContaining("cut.h5 > byte ").hasMessageContaining("expected " + all.length + " bytes, got a file of " + (all.length - 8));
    }

    @Test
    void refusesElementsOfNoByte() throws IOException {
        byte[] bytes = Files.readAllBytes(GOLDEN.resolve("types.h5"));
        int type = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("fixed\0\0\0") + 8;
        bytes[type + 4] = 0;                                    // the size of h5py's "S3"

        assertThatThrownBy(() -> Hdf5.read(MemorySegment.ofArray(bytes))).isInstanceOf(FormatException.class)
                .hasMessageContaining("expected elements of at least one byte");
    }

    /// Objects as the format specification of HDF5 describes them, which Keras doesn't write and nobody should follow.
    @Test
    void refusesWhatLeadsOutOfTheTreeOrIsNotRead() {
        byte[] type = message(ObjectHeader.DATATYPE, 0, new Block().bytes(new ElementType.Number(DType.FLOAT32).written()));
        byte[] space = message(ObjectHeader.DATASPACE, 0, new Block().bytes(1, 1).to(8).u64(1));

        refusedObject("expected a hard link, got a symbolic one", link(8, 1, "a", new Block().u16(1).ascii("b")));
        refusedObject("got one into another file", link(8, 64, "a", new Block().u16(3).bytes(0, 'b', 0)));
        refusedObject("no path in it, got \"..\"", link(0, 0, "..", new Block().u64(96)));
        refusedObject("no path in it, got \"a/b\"", link(0, 0, "a/b", new Block().u64(96)));
        refusedObject("expected links in messages or tables", message(ObjectHeader.LINK_INFO, 0, new Block().bytes(0, 0).u64(512).u64(-1)));
        refusedObject("expected attributes in messages", message(ObjectHeader.ATTRIBUTE_INFO, 0, new Block().bytes(0, 0).u64(512).u64(-1)));
        refusedObject("got a shared one of type 1", type, message(ObjectHeader.DATASPACE, 2, new Block().bytes(1, 1).to(8).u64(1)));
        refusedObject("an attribute of version 1 to 3 that shares nothing, got version 3, flags 1",
                message(ObjectHeader.ATTRIBUTE, 0, new Block().bytes(3, 1).u16(2).u16(8).u16(8).bytes(0).ascii("a\0").to(64)));
        refusedObject("got data of an external one", type, space, message(ObjectHeader.EXTERNAL, 0, new Block().to(16)));
        refusedObject("got a virtual dataset", type, space, message(ObjectHeader.LAYOUT, 0, new Block().bytes(3, 3).to(16)));
        refusedObject("got a newer index", type, space, message(ObjectHeader.LAYOUT, 0, new Block().bytes(4, 2).to(16)));
        refusedObject("expected 4 bytes of data, got a dataset that was never written",
                type, space, message(ObjectHeader.LAYOUT, 0, new Block().bytes(3, 1).u64(-1).u64(0)));
        refusedObject("expected fewer than 2^63 bytes", type, message(ObjectHeader.DATASPACE, 0, new Block().bytes(1, 2).to(8).u64(1L << 31).u64(1L << 32)));

        byte[] symbolic = bytes(Group.EMPTY.with("a", Group.EMPTY));
        int entry = new String(symbolic, StandardCharsets.ISO_8859_1).indexOf("SNOD") + 8;
        symbolic[entry + 16] = 2;
        refused("got a symbolic one", symbolic);
        byte[] narrow = bytes(Group.EMPTY);
        narrow[13] = 4;
        refused("expected offsets and lengths of 8 bytes, got 4 and 8", narrow);
        byte[] behind = bytes(Group.EMPTY);
        behind[25] = 2;
        refused("got a base address", behind);
    }

    private static void refusedObject(String message, byte[]... messages) {
        int size = Stream.of(messages).mapToInt(each -> each.length).sum();
        var header = new Block().bytes(1, 0).u16(messages.length).u32(1).u32(size).u32(0);
        Stream.of(messages).forEach(header::bytes);
        var file = ByteBuffer.allocate(96 + header.size()).order(ByteOrder.LITTLE_ENDIAN).put(bytes(Group.EMPTY), 0, 96).put(header.toArray());
        refused(message, file.putLong(40, file.capacity()).putLong(64, 96).array());
    }

    private static void refused(String message, byte[] file) {
        assertThatThrownBy(() -> touch(Hdf5.read(MemorySegment.ofArray(file)))).isInstanceOf(FormatException.class).hasMessageContaining(message);
    }

    private static byte[] message(int type, int flags, Block data) {
        data.align();
        return new Block().u16(type).u16(data.size()).bytes(flags, 0, 0, 0).bytes(data.toArray()).toArray();
    }

    private static byte[] link(int flags, int type, String name, Block to) {
        var block = new Block().bytes(1, flags);
        return message(ObjectHeader.LINK, 0, ((flags & 8) != 0 ? block.bytes(type) : block).bytes(name.length()).ascii(name).bytes(to.toArray()));
    }

    /// By Deflate's Adler-32 or HDF5's Fletcher-32, else it were another number.
    @Test
    void aChunkThatHasChangedIsRefused() throws IOException {
        byte[] packed = Files.readAllBytes(GOLDEN.resolve("forms.h5"));
        int from = new String(packed, StandardCharsets.ISO_8859_1).indexOf("x^");        // as zlib begins at h5py's level
        try (var inflater = new Inflater()) {
            inflater.setInput(packed, from, packed.length - from);
            assertThatCode(() -> assertThat(inflater.inflate(new byte[100])).isEqualTo(12)).doesNotThrowAnyException();
            packed[from + (int) inflater.getBytesRead() - 1] ^= 1;
        }
        refused("expected a chunk packed by gzip, got: incorrect data check", packed);

        byte[] summed = Files.readAllBytes(GOLDEN.resolve("forms.h5"));
        String number = new String(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(21).array(), StandardCharsets.ISO_8859_1);
        summed[new String(summed, StandardCharsets.ISO_8859_1).lastIndexOf(number)] ^= 1;
        refused("expected a chunk whose checksum is right", summed);
    }

    /// Each of them fits into the file; all of them would be ten times the file in memory.
    @Test
    void refusesArraysThatAreAllTheSameBytes() {
        var group = Group.EMPTY.with("big", Dataset.of(NDArray.zeros(DType.FLOAT32, Shape.of(50_000))));
        for (int i = 0; i < 10; i++) {
            group = group.with("small" + i, Dataset.of(NDArray.of(1f)));
        }
        ByteBuffer bytes = ByteBuffer.wrap(bytes(group)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(Hdf5.read(MemorySegment.ofBuffer(bytes)).children()).hasSize(11);
        for (int at = 0; at < bytes.capacity() - 18; at += 2) {
            if (bytes.getShort(at) == 0x0101 && bytes.getLong(at) == 0x0101 && bytes.getLong(at + 8) == 1) {
                bytes.putLong(at + 8, 50_000);                  // the shape
            } else if (bytes.getShort(at) == 0x0103 && bytes.getLong(at + 10) == 4) {
                bytes.putLong(at + 2, 96).putLong(at + 10, 200_000);       // the place
            }
        }

        assertThatThrownBy(() -> Hdf5.read(MemorySegment.ofBuffer(bytes))).isInstanceOf(FormatException.class)
                .hasMessageContaining("more bytes of them than the file has");
    }

    /// Whatever a byte becomes, reading ends with a tree or with a [FormatException].
    @ParameterizedTest
    @ValueSource(strings = {"legacy.h5", "latest.h5"})
    void survivesAnyByteChanged(String name) throws IOException {
        byte[] original = Files.readAllBytes(GOLDEN.resolve(name));
        var random = new Random(7);
        for (int i = 0; i < original.length; i++) {
            byte[] changed = original.clone();
            changed[i] ^= (byte) (1 + random.nextInt(255));
            readAll(changed, name + ", byte " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras.weights.h5", "types.h5", "latest.h5"})
    void survivesBytesThatAreCutOffOrExchanged(String name) throws IOException {
        byte[] original = Files.readAllBytes(GOLDEN.resolve(name));
        var random = new Random(11);
        for (int i = 0; i < 1500; i++) {
            byte[] changed = random.nextInt(4) == 0 ? Arrays.copyOf(original, random.nextInt(original.length)) : original.clone();
            for (int flips = random.nextInt(6); flips > 0 && changed.length > 0; flips--) {
                changed[random.nextInt(changed.length)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
            }
            readAll(changed, name + ", change " + i);
        }
    }

    private static void readAll(byte[] bytes, String what) {
        try {
            touch(Hdf5.read(MemorySegment.ofArray(bytes)));
        } catch (FormatException e) {
            assertThat(e).as(what).hasMessageContaining("byte");
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw new AssertionError(what, e);
        }
    }

    private static void touch(Node node) {
        switch (node) {
            case Group group -> group.children().values().forEach(Hdf5DistrustTest::touch);
            case Dataset dataset -> dataset.values();
        }
    }
}
