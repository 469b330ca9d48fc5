package org.keras4j.callbacks;

import module java.base;

/// A message in the encoding of protocol buffers: fields, each a tag and a value.
final class Wire {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Wire integer(int field, long value) {
        varint(field << 3 | VARINT);
        varint(value);
        return this;
    }

    Wire number(int field, double value) {
        varint(field << 3 | FIXED64);
        return little(Double.doubleToLongBits(value), Double.BYTES);
    }

    Wire number(int field, float value) {
        varint(field << 3 | FIXED32);
        return little(Float.floatToIntBits(value), Float.BYTES);
    }

    Wire text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Wire message(int field, Wire message) {
        return bytes(field, message.toBytes());
    }

    /// Many numbers in one field.
    Wire numbers(int field, double[] values) {
        var packed = new Wire();
        for (double value : values) {
            packed.little(Double.doubleToLongBits(value), Double.BYTES);
        }
        return message(field, packed);
    }

    private Wire bytes(int field, byte[] value) {
        varint(field << 3 | BYTES);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long left = value;
        for (; (left & ~0x7fL) != 0; left >>>= 7) {
            bytes.write((int) (left & 0x7f | 0x80));
        }
        bytes.write((int) left);
    }

    private Wire little(long bits, int size) {
        for (int i = 0; i < size; i++) {
            bytes.write((int) (bits >>> 8 * i));
        }
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
