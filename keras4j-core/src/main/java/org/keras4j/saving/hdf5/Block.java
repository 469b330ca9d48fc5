package org.keras4j.saving.hdf5;

import module java.base;

/// Little-endian bytes under construction.
final class Block {
    private ByteBuffer buffer = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + bytes)).order(ByteOrder.LITTLE_ENDIAN)
                    .put(buffer.flip());
        }
        return buffer;
    }

    Block bytes(int... values) {
        for (int value : values) {
            room(1).put((byte) value);
        }
        return this;
    }

    Block bytes(byte[] values)  { room(values.length).put(values); return this; }
    Block ascii(String text)    { return bytes(text.getBytes(StandardCharsets.US_ASCII)); }
    Block u16(int value)        { room(2).putShort((short) value); return this; }
    Block u32(long value)       { room(4).putInt((int) value); return this; }
    Block u64(long value)       { room(8).putLong(value); return this; }

    /// A text, a zero, and more zeros up to a multiple of 8 bytes of them.
    Block padded(String text) {
        return padded((text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /// These bytes, which may begin anywhere, and zeros up to a multiple of 8 of them.
    Block padded(byte[] values) {
        return bytes(Arrays.copyOf(values, (values.length + 7) & -8));
    }

    /// Zeros up to a multiple of 8.
    Block align() {
        return to((size() + 7) & -8);
    }

    /// Zeros up to that size.
    Block to(int size) {
        return bytes(new byte[size - size()]);
    }

    int size() {
        return buffer.position();
    }

    byte[] toArray() {
        return Arrays.copyOf(buffer.array(), size());
    }
}
