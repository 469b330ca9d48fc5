package org.keras4j.saving.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files of `tools/golden/hdf5.py`, written by Keras 3.15.1 and h5py, with what h5py reads in them.
class Hdf5Test {
    static final Path GOLDEN = Path.of("src/test/resources/golden/hdf5");

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

    /// It says one number more, of 4 bytes with what is reserved behind it: "Superblock" of the format specification.
    @Test
    void aSuperblockOfVersionOneIsLonger() {
        byte[] before = bytes(Group.EMPTY);
        var file = ByteBuffer.allocate(120).order(ByteOrder.LITTLE_ENDIAN).put(before, 0, 24).putInt(32).put(before, 24, 72).put(8, (byte) 1);
        file.putLong(44, 120).putLong(68, 104).position(104).put(new Block().bytes(1, 0).u16(0).u32(1).u32(0).u32(0).toArray());

        assertThat(Hdf5.read(MemorySegment.ofArray(file.array())).children()).isEmpty();
    }

    private Group rewritten(Group group) {
        return Hdf5.read(MemorySegment.ofArray(bytes(group)));
    }

    static byte[] bytes(Group group) {
        try {
            var out = new ByteArrayOutputStream();
            Hdf5.image(group).writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
