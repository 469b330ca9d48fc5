package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;

/// A folder with the members of a `.keras` file as files: `save_model(..., zipped=False)`.
record Folder(Path path, SequencedMap<String, Long> sizes, Arena arena) implements Members {

    /// @throws FormatException if it is any other folder, which may hold a whole disk
    static Folder open(Path path, LoadLimits limits) throws IOException {
        var members = List.of(KerasFile.METADATA, KerasFile.CONFIG, KerasFile.WEIGHTS);
        if (members.stream().noneMatch(name -> Files.isRegularFile(path.resolve(name)))) {
            throw new FormatException(path + ": expected a file, or a folder with " + String.join(", ", members)
                    + ", got a folder with none of them. Name the file of the model.");
        }
        var sizes = new LinkedHashMap<String, Long>();
        try (var files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).limit(limits.members() + 1L).sorted().toList()) {
                sizes.put(path.relativize(file).toString().replace('\\', '/'), Files.size(file));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (sizes.size() > limits.members()) {
            throw new FormatException(path + ": expected a folder with at most " + limits.members() + " files (LoadLimits.members), got more. It isn't a model alone.");
        }
        return new Folder(path, sizes, Arena.ofShared());
    }

    @Override
    public MemorySegment read(String name) {
        try (var channel = FileChannel.open(path.resolve(name))) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            throw new UncheckedIOException(path.resolve(name) + ": cannot be read (" + e + ").", e);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
