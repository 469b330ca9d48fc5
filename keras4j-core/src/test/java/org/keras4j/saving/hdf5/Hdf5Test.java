package org.keras4j.saving.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files of `tools/golden/hdf5.py`, written by Keras 3.15.1 and h5py, with what h5py reads in them.
class Hdf5Test {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/hdf5");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"keras.weights.h5", "legacy.h5", "types.h5", "latest.h5", "forms.h5", "latest_forms.h5"})
    void readsWhatH5pyReads(String name) throws IOException {
        JsonNode expected = new JsonMapper().readTree(Files.readString(GOLDEN.resolve(name + ".json")));
        var seen = new TreeSet<String>();
        try (var file = Hdf5.open(GOLDEN.resolve(name))) {
            check(file.root(), "", expected, seen);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
    }

    private static void check(Node node, String path, JsonNode expected, Set<String> seen) {
        node.attributes().forEach((name, value) -> {
            String key = path + "@" + name;
            seen.add(key);
            switch (value) {
                case Attribute.Text(String text) -> assertThat(text).as(key).isEqualTo(expected.get(key).stringValue());
                case Attribute.Texts(var texts) -> assertThat(texts).as(key)
                        .isEqualTo(expected.get(key).valueStream().map(JsonNode::stringValue).toList());
                case Attribute.Numbers(var numbers) -> assertThat(numbers.toDoubleArray()).as(key)
                        .isEqualTo(numbers.rank() == 0 ? new double[] {expected.get(key).doubleValue()} : doubles(expected.get(key)));
                case Attribute.Other(String what) -> assertThat(expected.get(key).isNull()).as(key + " is " + what).isTrue();
            }
        });
        switch (node) {
            case Group group -> group.children().forEach((name, child) -> check(child, path + "/" + name, expected, seen));
            case Dataset dataset -> {
                seen.add(path);
                assertThat(dataset.values().toDoubleArray()).as(path).isEqualTo(doubles(expected.get(path).get("values")));
                assertThat(dataset.shape().toArray()).as(path)
                        .isEqualTo(expected.get(path).get("shape").valueStream().mapToLong(JsonNode::longValue).toArray());
            }
        }
    }

    private static double[] doubles(JsonNode list) {
        return list.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void writesAndReadsArraysOfEachType(DType dtype) {
        NDArray array = Philox.of(1).integers(DType.INT32, Shape.of(3, 5), 0, 2).cast(dtype);

        Group read = rewritten(Group.EMPTY.with("a/b", Dataset.of(array)));

        assertThat(read.dataset("a/b").orElseThrow().values()).isEqualTo(array);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 9, 256, 257, 3000})
    void writesAndReadsGroupsOfAnySize(int count) {
        Group group = Group.EMPTY.with("name", new Attribute.Text("größe"));
        var children = new LinkedHashMap<String, Node>();
        for (int i = 0; i < count; i++) {
            children.put(String.valueOf(i), i % 2 == 0 ? Group.EMPTY.with("name", new Attribute.Text("n" + i)) : Dataset.of(NDArray.scalar(i)));
        }

        Group read = rewritten(new Group(group.attributes(), children));

        assertThat(read.text("name")).contains("größe");
        assertThat(read.children().keySet()).containsExactlyInAnyOrderElementsOf(children.keySet());
        read.children().forEach((name, node) -> {
            switch (node) {
                case Group inner -> assertThat(inner.text("name")).contains("n" + name);
                case Dataset dataset -> assertThat(dataset.values()).isEqualTo(NDArray.scalar(Integer.parseInt(name)));
            }
        });
    }

    @Test
    void writesAndReadsTextsLongerThanAHeader() {
        var texts = List.of("", "x".repeat(200_000), "ü");
        Group read = rewritten(Group.EMPTY.with("all", new Attribute.Texts(texts)).with("none", new Attribute.Texts(List.of()))
                .with("long", new Attribute.Text("y".repeat(100_000))));

        assertThat(read.texts("all")).contains(texts);
        assertThat(read.texts("none")).contains(List.of());
        assertThat(read.text("long")).contains("y".repeat(100_000));
    }

    /// Collections of texts are 4096 bytes: 16 of the head, 16 before each text, and 16 of what is free, which must be said.
    @ParameterizedTest
    @ValueSource(ints = {4047, 4048, 4049, 4064, 4065})
    void textsThatJustFillTheHeapAreWhole(int length) {
        var texts = List.of("x".repeat(length), "y", "z".repeat(length));
        byte[] file = bytes(Group.EMPTY.with("all", new Attribute.Texts(texts)));

        assertThat(Hdf5.read(MemorySegment.ofArray(file)).texts("all")).contains(texts);
        String bytes = new String(file, StandardCharsets.ISO_8859_1);
        ByteBuffer numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = bytes.indexOf("GCOL"); at >= 0; at = bytes.indexOf("GCOL", at + 1)) {
            int object = at + 16;
            while (numbers.getShort(object) != 0) {
                object += 16 + (int) (numbers.getLong(object + 8) + 7 & -8);
            }
            assertThat(numbers.getLong(object + 8)).as("free").isGreaterThanOrEqualTo(16).isEqualTo(at + numbers.getLong(at + 8) - object);
        }
    }

