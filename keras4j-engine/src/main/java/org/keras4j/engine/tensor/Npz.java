package org.keras4j.engine.tensor;

import module java.base;

/// Named arrays in NumPy's `.npz` files: zip files of `.npy` members. `Npz.read` takes all at once; an open `Npz` hands out
/// single ones, to one thread at a time.
///
/// A member is read only as far as its own header goes, into memory that grows with the data, and against its checksum.
/// Refused: members outside of their folder (`../x.npy`), two of one name, members that overlap in the file, and files
/// that grow both to more than 1 GiB and to more than 200 times their size.
public final class Npz implements AutoCloseable {
    private static final String SUFFIX = ".npy";
    private static final long HARMLESS_BYTES = 1L << 30;
    private static final long HARMLESS_GROWTH = 200;
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);      // the same arrays, the same bytes

    private final Path file;
    private final long fileBytes;
    private final ZipFile zip;
    private final SequencedMap<String, ZipEntry> members = new LinkedHashMap<>();

    private enum Compression {
        NONE(Deflater.NO_COMPRESSION), DEFLATE(Deflater.DEFAULT_COMPRESSION);

        private final int level;

        Compression(int level) {
            this.level = level;
        }
    }

    private Npz(Path file, long fileBytes, ZipFile zip) {
        this.file = file;
        this.fileBytes = fileBytes;
        this.zip = zip;
    }

    // ---- reading ---------------------------------------------------------------------------------------------------

    /// All arrays in the order of the file, by their names without `.npy`.
    ///
    /// @throws FormatException      when it isn't such a file, or a damaged one: names the file, the member and the byte
    /// @throws UncheckedIOException when it can't be read
    public static SequencedMap<String, NDArray> read(Path file) {
        try (var npz = open(file)) {
            var arrays = new LinkedHashMap<String, NDArray>();
            npz.names().forEach(name -> arrays.put(name, npz.get(name)));
            return arrays;
        }
    }

    /// @throws FormatException      when the directory of the zip file is damaged or names what isn't allowed
    /// @throws UncheckedIOException when it can't be read
    public static Npz open(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FormatException(file + ": expected a .npz file (a zip of .npy files), got "
                    + (Files.isDirectory(file) ? "a folder." : "a pipe or device. Write it to a file first."));
        }
        try {
            long bytes = Files.size(file);
            var zip = new ZipFile(file.toFile());
            try {
                var npz = new Npz(file, bytes, zip);
                npz.readDirectory();
                return npz;
            } catch (Throwable e) {
                zip.close();
                throw e;
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {   // the last for a name that isn't text
            throw new FormatException(file + ": expected a .npz file (a zip of .npy files), got one that can't be opened: "
                    + Objects.requireNonNullElse(e.getMessage(), e.toString()) + ". The file is cut off, damaged or something else.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read (" + e + ").", e);
        }
    }

    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    /// One array.
    ///
    /// @throws IllegalArgumentException when there is none of that name
    /// @throws FormatException          when it is damaged
    public NDArray get(String name) {
        ZipEntry member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException(file + ": expected one of " + members.keySet() + ", got \"" + name + "\".");
        }
        try {
            return read(member);
        } catch (FormatException e) {
            throw e.in(file.toString());
        } catch (ZipException | EOFException e) {
            throw new FormatException(file + " > " + member.getName() + ": expected data that can be unpacked, got: "
                    + e.getMessage() + ". The file is damaged: copy or download it again.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " > " + member.getName() + ": cannot be read (" + e + ").", e);
        }
    }

    private NDArray read(ZipEntry member) throws IOException {
        var checksum = new CRC32();
        try (var in = new CheckedInputStream(zip.getInputStream(member), checksum)) {
            long certain = Math.min(fileBytes, member.getCompressedSize());
            NDArray array = new NpyReader(member.getName(), in, new NpyReader.Length.Said(member.getSize(), certain)).read();
            if (checksum.getValue() != member.getCrc()) {
                throw new FormatException(String.format(Locale.ROOT, "%s: expected checksum %08x, got %08x. The file is damaged: copy or download it again.",
                        member.getName(), member.getCrc(), checksum.getValue()));
            }
            return array;
        }
    }

    // ---- the directory ---------------------------------------------------------------------------------------------

    private void readDirectory() {
        var packed = BigInteger.ZERO;
        var unpacked = BigInteger.ZERO;
        for (ZipEntry member : Collections.list(zip.entries())) {
            if (member.isDirectory()) {
                continue;
            }
            String name = member.getName();
            if (!ZipNames.isInside(name)) {
                throw fail("expected members inside of the file, got the name \"" + ZipNames.printable(name) + "\". Don't trust it.");
            }
            if (!name.endsWith(SUFFIX)) {
                throw fail("expected only .npy members, got \"" + name + "\". Take it out.");
            }
            if (members.putIfAbsent(name.substring(0, name.length() - SUFFIX.length()), member) != null) {
                throw fail("expected each member once, got \"" + name + "\" again. Don't trust it.");
            }
            packed = packed.add(BigInteger.valueOf(member.getCompressedSize()));
            unpacked = unpacked.add(BigInteger.valueOf(member.getSize()));
        }
        if (packed.compareTo(BigInteger.valueOf(fileBytes)) > 0) {
            throw fail(String.format(Locale.ROOT, "expected members of at most %,d bytes together, got %,d: they overlap. Don't trust it.",
                    fileBytes, packed));
        }
        var limit = BigInteger.valueOf(HARMLESS_BYTES).max(BigInteger.valueOf(fileBytes).multiply(BigInteger.valueOf(HARMLESS_GROWTH)));
        if (unpacked.compareTo(limit) > 0) {
            throw fail(String.format(Locale.ROOT, "expected at most %,d bytes out of %,d, got %,d. Don't trust it.", limit, fileBytes, unpacked));
        }
    }

    private FormatException fail(String message) {
        return new FormatException(file + ": " + message);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be closed (" + e + ").", e);
        }
    }

    // ---- writing ---------------------------------------------------------------------------------------------------

    /// Replaces the file, if there is one, when the new one is whole. Not compressed, as `numpy.savez`.
    ///
    /// @throws IllegalArgumentException when a name can't be a member's
    /// @throws UncheckedIOException     when it can't be written
    public static void write(Path file, Map<String, NDArray> arrays) {
        write(file, arrays, Compression.NONE);
    }

    /// As [#write], smaller and slower: `numpy.savez_compressed`.
    public static void writeCompressed(Path file, Map<String, NDArray> arrays) {
        write(file, arrays, Compression.DEFLATE);
    }

    private static void write(Path file, Map<String, NDArray> arrays, Compression compression) {
        for (String name : arrays.keySet()) {
            if (!ZipNames.isInside(name)) {
                throw new IllegalArgumentException("Npz: expected names such as \"weights\" or \"dense/kernel\", got \"" + name + "\".");
            }
        }
        AtomicFile.write(file, out -> {
            var zip = new ZipOutputStream(out);
            zip.setLevel(compression.level);
            for (var array : arrays.entrySet()) {
                var member = new ZipEntry(array.getKey() + SUFFIX);
                member.setTimeLocal(NO_TIME);
                zip.putNextEntry(member);
                Npy.write(zip, array.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
    }
}
