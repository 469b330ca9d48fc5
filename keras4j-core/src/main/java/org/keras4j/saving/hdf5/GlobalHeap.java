package org.keras4j.saving.hdf5;

import module java.base;

/// Where the texts of attributes stand.
final class GlobalHeap {
    private final Bytes file;
    private final Map<Long, Map<Integer, MemorySegment>> collections = new HashMap<>();

    GlobalHeap(Bytes file) {
        this.file = file;
    }

    /// What 16 bytes of an attribute's data refer to.
    String text(Cursor reference) {
        long length = reference.u32();
        long collection = reference.u64();
        int index = Math.toIntExact(reference.u32() & Integer.MAX_VALUE);
        if (length == 0) {
            return "";
        }
        MemorySegment object = collections.computeIfAbsent(collection, this::collection).get(index);
        if (object == null || object.byteSize() < length) {
            throw reference.fail("expected a text of " + length + " bytes as object " + index + " of the heap at " + collection + ", got "
                    + (object == null ? "none" : object.byteSize()));
        }
        file.claim(reference, length);
        return new String(object.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private Map<Integer, MemorySegment> collection(long address) {
        Cursor prefix = file.block(address, 16, "global heap");
        prefix.signature("GCOL");
        prefix.skip(4);
        long size = prefix.u64();
        Cursor objects = file.block(address + 16, Math.max(0, size - 16), "global heap");
        var found = new HashMap<Integer, MemorySegment>();
        while (objects.remaining() >= 16) {
            int index = objects.u16();
            objects.skip(6);
            long length = objects.u64();
            if (index == 0) {
                break;                                          // what is free
            }
            found.put(index, objects.take(length));
            objects.align();
        }
        return found;
    }
}
