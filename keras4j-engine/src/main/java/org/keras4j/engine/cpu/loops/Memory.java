package org.keras4j.engine.cpu.loops;

import module java.base;

/// Memory by its addresses, for vector code.
///
/// A bound that is a constant costs next to nothing, and the compiler knows the class of a constant, so that it makes the same code of a loop
/// wherever and however often that ran before. Addresses are trusted: who runs a kernel has checked that there is as much memory, and keeps it.
public final class Memory {
    /// All of it.
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Memory() {}
}
