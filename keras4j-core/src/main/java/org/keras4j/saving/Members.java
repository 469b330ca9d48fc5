package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;

/// What a `.keras` file holds by name: an [Archive], or a folder with the same files.
sealed interface Members extends AutoCloseable permits Archive, Folder {

    /// @throws UncheckedIOException when it can't be read
    /// @throws FormatException      when it isn't such a file
    static Members open(Path path, LoadLimits limits) {
        try {
            return Files.isDirectory(path) ? new Folder(path, Arena.ofShared()) : Archive.open(path, limits);
        } catch (FormatException e) {
            throw e.in(path.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be read (" + e + ").", e);
        }
    }

    /// Bytes of each member, in the order of the file.
    SequencedMap<String, Long> sizes();

    /// The member of that name, which is there; valid until this is closed.
    MemorySegment read(String name);

    default boolean has(String name) {
        return sizes().containsKey(name);
    }

    /// A member that is a text.
    default byte[] text(String name, LoadLimits limits) {
        Long bytes = sizes().get(name);
        if (bytes == null) {
            throw new FormatException("expected a member " + name + ", got only " + sizes().keySet() + ". It isn't a model that Keras 3 saved.");
        }
        if (bytes > limits.configBytes()) {
            throw new FormatException(String.format(Locale.ROOT, "%s: %,d bytes exceed the limit of %,d (LoadLimits.configBytes).",
                    name, bytes, limits.configBytes()));
        }
        return read(name).toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    void close();
}
