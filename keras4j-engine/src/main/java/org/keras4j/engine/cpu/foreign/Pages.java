package org.keras4j.engine.cpu.foreign;

import module java.base;

/// Memory straight from the system.
final class Pages {
    /// The size of a huge page.
    static final long HUGE = 1L << 21;

    private static final int PROT_READ_WRITE = 3, MAP_PRIVATE_ANONYMOUS = 0x22, MADV_HUGEPAGE = 14;
    private static final long MAP_FAILED = -1;

    private Pages() {}

    /// Zeros, aligned to a huge page, unmapped when the arena closes. The advice must come before the first touch, which an
    /// arena's own memory has behind it.
    static MemorySegment allocate(long bytes, Arena arena) {
        long mapped = Math.addExact(bytes, HUGE);
        MemorySegment pages = CLibrary.LIBC.callAddress("mmap", MemorySegment.NULL, mapped, PROT_READ_WRITE,
                MAP_PRIVATE_ANONYMOUS, -1, 0L);
        if (pages.address() == MAP_FAILED) {
            throw new OutOfMemoryError("The system refused " + bytes + " bytes. Try a smaller batch.");
        }
        MemorySegment owned = pages.reinterpret(mapped, arena, all -> CLibrary.LIBC.callInt("munmap", all, mapped));
        MemorySegment aligned = owned.asSlice(-pages.address() & HUGE - 1, bytes);
        CLibrary.LIBC.callInt("madvise", aligned, bytes, MADV_HUGEPAGE);      // a wish: refused, it is only slower
        return aligned;
    }
}
