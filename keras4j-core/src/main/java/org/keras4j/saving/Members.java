package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.ZipNames;

/// What a `.keras` file holds by name: an [Archive], or a folder with the same files.
sealed interface Members extends AutoCloseable permits Archive, Folder {
    /// How many members a message names: a file of something else may have many.
    int MENTIONED = 10;

    /// @throws UncheckedIOException when it can't be read
    /// @throws FormatException      when it isn't such a file
    static Members open(Path path, LoadLimits limits) {
        try {
            return Files.isDirectory(path) ? Folder.open(path, limits) : Archive.open(path, limits);
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

    /// @throws FormatException if there is none of that name, with some of those that are
    default void require(String name) {
        var names = sizes().keySet();
        if (!names.contains(name)) {
            String some = names.isEmpty() ? "none" : "only " + names.stream().limit(MENTIONED).map(ZipNames::printable).collect(Collectors.joining(", "));
            String more = names.size() > MENTIONED ? " and " + (names.size() - MENTIONED) + " more" : "";
            throw new FormatException(name + ": expected a member of that name, got " + some + more + ". It isn't a model that Keras 3 saved.");
        }
    }

    /// A member that is a text.
    default byte[] text(String name, LoadLimits limits) {
        require(name);
        long bytes = sizes().get(name);
        if (bytes > limits.configBytes()) {
            throw new FormatException(String.format(Locale.ROOT, "%s: %,d bytes exceed the limit of %,d (LoadLimits.configBytes).",
                    name, bytes, limits.configBytes()));
        }
        return read(name).toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    void close();
}
