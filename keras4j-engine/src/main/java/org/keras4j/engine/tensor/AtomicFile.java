package org.keras4j.engine.tensor;

import module java.base;

/// Files that are there whole or not at all: written beside their place under another name, then moved. Who reads
/// meanwhile finds the file that was there before, and so does everyone after a crash or on a full disk.
public final class AtomicFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private AtomicFile() {}

    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Replaces `file`, if there is one.
    ///
    /// @throws UnwritableException naming the file, which is then as it was
    public static void write(Path file, Content content) {
        Path unfinished = file.resolveSibling("." + file.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp");
        try {
            writeNew(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UnwritableException(file + ": cannot be written (" + e + "). Check the folder and the disk.", e);
        } finally {
            deleteIfThere(unfinished);
        }
    }

    private static void writeNew(Path file, Content content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            content.writeTo(out);
            out.flush();
            channel.force(true);            // else a crash may leave the new name on bytes that never reached the disk
        }
    }

    private static void deleteIfThere(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be deleted (" + e + ").", e);
        }
    }
}
