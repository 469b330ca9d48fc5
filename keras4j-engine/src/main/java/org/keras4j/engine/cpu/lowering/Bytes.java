package org.keras4j.engine.cpu.lowering;

import module java.base;

import static org.keras4j.engine.cpu.loops.Memory.ALL;

/// Copies of rows, of which there may be many short ones: a number, the colours of a pixel, the channels of a place.
final class Bytes {
    /// Up to so many a call of the copying routine costs more than it moves.
    private static final long SHORT = 64;

    private Bytes() {}

    /// By long numbers, of which the last two may overlap.
    static void copy(MemorySegment from, long source, MemorySegment to, long target, long bytes) {
        if (bytes < Long.BYTES || bytes > SHORT) {
            copyOthers(from, source, to, target, bytes);
            return;
        }
        long first = from.address() + source;
        long place = to.address() + target;
        long last = ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, first + bytes - Long.BYTES);
        for (long i = 0; i < bytes - Long.BYTES; i += Long.BYTES) {
            ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, place + i, ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, first + i));
        }
        ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, place + bytes - Long.BYTES, last);
    }

    private static void copyOthers(MemorySegment from, long source, MemorySegment to, long target, long bytes) {
        if (bytes == Integer.BYTES) {
            to.set(ValueLayout.JAVA_INT_UNALIGNED, target, from.get(ValueLayout.JAVA_INT_UNALIGNED, source));
        } else {
            MemorySegment.copy(from, source, to, target, bytes);
        }
    }
}
