package org.keras4j.saving.hdf5;

import module java.base;
import org.keras4j.engine.tensor.FormatException;

/// Reads little-endian numbers and texts one after the other, and never past the end.
final class Cursor {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private final long start;
    private final String what;
    private long at;

    /// @param start where the bytes stand in the file
    Cursor(MemorySegment bytes, long start, String what) {
        this.bytes = bytes;
        this.start = start;
        this.what = what;
    }

    private long next(long count) {
        if (count < 0 || count > remaining()) {
            throw fail("expected " + count + " more bytes of the " + what + ", got " + remaining());
        }
        long from = at;
        at += count;
        return from;
    }

    long remaining() {
        return bytes.byteSize() - at;
    }

    /// Where in the file it stands.
    long position() {
        return start + at;
    }

    int u8()   { return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, next(1))); }
    int u16()  { return Short.toUnsignedInt(bytes.get(SHORT, next(2))); }
    long u32() { return Integer.toUnsignedLong(bytes.get(INT, next(4))); }
    long u64() { return bytes.get(LONG, next(8)); }

    /// A number of 1, 2, 4 or 8 bytes.
    long number(int width) {
        return switch (width) {
            case 1 -> u8();
            case 2 -> u16();
            case 4 -> u32();
            default -> u64();
        };
    }

    void skip(long count) {
        next(count);
    }

    /// To the next multiple of 8 from where this cursor began.
    void align() {
        skip(Math.min(remaining(), -at & 7));
    }

    Cursor part(long count, String what) {
        long from = next(count);
        return new Cursor(bytes.asSlice(from, count), start + from, what);
    }

    MemorySegment take(long count) {
        return bytes.asSlice(next(count), count);
    }

    /// `count` bytes of text, up to the first zero.
    String text(long count) {
        return text(take(count));
    }

    /// Text up to a zero.
    String terminated() {
        long length = 0;
        while (at + length < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, at + length) != 0) {
            length++;
        }
        String text = text(length);
        skip(1);
        return text;
    }

    static String text(MemorySegment bytes) {
        byte[] all = bytes.toArray(ValueLayout.JAVA_BYTE);
        int length = 0;
        while (length < all.length && all[length] != 0) {
            length++;
        }
        return new String(all, 0, length, StandardCharsets.UTF_8);
    }

    void signature(String expected) {
        String got = new String(take(expected.length()).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
        if (!got.equals(expected)) {
            throw new FormatException("byte " + (position() - expected.length()) + ": expected the " + what + " with " + expected + ", got "
                    + got.replaceAll("[^ -~]", "?") + ". The file is damaged.");
        }
    }

    FormatException fail(String message) {
        return new FormatException("byte " + position() + ": " + message + ". The file is damaged, or of a kind that Keras doesn't write.");
    }
}
