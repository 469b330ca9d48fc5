package org.keras4j.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.LogLines;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.models.Model;

/// Files that are damaged, or made to harm.
class DistrustTest extends OnTestBackend {
    private static final long SEED = 20251125;

    @TempDir
    Path folder;

    private record Part(String name, byte[] bytes) {}

    private static List<Part> parts(String name) throws IOException {
        var parts = new ArrayList<Part>();
        try (var zip = new ZipFile(GoldenFiles.file(name + ".keras").toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.add(new Part(entry.getName(), zip.getInputStream(entry).readAllBytes()));
            }
        }
        return parts;
    }

    private Path zipped(List<Part> parts) throws IOException {
        Path file = folder.resolve("model.keras");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Part part : parts) {
                zip.putNextEntry(new ZipEntry(part.name));
                zip.write(part.bytes);
                zip.closeEntry();
            }
        }
        return file;
    }

    /// `mlp` with one change in its configuration.
    private Path changed(String from, String to) throws IOException {
        var parts = new ArrayList<Part>();
        for (Part part : parts("mlp")) {
            String text = new String(part.bytes, StandardCharsets.ISO_8859_1);
            assertThat(part.name.equals("config.json") && !text.contains(from)).as(from).isFalse();
            parts.add(part.name.equals("config.json") ? new Part(part.name, text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to))
                    .getBytes(StandardCharsets.ISO_8859_1)) : part);
        }
        return zipped(parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp.keras", "mlp.weights.h5", "shop.h5"})
    void damageIsFoundOrHarmless(String name) throws IOException {
        byte[] whole = Files.readAllBytes(GoldenFiles.file(name));
        var random = new SplittableRandom(SEED);
        Path file = folder.resolve(name);
        int refused = 0;
        for (int round = 0; round < 250; round++) {
            byte[] damaged = round % 5 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = random.nextInt(1, 5); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            try {
                if (name.endsWith(".weights.h5")) {
                    Model model = Model.load(GoldenFiles.file("mlp.keras"), Load.DEFAULT.uncompiled());
                    model.loadWeights(file);
                } else {
                    Model.load(file);
                }
            } catch (FormatException e) {
                assertThat(e.getMessage()).as("seed %d, round %d", SEED, round).startsWith(file + " > ");
                refused++;
            } catch (RuntimeException | Error e) {
                fail("seed " + SEED + ", round " + round + ": " + name, e);
            }
        }
        // The checksums of a ZIP archive cover every member; an HDF5 file alone has none for its numbers.
        assertThat(refused).isGreaterThan(name.endsWith(".keras") ? 240 : 50);
    }

    @Test
    void aMemberIsPackedAndStillFits() throws IOException {
        GoldenFiles.of("mlp").assertPredicts(Model.load(zipped(parts("mlp"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/passwd", "a/../../b", "C:\\x", "..\\x", "C:x", "a\nb", "a//b"})
    void namesThatLeaveTheArchiveAreRefused(String name) throws IOException {
        List<Part> parts = new ArrayList<>(parts("mlp"));
        parts.add(new Part(name, new byte[3]));
        Path file = zipped(parts);
        assertThatThrownBy(() -> Model.load(file)).isInstanceOf(FormatException.class)
                .hasMessageMatching("(?s).*model.keras > byte \\d+: expected members inside of the file, not .*");
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        var parts = new ArrayList<>(parts("mlp"));
        parts.add(new Part("assets/zeros", new byte[40 << 20]));
        Path file = zipped(parts);
        assertThatThrownBy(() -> Model.load(file, Load.DEFAULT.limits(new LoadLimits(1 << 20, 100, 1 << 20, 10)))).isInstanceOf(FormatException.class)
                .hasMessageContaining("expected members that grow to at most 10 times the file (LoadLimits.growth)");
    }

    @Test
    void aConfigurationHasALimit() {
        assertThatThrownBy(() -> Model.load(GoldenFiles.file("mlp.keras"), Load.DEFAULT.limits(new LoadLimits(1000, 100, 1 << 20, 10))))
                .hasMessageMatching("(?s).*mlp.keras > config.json: [\\d,]+ bytes exceed the limit of 1,000 \\(LoadLimits.configBytes\\).");
    }

    @Test
    void aMemberTwiceIsRefused() throws IOException {
        List<Part> parts = new ArrayList<>(parts("mlp"));
        parts.add(new Part("config.jsom", parts.get(1).bytes));
        Path file = zipped(parts);
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("config.jsom", "config.json");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Model.load(file)).hasMessageContaining("expected each member once, \"config.json\" isn't");
    }

    /// Offset 8 of an entry of the directory has a bit for it; offset 30 of a member's own header has the name again.
    @Test
    void whatTheDirectoryAndTheMembersSayIsCompared() throws IOException {
        Path file = zipped(parts("mlp"));
        byte[] whole = Files.readAllBytes(file);

        byte[] encrypted = whole.clone();
        encrypted[at(whole, "PK\u0001\u0002") + 8] |= 1;
        Files.write(file, encrypted);
        assertThatThrownBy(() -> Model.load(file)).isInstanceOf(FormatException.class).hasMessageContaining("expected no encryption");

        byte[] renamed = whole.clone();
        renamed[at(whole, "PK\u0003\u0004") + 30] ^= 1;
        Files.write(file, renamed);
        assertThatThrownBy(() -> Model.load(file)).isInstanceOf(FormatException.class).hasMessageContaining("expected the same name as in the directory");
    }

    private static int at(byte[] file, String signature) {
        return new String(file, StandardCharsets.ISO_8859_1).indexOf(signature);
    }

    /// Each of three members has the next one among its bytes: together they are more than the file (Fifield 2019, "A better zip bomb").
    @Test
    void membersInsideOfOthersAreRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        int data = 1000;
        for (int i = 0; i < 3; i++) {
            bytes.writeBytes(header(0x04034b50, i, data + (2 - i) * 31).array());
        }
        bytes.writeBytes(new byte[data]);
        int directory = bytes.size();
        for (int i = 0; i < 3; i++) {
            bytes.writeBytes(header(0x02014b50, i, data + (2 - i) * 31).array());
        }
        bytes.writeBytes(ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN).putInt(0x06054b50).putInt(0).putShort((short) 3).putShort((short) 3)
                .putInt(bytes.size() - directory).putInt(directory).putShort((short) 0).array());
        Path file = folder.resolve("nested.keras");
        Files.write(file, bytes.toByteArray());

        assertThatThrownBy(() -> Model.load(file)).isInstanceOf(FormatException.class).hasMessageContaining("expected members that don't overlap: don't trust it");
    }

    /// A member's own header, or the directory's, of the member `a`, `b` or `c` that is stored: APPNOTE.TXT 4.3.7 and 4.3.12.
    private static ByteBuffer header(int signature, int member, int size) {
        boolean listed = signature == 0x02014b50;
        var header = ByteBuffer.allocate(listed ? 47 : 31).order(ByteOrder.LITTLE_ENDIAN).putInt(signature);
        header.position(header.position() + (listed ? 16 : 14));
        header.putInt(size).putInt(size).putShort((short) 1);
        if (listed) {
            header.putInt(42, 31 * member);
        }
        return header.put(header.capacity() - 1, (byte) ('a' + member)).rewind();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "rate": 0.0                 | "rate": 0.0, "shimmer": 3      | Dropout 'dropout': expected keys \\[.*\\], got also shimmer=3. Was the file written by a newer Keras\\?.*
            "class_name": "Dropout"     | "class_name": "Wobble"         | Config: there is no keras.layers.Wobble here. If you have one, register it: .*
            "class_name": "Dropout"     | "class_name": "Lambda"         | Lambda 'dropout': expected layers whose code .* Code from files is never run: write it as a layer of your own.
            "units": 4                  | "units": "__import__('os')"    | Dense 'dense' > units: expected a whole number, got __import__\\('os'\\)\\.
            "units": 4                  | "units": 3000000000            | Dense 'dense' > units: expected a whole number, got 3000000000\\. It must be from -2147483648 to 2147483647\\.
            "units": 4                  | "units": {"a": 1}              | Dense 'dense' > units: expected a whole number, got \\{a=1\\}\\.
            "class_name": "Dropout", "config": { | "class_name": "Dropout", "config": [3], "x": { | Config: expected keys and values as the config of Dropout, got \\[3\\]\\.
            "activation": "relu"        | "activation": null             | expected a description as Keras writes it, got one with a part that is missing or of another kind. Was it written by hand\\?
            "layers": [                 | "layers": [7,                  | Model: expected the description of a layer, got 7\\.
            "layers"                    | "layerz"                       | Model: expected a list of layers in its config, got null\\.
            "units": 4                  | "units": 4, "units": 5         | .*Duplicate .*"units".*
            "units": 4                  | "units": 4,                    | .*byte \\d+: expected a JSON object, got: .*
            """)
    void configurationsThatAreWrongSayWhere(String from, String to, String message) throws IOException {
        Path file = changed(from.strip(), to.strip());
        assertThatThrownBy(() -> Model.load(file)).isInstanceOf(FormatException.class).hasMessageMatching("(?s).*model.keras > config.json > " + message);
    }

    @Test
    void keysOfOtherVersionsThatSayNothingAreFine() throws IOException {
        GoldenFiles.of("mlp").assertPredicts(Model.load(changed("\"rate\": 0.0", "\"rate\": 0.0, \"lora_rank\": null, \"ragged\": false")));
    }

    @Test
    void aKerasOfTheFutureIsNamed() throws IOException {
        List<Part> parts = new ArrayList<>(parts("mlp"));
        parts.set(0, new Part("metadata.json", "{\"keras_version\": \"4.0.0\"}".getBytes(StandardCharsets.UTF_8)));
        Path file = zipped(parts);
        assertThatThrownBy(() -> Model.load(file)).hasMessageContaining("metadata.json: expected a file of Keras 3, got one of Keras 4.0.0");

        parts.set(0, new Part("metadata.json", "{\"keras_version\": \"3.99.1\"}".getBytes(StandardCharsets.UTF_8)));
        Path newer = zipped(parts);
        assertThat(LogLines.of(KerasFile.class, () -> Model.load(newer))).singleElement().asString()
                .contains("written by Keras 3.99.1, newer than 3.15.1");
    }

    @Test
    void somethingElseIsNoModel() throws IOException {
        Path file = folder.resolve("model.keras");
        Files.writeString(file, "<html>404</html>");
        assertThatThrownBy(() -> Model.load(file)).isInstanceOf(FormatException.class).hasMessageContaining("expected a ZIP archive");
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> Model.load(file)).isInstanceOf(FormatException.class).hasMessageContaining("expected a ZIP archive");
    }
}
