package org.keras4j.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files are NumPy's: `tools/golden/npy_fixtures.py`, which says what is in them.
class NpyTest {
    private static final NDArray GRID = NDArray.of(new int[][] {{0, 1, 2}, {3, 4, 5}});
    private static final int DATA_AT = 128;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float32_big_endian", "float64", "float64_big_endian"})
    void readsFloatsInEitherByteOrder(String name) {
        DType dtype = name.startsWith("float32") ? DType.FLOAT32 : DType.FLOAT64;

        assertThat(read(name)).isEqualTo(GRID.minus(2.5).cast(dtype));
    }

    @Test
    void readsHalves() {
        assertThat(read("float16")).hasToString("float16[6] [ 1.e+00 -2.e+00  1.e-01     inf     nan  6.e-08]");
        assertThat(read("bfloat16")).hasToString("bfloat16[4] [ 1.  -2.   0.1  inf]");
    }

    @Test
    void readsTheExtremesOfIntegers() {
        assertThat(read("int8").toIntArray()).containsExactly(-128, 0, 127);
        assertThat(read("uint8").toIntArray()).containsExactly(0, 128, 255);
        assertThat(read("int32").toIntArray()).containsExactly(Integer.MIN_VALUE, 0, Integer.MAX_VALUE);
        assertThat(read("int64").toLongArray()).containsExactly(Long.MIN_VALUE, (1L << 53) + 1, Long.MAX_VALUE);
        assertThat(read("int64_big_endian")).isEqualTo(read("int64"));
    }

    @Test
    void readsBoolsScalarsAndNothing() {
        assertThat(read("bool")).isEqualTo(NDArray.of(true, false, true));
        assertThat(read("scalar")).isEqualTo(NDArray.scalar(3.5));
        assertThat(read("empty")).isEqualTo(NDArray.zeros(DType.FLOAT32, Shape.of(0, 17)));
    }

