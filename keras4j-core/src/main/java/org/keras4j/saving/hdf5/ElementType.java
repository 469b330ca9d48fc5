package org.keras4j.saving.hdf5;

import module java.base;
import org.keras4j.engine.tensor.DType;

/// What the elements of a dataset or an attribute are.
sealed interface ElementType {
    /// Of a text in the global heap: length, collection, index.
    int TEXT_BYTES = 16;

    long bytes();

    record Number(DType dtype) implements ElementType {
        @Override
        public long bytes() {
            return dtype.bytes();
        }
    }

    /// Bytes without a meaning; Keras' bfloat16 are two of them.
    record Opaque(long bytes) implements ElementType {}

    record FixedText(long bytes) implements ElementType {}

    record Text() implements ElementType {
        @Override
        public long bytes() {
            return TEXT_BYTES;
        }
    }

    record Other(long bytes, String description) implements ElementType {}

    // ---- reading ---------------------------------------------------------------------------------------------------

    static ElementType read(Cursor c) {
        int kind = c.u8() & 15;
        int bits = c.u8();
        int more = c.u16();
        long bytes = c.u32();
        return switch (kind) {
            case 0 -> whole(c, (bits & 8) != 0, (bits & 1) != 0, bytes);
            case 1 -> floating(c, (bits & 65) != 0, bytes);
            case 3 -> new FixedText(bytes);
            case 5 -> new Opaque(bytes);
            case 8 -> bool(c, bits | (more & 255) << 8, bytes);
            case 9 -> (bits & 15) == 1 && bytes == TEXT_BYTES ? new Text() : new Other(bytes, "lists of any length");
            default -> new Other(bytes, "elements of HDF5's class " + kind);
        };
    }

    private static ElementType whole(Cursor c, boolean signed, boolean bigEndian, long bytes) {
        long offset = c.u16();
        long precision = c.u16();
        var found = Stream.of(DType.INT8, DType.UINT8, DType.INT32, DType.INT64)
                .filter(type -> type.bytes() == bytes && (type != DType.UINT8) == signed).findFirst();
        return found.isPresent() && offset == 0 && precision == bytes * 8 && (!bigEndian || bytes == 1) ? new Number(found.get())
                : new Other(bytes, (bigEndian ? "big-endian " : "") + (signed ? "" : "unsigned ") + "integers of " + precision + " bits");
    }

    private static ElementType floating(Cursor c, boolean bigEndian, long bytes) {
        c.skip(4);
        c.skip(1);
        int exponentBits = c.u8();
        var found = Stream.of(DType.FLOAT16, DType.FLOAT32, DType.FLOAT64)
                .filter(type -> type.bytes() == bytes && exponentBits(type) == exponentBits).findFirst();
        return found.isPresent() && !bigEndian ? new Number(found.get())
                : new Other(bytes, (bigEndian ? "big-endian " : "") + "floating numbers of " + bytes + " bytes, " + exponentBits + " bits of exponent");
    }

    /// NumPy's bool is an enumeration FALSE, TRUE over int8.
    private static ElementType bool(Cursor c, int members, long bytes) {
        if (members == 2 && bytes == 1 && read(c) instanceof Number) {
            String first = c.terminated();
            return first.equals("FALSE") ? new Number(DType.BOOL) : new Other(bytes, "an enumeration beginning with " + first);
        }
        return new Other(bytes, "an enumeration of " + members);
    }

    private static int exponentBits(DType type) {
        return switch (type) {
            case FLOAT16 -> 5;
            case FLOAT32 -> 8;
            default -> 11;
        };
    }

    // ---- writing ---------------------------------------------------------------------------------------------------

    static ElementType of(DType dtype) {
        return dtype == DType.BFLOAT16 ? new Opaque(2) : new Number(dtype);
    }

    default byte[] written() {
        var out = new Block();
        switch (this) {
            case Number(DType dtype) -> {
                switch (dtype) {
                    case FLOAT16 -> floating(out, dtype, 10, 15);
                    case FLOAT32 -> floating(out, dtype, 23, 127);
                    case FLOAT64 -> floating(out, dtype, 52, 1023);
                    case BOOL -> out.bytes(0x18, 2, 0, 0).u32(1).bytes(new Number(DType.INT8).written())
                            .padded("FALSE").padded("TRUE").bytes(0, 1);
                    default -> out.bytes(0x10, dtype == DType.UINT8 ? 0 : 8, 0, 0).u32(dtype.bytes()).u16(0).u16(dtype.bytes() * 8);
                }
            }
            case Opaque(long bytes) -> out.bytes(0x15, 0, 0, 0).u32(bytes);
            case Text() -> out.bytes(0x19, 1, 1, 0).u32(TEXT_BYTES).bytes(new Number(DType.UINT8).written());
            case FixedText _, Other _ -> throw new IllegalArgumentException("HDF5: expected numbers or texts of any length, got " + this + ".");
        }
        return out.toArray();
    }

    private static void floating(Block out, DType dtype, int mantissaBits, int bias) {
        int bits = dtype.bytes() * 8;
        out.bytes(0x11, 0x20, bits - 1, 0).u32(dtype.bytes()).u16(0).u16(bits)
                .bytes(mantissaBits, exponentBits(dtype), 0, mantissaBits).u32(bias);
    }
}
