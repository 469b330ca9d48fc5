package org.keras4j.saving.hdf5;

import module java.base;
import org.keras4j.engine.tensor.FormatException;

/// A file's bytes. Blocks of structure may be read once each, and not more of them than the file has bytes: a file can't
/// send its reader in circles or over the same bytes again and again.
final class Bytes {
    static final long UNDEFINED = -1;
    private static final long OVERLAP = 4;
    private final MemorySegment file;
    private final Set<Long> read = new HashSet<>();
    private long claimed;

    Bytes(MemorySegment file) {
        this.file = file;
    }

    long size() {
        return file.byteSize();
    }

    /// @throws FormatException when it isn't all inside of the file
    MemorySegment slice(long at, long length, String what) {
        if (at < 0 || length < 0 || length > size() || at > size() - length) {
            throw new FormatException("byte " + at + ": expected the " + what + " of " + length + " bytes inside of the file, which has "
                    + size() + ". The file is cut off or damaged.");
        }
        return file.asSlice(at, length);
    }

    /// A block of structure.
    Cursor block(long at, long length, String what) {
        var cursor = new Cursor(slice(at, length, what), at, what);
        if (!read.add(at)) {
            throw cursor.fail("expected each block once, got the " + what + " again");
        }
        claim(cursor, length);
        return cursor;
    }

    /// Counts bytes that are read, or copied, on the file's word.
    void claim(Cursor by, long length) {
        claimed += length;
        if (claimed > OVERLAP * size() + 4096) {
            throw by.fail("expected blocks side by side, got more bytes of them than the file has");
        }
    }
}
