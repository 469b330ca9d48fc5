package org.keras4j.saving.hdf5;

import module java.base;
import org.keras4j.engine.tensor.Shape;

/// Data cut into boxes of one size, each perhaps compressed, as `h5repack` and other tools write them.
///
/// @param sizes of a box
/// @param fill the element that stands where no box was written; of no bytes for zero
record Chunks(Bytes file, Cursor at, List<Long> sizes, List<Filter> filters, MemorySegment fill, long tree) implements Storage {
    private static final int DEEPEST = 32;
    /// Deflate packs 1,032 bytes into one at most.
    private static final long DEFLATE_GROWTH = 1032;
    private static final long SMALL = 1 << 16;

    enum Filter { DEFLATE, SHUFFLE, CHECKSUM }

    static Chunks read(Bytes file, ObjectHeader header, Cursor layout) {
        int axes = layout.u8() - 1;
        long tree = layout.u64();
        var sizes = new ArrayList<Long>();
        for (int i = 0; i < axes; i++) {
            sizes.add(layout.u32());
            if (sizes.getLast() == 0) {
                throw layout.fail("expected chunks of a size above 0, got 0");
            }
        }
        return new Chunks(file, layout, sizes, header.find(ObjectHeader.FILTERS).map(Chunks::filters).orElse(List.of()),
                header.find(ObjectHeader.FILL_VALUE).map(Chunks::fill).orElse(MemorySegment.NULL), tree);
    }

    private static MemorySegment fill(Cursor c) {
        int version = c.u8();
        if (version < 1 || version > 3) {
            throw c.fail("expected a fill value of version 1 to 3, got version " + version);
        }
        c.skip(version == 3 ? 0 : 2);                           // when the space is taken, and when it is filled
        int said = c.u8();
        return version == 1 || (said & (version == 2 ? 255 : 32)) != 0 ? c.take(c.u32()) : MemorySegment.NULL;
    }

    private static List<Filter> filters(Cursor c) {
        int version = c.u8();
        int count = c.u8();
        c.skip(version == 1 ? 6 : 0);
        var filters = new ArrayList<Filter>();
        for (int i = 0; i < count; i++) {
            int id = c.u16();
            int name = version == 1 || id >= 256 ? c.u16() : 0;
            c.skip(2);
            int values = c.u16();
            c.skip(version == 1 ? (name + 7) & -8 : name);
            c.skip(4L * values + (version == 1 && values % 2 == 1 ? 4 : 0));
            filters.add(switch (id) {
                case 1 -> Filter.DEFLATE;
                case 2 -> Filter.SHUFFLE;
                case 3 -> Filter.CHECKSUM;
                default -> throw c.fail("expected data as they are, or packed by gzip or shuffle, got the filter " + id);
            });
        }
        return filters;
    }

    @Override
    public MemorySegment elements(Shape shape, long elementBytes, long bytes) {
        long most = filters.contains(Filter.DEFLATE) ? Math.max(SMALL, DEFLATE_GROWTH * file.size()) : file.size();
        if (shape.rank() != sizes.size() || bytes > Math.min(most, Integer.MAX_VALUE) || chunkBytes(elementBytes) > Math.max(SMALL, 2 * bytes)) {
            throw at.fail("expected chunks of as many axes as the data, and no more of them than the file can hold, got " + sizes + " of " + shape);
        }
        if (fill.byteSize() != 0 && fill.byteSize() != elementBytes) {
            throw at.fail("expected a fill value of " + elementBytes + " bytes, got " + fill.byteSize());
        }
        byte[] data = filled((int) bytes);
        if (bytes > 0 && tree != Bytes.UNDEFINED) {
            tree(new Bytes(file.slice(0, file.size(), "file")), tree, DEEPEST, shape, (int) elementBytes, data);
        }
        return MemorySegment.ofArray(data);
    }

    private byte[] filled(int bytes) {
        var data = new byte[bytes];
        byte[] element = fill.toArray(ValueLayout.JAVA_BYTE);
        if (!Arrays.equals(element, new byte[element.length])) {
            for (int i = 0; i < bytes; i++) {
                data[i] = element[i % element.length];
            }
        }
        return data;
    }

    private long chunkBytes(long elementBytes) {
        double bytes = elementBytes;
        for (long size : sizes) {
            bytes *= size;
        }
        return bytes > Integer.MAX_VALUE ? Long.MAX_VALUE : (long) bytes;
    }