    @Test
    void readsColumnMajorArrays() {
        assertThat(read("fortran")).isEqualTo(NDArray.arange(24).cast(DType.INT32).reshape(2, 3, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"version_2", "version_3"})
    void readsLaterVersions(String name) {
        assertThat(read(name)).isEqualTo(GRID);
    }

    @Test
    void readsWhatPython2Wrote() {
        assertThat(parse("{'descr': '<i4', 'fortran_order': False, 'shape': (2L, 3L), }").shape()).isEqualTo(Shape.of(2, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float64", "float16", "int8", "uint8", "int32", "int64", "bool", "scalar", "empty", "bytes"})
    void writesTheBytesThatNumPyWrites(String name) throws IOException {
        Path copy = folder.resolve("copy.npy");

        Npy.write(copy, read(name));

        assertThat(copy).hasSameBinaryContentAs(path(name));
    }

    @Test
    void writesBfloat16AsMlDtypesDoes() {
        Path file = folder.resolve("b.npy");
        Npy.write(file, read("bfloat16"));

        assertThat(file).content(StandardCharsets.ISO_8859_1).contains("{'descr': '<V2', 'fortran_order': False, 'shape': (4,), }");
        assertThat(Npy.read(file)).isEqualTo(read("bfloat16"));
    }

    @Test
    void readsOneArrayAfterTheOtherFromAStream() throws IOException {
        var bytes = new ByteArrayOutputStream();
        Npy.write(bytes, GRID);
        Npy.write(bytes, NDArray.scalar(7L));
        var in = new ByteArrayInputStream(bytes.toByteArray());

        assertThat(Npy.read(in, "both")).isEqualTo(GRID);
        assertThat(Npy.read(in, "both")).isEqualTo(NDArray.scalar(7L));
        assertThat(in.available()).isZero();
    }

    @Test
    void growsWithTheDataOfAStream() throws IOException {
        NDArray large = NDArray.arange(1_000_000);
        var bytes = new ByteArrayOutputStream();
        Npy.write(bytes, large);

        assertThat(Npy.read(new ByteArrayInputStream(bytes.toByteArray()), "large")).isEqualTo(large);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            bytes              ; ab,cde ; 3
            strings            ; ab,cde ; 3
            strings_big_endian ; ab,cde ; 3
            strings_unicode    ; é,好a ; 4
            """)
    void readsStringsAsTheirBytes(String name, String texts, int width) {
        NDArray array = read(name);

        assertThat(array.isTexts()).isTrue();
        var bytes = ByteBuffer.allocate(2 * width);
        Stream.of(texts.split(",")).map(text -> text.getBytes(StandardCharsets.UTF_8)).forEach(text -> bytes.put(Arrays.copyOf(text, width)));
        assertThat(array).isEqualTo(NDArray.of(bytes.flip(), DType.UINT8, Shape.of(2, width)));
    }

    @Test
    void refusesNumbersThatAreNoCharacters() throws IOException {
        for (int number : List.of(0xd800, 0x110000, -1)) {
            byte[] file = Files.readAllBytes(path("strings"));
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(DATA_AT + 4, number);
            assertThatThrownBy(() -> readStream(file)).isInstanceOf(FormatException.class)
                    .hasMessage("x.npy: byte 132: expected a character of Unicode, got number 0x" + Integer.toHexString(number) + ". The file is damaged.");
        }
    }

    // ---- what isn't read -------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            objects    ; Python objects (object). They are kept as a pickle, which may run anything when it is read, and is never read here. Save numbers, with allow_pickle=False.
            int16      ; "<i2". Convert it with astype before you save it.
            complex    ; "<c8". Convert it with astype before you save it.
            structured ; a structured type. Save each field as an array of its own.
            """, quoteCharacter = '`')
    void refusesOtherTypesByName(String name, String got) {
        assertThatThrownBy(() -> read(name)).isInstanceOf(FormatException.class).hasMessage(path(name) + ": byte 20: expected "
                + "float32, float64, bfloat16, float16, int8, uint8, int32, int64, bool or strings, got " + got);
    }

    @Test
    void saysHowMuchOfACutFileIsThere() throws IOException {
        byte[] whole = Files.readAllBytes(path("int32"));

        assertThatThrownBy(() -> readFile(Arrays.copyOf(whole, DATA_AT + 9)))
                .hasMessageEndingWith("x.npy: byte 128: expected 12 bytes of data, got 9. The file is cut off: copy or download it again.");
        assertThatThrownBy(() -> readStream(Arrays.copyOf(whole, DATA_AT + 9)))
                .hasMessage("x.npy: byte 128: expected 12 bytes of data, got 9. The file is cut off: copy or download it again.");
        assertThatThrownBy(() -> readStream(Arrays.copyOf(whole, 70)))
                .hasMessage("x.npy: byte 10: expected 118 bytes of the header, got 60. The file is cut off, or isn't a .npy file.");
        assertThatThrownBy(() -> readFile(Arrays.copyOf(whole, whole.length + 1)))
                .hasMessageEndingWith("x.npy: byte 128: expected 12 bytes of data, got 13. The file is damaged.");
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(path("int32"));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> readFile(cut)).isInstanceOf(FormatException.class);
            assertThatThrownBy(() -> readStream(cut)).isInstanceOf(FormatException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "fortran", "bool", "version_2"})
    void everyChangedByteGivesAnArrayOrAFormatException(String name) throws IOException {
        byte[] whole = Files.readAllBytes(path(name));
        for (int at = 0; at < whole.length; at++) {
            for (int flip : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) flip;
                try {
                    assertThat(readStream(changed)).isNotNull();
                } catch (FormatException e) {
                    assertThat(e).hasMessageStartingWith("x.npy: byte ");
                }
            }
        }
    }

    /// 2⁶² bytes, as the header promises, would end in an OutOfMemoryError.
    @Test
    void aForgedShapeAllocatesNothing() {
        byte[] forged = file("{'descr': '<f4', 'fortran_order': False, 'shape': (1152921504606846976,), }", new byte[8]);

        assertThatThrownBy(() -> readFile(forged)).isInstanceOf(FormatException.class).hasMessageContaining("expected 4,611,686,018,427,387,904 bytes of data, got 8.");
        assertThatThrownBy(() -> readStream(forged)).isInstanceOf(FormatException.class).hasMessageContaining("expected 4,611,686,018,427,387,904 bytes of data, got 8.");
    }

    @Test
    void aForgedHeaderSizeAllocatesNothing() {
        byte[] forged = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, 0x7f, '{'};

        assertThatThrownBy(() -> readStream(forged))
                .hasMessage("x.npy: byte 8: expected a header of at most 65,536 bytes, got 2,147,483,647. The file is damaged.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3), }   | byte 61: expected a size of zero or more in the header, got "-2, 3), }". The file is damaged.
            {'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808,), } | byte 61: expected a size below 2⁶³, got 9223372036854775808. The file is damaged.
            {'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904,), } | byte 10: expected a shape of fewer than 2⁶³ bytes, got float32[4611686018427387904]. The file is damaged.
            {'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3), }        | byte 44: expected True or False in the header, got "0, 'shape'". The file is damaged.
            {'descr': '<f4', 'shape': (2, 3), }                            | byte 10: expected descr, fortran_order and shape, got only a part of them. Is it a .npy file?
            {'descr': '<f4', 'evil': 1}                                    | byte 27: expected descr, fortran_order or shape, got "evil". Is it a .npy file?
            {'descr': '<f4                                                 | byte 20: expected an element type in quotes in the header, got "'<f4". The file is damaged.
            {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } x  | byte 70: expected nothing more in the header, got "x". The file is damaged.
            __import__('os').system('x')                                   | byte 10: expected '{' in the header, got "__import__". The file is damaged.
            """)
    void namesTheByteOfTheHeader(String header, String message) {
        assertThatThrownBy(() -> parse(header)).isInstanceOf(FormatException.class).hasMessage("x.npy: " + message);
    }

    @Test
    void namesTheMarkTheVersionAndTheBool() {
        assertThatThrownBy(() -> readStream("PK\3\4 is a zip file".getBytes(StandardCharsets.US_ASCII)))
                .hasMessage("x.npy: byte 0: expected the mark of a .npy file (\\x93NUMPY), got something else. Is it a .npy file?");
        assertThatThrownBy(() -> readStream(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 4, 0}))
                .hasMessage("x.npy: byte 6: expected version 1.0, 2.0 or 3.0 of the format, got 4.0. Save it with a NumPy of today.");
        assertThatThrownBy(() -> readStream(file("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", new byte[] {1, 0, 2})))
                .hasMessage("x.npy: byte 69: expected 0 or 1 for a bool, got 2. The file is damaged.");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("missing.npy");

        assertThatThrownBy(() -> Npy.read(missing)).isInstanceOf(UncheckedIOException.class).hasMessageContaining(missing.toString());
    }

    // ---- writing whole files ---------------------------------------------------------------------------------------

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("x.npy");
        Npy.write(file, GRID);

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(1);
            throw new IOException("disk full");
        })).isInstanceOf(UncheckedIOException.class).hasMessageStartingWith(file + ": cannot be written (").hasMessageContaining("disk full");

        assertThat(Npy.read(file)).isEqualTo(GRID);
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path file = folder.resolve("nowhere").resolve("x.npy");

        assertThatThrownBy(() -> Npy.write(file, GRID)).isInstanceOf(UncheckedIOException.class).hasMessageContaining(file.toString());
    }

    private static Path path(String name) {
        return Fixtures.path("npy/" + name + ".npy");
    }

    private static NDArray read(String name) {
        return Npy.read(path(name));
    }

    private NDArray readFile(byte[] bytes) {
        try {
            return Npy.read(Files.write(folder.resolve("x.npy"), bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NDArray readStream(byte[] bytes) {
        return Npy.read(new ByteArrayInputStream(bytes), "x.npy");
    }

    private static NpyHeader parse(String header) {
        return NpyHeaderParser.parse("x.npy", 10, header);
    }

    private static byte[] file(String header, byte[] data) {
        var file = ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return file.put(NpyReader.MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII)).put(data).array();
    }
}
