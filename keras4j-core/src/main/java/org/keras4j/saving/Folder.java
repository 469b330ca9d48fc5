package org.keras4j.saving;

import module java.base;

/// A folder with the members of a `.keras` file as files: `save_model(..., zipped=False)`.
record Folder(Path path, Arena arena) implements Members {

    @Override
    public SequencedMap<String, Long> sizes() {
        var sizes = new LinkedHashMap<String, Long>();
        try (var files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                sizes.put(path.relativize(file).toString().replace('\\', '/'), Files.size(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be read (" + e + ").", e);
        }
        return sizes;
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
