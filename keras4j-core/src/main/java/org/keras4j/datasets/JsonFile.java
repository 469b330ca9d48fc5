package org.keras4j.datasets;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A small file of JSON as a value of one type.
final class JsonFile {
    private JsonFile() {}

    /// @throws FormatException      when it holds something else: names the file and the place
    /// @throws UncheckedIOException when it can't be read
    static <T> T read(Path file, TypeReference<T> type) {
        try (var in = Files.newInputStream(file)) {
            T value = JsonMapper.shared().readValue(in, type);
            if (value == null) {
                throw new FormatException(file + ": expected JSON of another content, got null.");
            }
            return value;
        } catch (JacksonException e) {
            throw new FormatException(file + ": expected other JSON: " + e.getOriginalMessage() + " (" + e.getLocation().offsetDescription() + ").");
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read (" + e + ").", e);
        }
    }
}
