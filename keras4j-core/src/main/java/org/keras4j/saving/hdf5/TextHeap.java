package org.keras4j.saving.hdf5;

import module java.base;

/// Collects the texts of attributes, of any length, in collections of the global heap.
final class TextHeap {
    private static final int COLLECTION_BYTES = 4096;

    /// Gives a piece of the file its place.
    interface Places {
        long place(long size, Supplier<MemorySegment> bytes);
    }

    private final Places places;
    private Collection current = new Collection(0, 0);

    TextHeap(Places places) {
        this.places = places;
    }

    /// One block of objects. It is filled while the file is planned, and written after.
    private static final class Collection {
        final Block objects = new Block();
        final int size;
        long address;
        int count;

        Collection(int size, long address) {
            this.size = size;
            this.address = address;
            if (size > 0) {
                objects.ascii("GCOL").u32(1).u64(size);
            }
        }

        boolean hasRoomFor(int bytes) {
            return objects.size() + bytes + 16 <= size;
        }

        MemorySegment bytes() {
            var all = new Block().bytes(objects.toArray());
            return MemorySegment.ofArray(all.u64(0).u64(size - objects.size()).to(size).toArray());
        }
    }

    /// The 16 bytes that stand for a text.
    byte[] reference(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return new byte[ElementType.TEXT_BYTES];            // an object of no bytes sends HDF5's own reader round and round
        }
        int needed = 16 + ((bytes.length + 7) & -8);
        if (!current.hasRoomFor(needed)) {
            var next = new Collection(Math.max(COLLECTION_BYTES, 16 + needed + 16), 0);
            next.address = places.place(next.size, next::bytes);
            current = next;
        }
        current.count++;
        current.objects.u16(current.count).u16(1).u32(0).u64(bytes.length).padded(bytes);
        return new Block().u32(bytes.length).u64(current.address).u32(current.count).toArray();
    }
}