    /// The bytes of h5py 3: a name takes 8 bytes of its own, wherever it begins.
    @Test
    void truthIsAnEnumerationAsNumPyWritesIt() {
        assertThat(HexFormat.of().formatHex(new ElementType.Number(DType.BOOL).written())).isEqualTo(
                "1802000001000000" + "100800000100000000000800" + "46414c5345000000" + "5452554500000000" + "0001");
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"BFLOAT16", "BOOL"}, mode = EnumSource.Mode.EXCLUDE)
    void numbersAreDescribedAsH5pyDescribesThem(DType dtype) throws IOException {
        String types = HexFormat.of().formatHex(Files.readAllBytes(GOLDEN.resolve("types.h5")));

        assertThat(types).contains(HexFormat.of().formatHex(new ElementType.Number(dtype).written()));
    }

    /// Others look a name up by the keys of the tree, and walk along its levels: "Version 1 B-trees" and "Symbol Table Entry" of HDF5's format specification.
    @ParameterizedTest
    @ValueSource(ints = {1, 9, 300, 3000})
    void othersFindEachNameInTheTree(int count) {
        var children = new LinkedHashMap<String, Node>();
        for (int i = 0; i < count; i++) {
            children.put((i % 3 == 0 ? "ü" : "u") + i, Group.EMPTY);
        }
        ByteBuffer file = ByteBuffer.wrap(bytes(new Group(new LinkedHashMap<>(), children))).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(file.getLong(40)).as("the end of the file, in the superblock").isEqualTo(file.capacity());
        var names = new ArrayList<String>();
        var levels = new TreeMap<Integer, List<Integer>>();
        walk(file, (int) file.getLong(80), file.getLong((int) file.getLong(88) + 24), names, levels);

        assertThat(names).containsExactlyElementsOf(children.keySet().stream()
                .sorted((a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8))).toList());
        for (List<Integer> level : levels.values()) {
            for (int i = 0; i < level.size(); i++) {
                assertThat(file.getLong(level.get(i) + 8)).as("left").isEqualTo(i == 0 ? -1 : level.get(i - 1));
                assertThat(file.getLong(level.get(i) + 16)).as("right").isEqualTo(i == level.size() - 1 ? -1 : level.get(i + 1));
            }
        }
    }

    /// Collects the names below a node, and answers the last one: that is what the key behind it says.
    private static String walk(ByteBuffer file, int node, long heap, List<String> names, Map<Integer, List<Integer>> levels) {
        int level = file.get(node + 5);
        levels.computeIfAbsent(level, _ -> new ArrayList<>()).add(node);
        String first = name(file, heap + file.getLong(node + 24));
        assertThat(first).as("the key in front").isEqualTo(names.isEmpty() ? "" : names.getLast());
        String last = first;
        for (int i = 0; i < file.getShort(node + 6); i++) {
            int child = (int) file.getLong(node + 32 + 16 * i);
            if (level > 0) {
                last = walk(file, child, heap, names, levels);
            } else {
                for (int entry = 0; entry < file.getShort(child + 6); entry++) {
                    last = name(file, heap + file.getLong(child + 8 + 40 * entry));
                    names.add(last);
                }
            }
            assertThat(name(file, heap + file.getLong(node + 40 + 16 * i))).as("the key behind").isEqualTo(last);
        }
        return last;
    }

    private static String name(ByteBuffer file, long at) {
        return Cursor.text(MemorySegment.ofBuffer(file.duplicate().position((int) at)));
    }

    /// An object of no bytes would send HDF5's own reader round and round.
    @Test
    void anEmptyTextHasNoObjectInTheHeap() {
        assertThat(new TextHeap((_, _) -> 4096).reference("")).containsOnly(0);
    }

    @Test
    void theSameTreeGivesTheSameBytes() {
        Group group = Group.EMPTY.with("b", Dataset.of(NDArray.of(1f, 2f))).with("a/c", Dataset.of(NDArray.of(3L)));

        assertThat(bytes(group)).isEqualTo(bytes(group)).hasSize((int) Hdf5.image(group).bytes());
    }

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

    /// It says one number more, of 4 bytes with what is reserved behind it: "Superblock" of the format specification.
    @Test
    void aSuperblockOfVersionOneIsLonger() {
        byte[] before = bytes(Group.EMPTY);
        var file = ByteBuffer.allocate(120).order(ByteOrder.LITTLE_ENDIAN).put(before, 0, 24).putInt(32).put(before, 24, 72).put(8, (byte) 1);
        file.putLong(44, 120).putLong(68, 104).position(104).put(new Block().bytes(1, 0).u16(0).u32(1).u32(0).u32(0).toArray());

        assertThat(Hdf5.read(MemorySegment.ofArray(file.array())).children()).isEmpty();
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
            case Group group -> group.children().values().forEach(Hdf5Test::touch);
            case Dataset dataset -> dataset.values();
        }
    }

    private Group rewritten(Group group) {
        return Hdf5.read(MemorySegment.ofArray(bytes(group)));
    }

    private static byte[] bytes(Group group) {
        try {
            var out = new ByteArrayOutputStream();
            Hdf5.image(group).writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