    private void tree(Bytes blocks, long address, int deepest, Shape shape, int elementBytes, byte[] data) {
        Cursor c = blocks.block(address, 24, "tree of chunks");
        c.signature("TREE");
        int type = c.u8();
        int level = c.u8();
        int entries = c.u16();
        if (type != 1 || level >= deepest) {
            throw c.fail("expected a tree of chunks below level " + deepest + ", got type " + type + ", level " + level);
        }
        long keyBytes = 8 + 8L * (sizes.size() + 1);
        Cursor keys = blocks.block(address + 24, (keyBytes + 8) * entries, "tree of chunks");
        for (int i = 0; i < entries; i++) {
            long packed = keys.u32();
            long skipped = keys.u32();
            long[] from = new long[sizes.size()];
            for (int axis = 0; axis < from.length; axis++) {
                from[axis] = keys.u64();
            }
            keys.skip(8);
            long child = keys.u64();
            if (level > 0) {
                tree(blocks, child, level, shape, elementBytes, data);
            } else {
                blocks.claim(keys, packed);
                place(unpacked(keys, blocks.slice(child, packed, "chunk").toArray(ValueLayout.JAVA_BYTE), skipped, elementBytes),
                        keys, from, shape, elementBytes, data);
            }
        }
    }

    private byte[] unpacked(Cursor at, byte[] packed, long skipped, int elementBytes) {
        byte[] bytes = packed;
        for (int i = filters.size() - 1; i >= 0; i--) {
            if ((skipped >> i & 1) == 0) {
                bytes = switch (filters.get(i)) {
                    case DEFLATE -> inflated(at, bytes, (int) chunkBytes(elementBytes));
                    case SHUFFLE -> unshuffled(bytes, elementBytes);
                    case CHECKSUM -> checked(at, bytes);
                };
            }
        }
        if (bytes.length < chunkBytes(elementBytes)) {
            throw at.fail("expected a chunk of " + chunkBytes(elementBytes) + " bytes, got " + bytes.length);
        }
        return bytes;
    }

    private static byte[] inflated(Cursor at, byte[] packed, int bytes) {
        try (var inflater = new Inflater()) {
            inflater.setInput(packed);
            var out = new byte[bytes];
            int length = 0;
            int more;
            while (length < bytes && (more = inflater.inflate(out, length, bytes - length)) > 0) {
                length += more;
            }
            return Arrays.copyOf(out, length);
        } catch (DataFormatException e) {
            throw at.fail("expected a chunk packed by gzip, got: " + e.getMessage());
        }
    }

    /// What stands before the checksum of Fletcher (1982), which HDF5 takes over pairs of bytes.
    private static byte[] checked(Cursor at, byte[] bytes) {
        int length = Math.max(0, bytes.length - 4);
        long first = 0;
        long second = 0;
        for (int i = 0; i < length; i += 2) {
            first = (first + ((bytes[i] & 255) << 8) + (i + 1 < length ? bytes[i + 1] & 255 : 0)) % 0xffff;
            second = (second + first) % 0xffff;
        }
        var stored = new Cursor(MemorySegment.ofArray(bytes).asSlice(length), at.position(), "checksum");
        long sums = stored.u32();
        if ((sums & 0xffff) % 0xffff != first || (sums >> 16) % 0xffff != second) {
            throw at.fail("expected a chunk whose checksum is right, got another");
        }
        return Arrays.copyOf(bytes, length);
    }

    /// First bytes of all elements first, then the second ones, …
    private static byte[] unshuffled(byte[] bytes, int elementBytes) {
        int count = bytes.length / elementBytes;
        var out = bytes.clone();
        for (int part = 0; part < elementBytes; part++) {
            for (int i = 0; i < count; i++) {
                out[i * elementBytes + part] = bytes[part * count + i];
            }
        }
        return out;
    }

    /// Copies the rows of a chunk that are inside of the shape.
    private void place(byte[] chunk, Cursor at, long[] from, Shape shape, int elementBytes, byte[] data) {
        int axes = from.length;
        for (int axis = 0; axis < axes; axis++) {
            if (from[axis] < 0 || from[axis] >= shape.size(axis)) {
                throw at.fail("expected a chunk inside of " + shape + ", got one at " + Arrays.toString(from));
            }
        }
        long[] strides = shape.strides();
        long rowElements = axes == 0 ? 1 : Math.min(sizes.getLast(), shape.size(-1) - from[axes - 1]);
        long rows = 1;
        for (int axis = 0; axis < axes - 1; axis++) {
            rows *= sizes.get(axis);
        }
        for (long row = 0; row < rows; row++) {
            long left = row;
            long to = axes == 0 ? 0 : from[axes - 1];
            boolean inside = true;
            for (int axis = axes - 2; axis >= 0; axis--) {
                long index = from[axis] + left % sizes.get(axis);
                left /= sizes.get(axis);
                inside &= index < shape.size(axis);
                to += index * strides[axis];
            }
            if (inside) {
                long start = axes == 0 ? 0 : row * sizes.getLast();
                System.arraycopy(chunk, (int) (start * elementBytes), data, (int) (to * elementBytes), (int) (rowElements * elementBytes));
            }
        }
    }
}
