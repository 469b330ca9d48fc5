package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;

/// Files are read where the system maps them into memory, and another program may cut one off meanwhile: Python's HDF5 does where it writes a file anew. The
/// system tells of that where a byte is missing: with an error of the JVM's, or with the end of the process where native code looked for it, such as that of
/// a checksum. So native code gets copies.
final class MappedFile {
    private MappedFile() {}

    /// @throws FormatException if the file was cut off since it was opened
    static <T> T reading(Path file, Supplier<T> read) {
        try {
            return read.get();
        } catch (InternalError e) {
            if (!String.valueOf(e.getMessage()).contains("unsafe memory access")) {
                throw e;
            }
            throw new FormatException(file + ": expected the bytes that were there when it was opened, got a file that another program is writing anew. "
                    + "Try again when that is done.", e);
        }
    }
}
