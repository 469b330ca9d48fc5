package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.models.Model;

/// A whole model in any of the formats that Keras 2 and 3 wrote, told apart by their first bytes.
public final class ModelFile {
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private ModelFile() {}

    /// @throws FormatException when it isn't such a file
    /// @throws UncheckedIOException when it can't be read
    public static Model load(Path file, Load options) {
        boolean legacy = isHdf5(file);
        return MappedFile.reading(file, () -> legacy ? LegacyFile.load(file, options) : KerasFile.load(file, options));
    }

    /// Whether it is an HDF5 file: weights, or a whole model of before Keras 3.
    ///
    /// @throws FormatException when it is no file
    /// @throws UncheckedIOException when it can't be read
    public static boolean isHdf5(Path file) {
        if (Files.isDirectory(file)) {
            return false;
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FormatException(file + ": expected a file, got a pipe or device. Write it to a file first.");
        }
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read (" + e + ").", e);
        }
    }
}
