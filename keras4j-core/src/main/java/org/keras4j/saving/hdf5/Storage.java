package org.keras4j.saving.hdf5;

import module java.base;
import org.keras4j.engine.tensor.Shape;

/// How a dataset's elements stand in the file.
sealed interface Storage permits Storage.Contiguous, Chunks {

    /// The elements in their order. Contiguous ones are the file's own bytes, not a copy.
    MemorySegment elements(Shape shape, long elementBytes, long bytes);

    record Contiguous(MemorySegment data) implements Storage {
        @Override
        public MemorySegment elements(Shape shape, long elementBytes, long bytes) {
            return data;
        }
    }

    /// @param bytes that the elements take
    /// @throws org.keras4j.engine.tensor.FormatException when the file doesn't have as many
    static Storage read(Bytes file, ObjectHeader header, long bytes) {
        Cursor c = header.find(ObjectHeader.LAYOUT).orElseThrow(() -> header.at().fail("expected the place of the data, got none"));
        int version = c.u8();
        if (version != 3 && version != 4) {
            throw c.fail("expected a layout of version 3 or 4, got " + version);
        }
        int layout = c.u8();
        return switch (layout) {
            case 0 -> new Contiguous(enough(c, c.take(c.u16()), bytes));
            case 1 -> contiguous(file, c, bytes);
            case 2 -> chunks(file, header, c, version);
            case 3 -> throw c.fail("expected data in this file, got a virtual dataset");
            default -> throw c.fail("expected a layout of 0 to 2, got " + layout);
        };
    }

    private static Storage chunks(Bytes file, ObjectHeader header, Cursor c, int version) {
        if (version != 3) {
            throw c.fail("expected chunks in a tree of version 1, got a newer index. Write the file again with libver=\"earliest\"");
        }
        return Chunks.read(file, header, c);
    }

    private static Storage contiguous(Bytes file, Cursor c, long bytes) {
        long address = c.u64();
        long size = c.u64();
        if (bytes == 0) {
            return new Contiguous(MemorySegment.NULL);
        }
        if (address == Bytes.UNDEFINED) {
            throw c.fail("expected " + bytes + " bytes of data, got a dataset that was never written");
        }
        file.claim(c, bytes);                                   // else each of many arrays could be the whole file
        return new Contiguous(enough(c, file.slice(address, size, "data"), bytes));
    }

    private static MemorySegment enough(Cursor c, MemorySegment data, long bytes) {
        if (data.byteSize() < bytes) {
            throw c.fail("expected " + bytes + " bytes of data, got " + data.byteSize());
        }
        return data.asSlice(0, bytes);
    }
}
