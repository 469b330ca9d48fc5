package org.keras4j.datasets;

import module java.base;

/// The files in a `.tar.gz` archive, by their paths.
final class TarGz {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int TYPE_AT = 156;
    /// More than any archive of Keras has.
    private static final long MOST_BYTES = 1L << 30;

    private TarGz() {}

    static Map<String, byte[]> read(Path archive) {
        var members = new LinkedHashMap<String, byte[]>();
        try (var in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (byte[] header = in.readNBytes(BLOCK); header.length == BLOCK && header[0] != 0; header = in.readNBytes(BLOCK)) {
                String size = text(header, SIZE_AT, 12).strip();
                long bytes = size.matches("[0-7]{1,11}") ? Long.parseLong(size, 8) : MOST_BYTES + 1;
                if (bytes > MOST_BYTES) {
                    throw new IOException("expected a file of a tar archive, got a size of " + size);
                }
                byte[] content = in.readNBytes((int) bytes);
                if (content.length < bytes) {
                    throw new EOFException("it ends within " + text(header, 0, NAME));
                }
                in.skipNBytes((BLOCK - bytes % BLOCK) % BLOCK);
                if (header[TYPE_AT] == '0' || header[TYPE_AT] == 0) {
                    members.put(text(header, 0, NAME), content);
                }
            }
            return members;
        } catch (IOException e) {
            throw new UncheckedIOException(archive + ": can't be read as a .tar.gz archive: " + e.getMessage() + ".", e);
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }
}
