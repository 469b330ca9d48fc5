package org.keras4j.saving.hdf5;

import module java.base;
import org.keras4j.engine.tensor.AtomicFile;
import org.keras4j.engine.tensor.FormatException;

/// HDF5 files, as far as Keras' go.
///
/// ```java
/// try (var file = Hdf5.open(path)) {
///     NDArray kernel = file.root().dataset("layers/dense/vars/0").orElseThrow().values();
/// }
/// Hdf5.write(path, Group.EMPTY.with("layers/dense/vars/0", Dataset.of(kernel)));
/// ```
///
/// Read are groups in tables or messages; data in one piece, or in chunks packed by gzip; texts of fixed or any length.
/// Refused are links out of the group or file, virtual and external data, and whatever doesn't fit into the file.
public final class Hdf5 implements AutoCloseable {
    private final Arena arena;
    private final Group root;

    private Hdf5(Arena arena, Group root) {
        this.arena = arena;
        this.root = root;
    }

    /// Opens a file, whose arrays are read when they are asked for.
    ///
    /// @throws FormatException      naming the file, the object and the byte that is wrong
    /// @throws UncheckedIOException when it can't be read
    public static Hdf5 open(Path file) {
        Arena arena = Arena.ofShared();
        try (var channel = FileChannel.open(file)) {
            return new Hdf5(arena, read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)));
        } catch (FormatException e) {
            arena.close();
            throw e.in(file.toString());
        } catch (IOException e) {
            arena.close();
            throw new UncheckedIOException(file + ": cannot be read (" + e + ").", e);
        }
    }

    /// The tree of a file in memory, which it leans on.
    ///
    /// @throws FormatException naming the object and the byte that is wrong
    public static Group read(MemorySegment bytes) {
        return new Reader(bytes).root();
    }

    public Group root() {
        return root;
    }

    /// Arrays that weren't asked for before are lost.
    @Override
    public void close() {
        arena.close();
    }

    /// A file's content, laid out: the same tree gives the same bytes.
    public static Image image(Group root) {
        var writer = new Writer(root);
        return new Image(writer);
    }

    /// Writes it whole or not at all.
    public static void write(Path file, Group root) {
        AtomicFile.write(file, image(root)::writeTo);
    }

    /// What a file will hold.
    public static final class Image {
        private final Writer writer;

        private Image(Writer writer) {
            this.writer = writer;
        }

        public long bytes() {
            return writer.bytes();
        }

        /// May be called more than once: arrays are then asked for again.
        public void writeTo(OutputStream out) throws IOException {
            writer.writeTo(out);
        }
    }
}
