package org.keras4j.engine.cpu.program;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;

/// Memory that kernels write and read, while a program is compiled. Has identity.
public final class Buffer {
    public enum Home {
        /// Lives during a run, between its first and last kernel; shares the arena with others.
        ARENA,
        /// Filled once, or when state changed, and kept.
        KEPT,
        /// Belongs to a variable's state or to a constant: its memory is there already.
        GIVEN
    }

    private final long bytes;
    private final Home home;
    private final @Nullable MemorySegment given;
    /// Whether its content depends on constants and on state that no run changes.
    private final boolean stable;
    private @Nullable Buffer merged;

    private Buffer(long bytes, Home home, @Nullable MemorySegment given, boolean stable) {
        this.bytes = bytes;
        this.home = home;
        this.given = given;
        this.stable = stable;
    }

    public static Buffer arena(long bytes)  { return new Buffer(bytes, Home.ARENA, null, false); }
    public static Buffer kept(long bytes)   { return new Buffer(bytes, Home.KEPT, null, true); }

    public static Buffer given(MemorySegment segment, boolean stable) {
        return new Buffer(segment.byteSize(), Home.GIVEN, segment, stable);
    }

    long bytes()               { return bytes; }
    public Home home()         { return home; }
    public boolean isStable()  { return stable; }

    public MemorySegment given() {
        return Objects.requireNonNull(given);
    }

    /// The buffer whose memory this one uses: itself, unless it was laid over another.
    Buffer root() {
        return merged == null ? this : merged.root();
    }

    void layOver(Buffer other) {
        merged = other.root();
    }

    /// A value's elements in row-major order within a buffer.
    public record View(Buffer buffer, long offset, Type type) {
        public static View of(Buffer buffer, Type type) {
            return new View(buffer, 0, type);
        }

        /// The same bytes as another type of the same size.
        public View as(Type other) {
            if (other.bytes() != type.bytes()) {
                throw new AssertionError(type + " seen as " + other);
            }
            return new View(buffer, offset, other);
        }

        /// The part that starts at an element.
        public View from(long element, Type part) {
            return new View(buffer, offset + element * type.dtype().bytes(), part);
        }

        /// All that follows from an element on, for loops that step over some of it.
        public View onwards(long element) {
            long start = offset + element * type.dtype().bytes();
            return new View(buffer, start, Type.of(DType.UINT8, buffer.bytes() - start));
        }

        boolean isWhole() {
            return offset == 0 && type.bytes() == buffer.bytes();
        }
    }
}
