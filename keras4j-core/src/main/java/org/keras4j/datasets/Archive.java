package org.keras4j.datasets;

import module java.base;
import org.keras4j.data.Unzipped;

/// Files in one: `.zip`, `.tar`, and `.tar.gz`, known by how they begin.
final class Archive {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX = 155;
    private static final Pattern LONG_NAME = Pattern.compile("\\d+ path=(.*)\n");
    /// More than any archive of Keras has.
    private static final long MOST_BYTES = 1L << 30;

    private interface Receiver {
        void receive(String name, byte[] content) throws IOException;
    }

    private Archive() {}

    /// The files of a tar archive, zipped or not, by their paths.
    static Map<String, byte[]> read(Path archive) {
        var members = new LinkedHashMap<String, byte[]>();
        try {
            readTar(archive, members::put);
            return members;
        } catch (IOException e) {
            throw new UncheckedIOException(archive + ": can't be read as a .tar.gz archive: " + e.getMessage() + ".", e);
        }
    }

    /// A folder beside the archive with what is in it, by its name and `_extracted`: unpacked unless it is there. It appears in one step.
    static Path unpacked(Path archive) {
        Path folder = archive.resolveSibling(archive.getFileName() + "_extracted");
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Path part = archive.resolveSibling(archive.getFileName() + ".part");
        try {
            clear(part);
            Files.createDirectories(part);
            Receiver receiver = (name, content) -> write(part, name, content);
            if (isZip(archive)) {
                readZip(archive, receiver);
            } else {
                readTar(archive, receiver);
            }
            return Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(archive + ": can't be unpacked: " + e.getMessage() + ". Is it a .zip, .tar or .tar.gz archive?", e);
        }
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void write(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("expected files that stay in its folder, got " + name);
        }
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static boolean isZip(Path archive) throws IOException {
        try (var in = Files.newInputStream(archive)) {
            return new String(in.readNBytes(2), StandardCharsets.ISO_8859_1).equals("PK");
        }
    }

    private static void readZip(Path archive, Receiver receiver) throws IOException {
        try (var in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    // What the archive says of sizes need not be true.
                    byte[] content = in.readNBytes((int) MOST_BYTES + 1);
                    if (content.length > MOST_BYTES) {
                        throw new IOException(String.format(Locale.ROOT, "expected files of at most %,d bytes, got more in %s", MOST_BYTES, entry.getName()));
                    }
                    receiver.receive(entry.getName(), content);
                }
            }
        }
    }

    private static void readTar(Path archive, Receiver receiver) throws IOException {
        try (var in = Unzipped.open(archive)) {
            String longName = null;
            for (byte[] header = in.readNBytes(BLOCK); header.length == BLOCK && header[0] != 0; header = in.readNBytes(BLOCK)) {
                String size = text(header, SIZE_AT, 12).strip();
                long bytes = size.matches("[0-7]{1,11}") ? Long.parseLong(size, 8) : MOST_BYTES + 1;
                if (bytes > MOST_BYTES) {
                    throw new IOException("expected a file of a tar archive, got a size of " + size);
                }
                byte[] content = in.readNBytes((int) bytes);
                if (content.length < bytes) {
                    throw new EOFException("it ends within " + name(header));
                }
                in.skipNBytes((BLOCK - bytes % BLOCK) % BLOCK);
                switch (header[TYPE_AT]) {
                    case 'L' -> longName = text(content, 0, content.length);                      // GNU's
                    case 'x' -> longName = LONG_NAME.matcher(new String(content, StandardCharsets.UTF_8)).results().map(found -> found.group(1)).findFirst().orElse(null);  // POSIX'
                    case '0', 0 -> {
                        receiver.receive(longName != null ? longName : name(header), content);
                        longName = null;
                    }
                    default -> longName = null;
                }
            }
        }
    }

    private static String name(byte[] header) {
        String prefix = text(header, MAGIC_AT, 5).equals("ustar") && header[MAGIC_AT + 5] == 0 ? text(header, PREFIX_AT, PREFIX) : "";
        return (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, NAME);
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }
}
