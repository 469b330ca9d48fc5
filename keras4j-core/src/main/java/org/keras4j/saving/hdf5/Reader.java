package org.keras4j.saving.hdf5;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Reads the tree of a file. Arrays stay where they are.
final class Reader {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int DEEPEST = 64;
    private static final int MOST_AXES = 32;

    private final Bytes file;
    private final GlobalHeap heap;

    Reader(MemorySegment bytes) {
        file = new Bytes(bytes);
        heap = new GlobalHeap(file);
    }

    Group root() {
        if (node(rootAddress(), DEEPEST) instanceof Group root) {
            return root;
        }
        throw new FormatException("/: expected a group, got a dataset. The file is damaged.");
    }

    private long rootAddress() {
        if (file.size() < SIGNATURE.length || file.slice(0, SIGNATURE.length, "signature").mismatch(MemorySegment.ofArray(SIGNATURE)) >= 0) {
            throw new FormatException("byte 0: expected the signature of HDF5, got something else. The file is no HDF5 file, or cut off.");
        }
        Cursor c = file.block(8, Math.min(88, file.size() - 8), "superblock");
        int version = c.u8();
        if (version > 3) {
            throw c.fail("expected a superblock of version 0 to 3, got " + version);
        }
        if (version < 2) {
            c.skip(4);
            sizes(c);
            c.skip(version == 0 ? 9 : 13);
        } else {
            sizes(c);
            c.skip(1);
        }
        if (c.u64() != 0) {
            throw c.fail("expected HDF5 from the first byte on, got a base address");
        }
        c.skip(8);
        long end = c.u64();
        if (end > file.size() || end < 0) {
            throw c.fail("expected " + end + " bytes, got a file of " + file.size());
        }
        if (version < 2) {
            c.skip(8);                                          // driver
            c.skip(8);                                          // the root's name
        }
        return c.u64();
    }

    private static void sizes(Cursor c) {
        int offsets = c.u8();
        int lengths = c.u8();
        if (offsets != 8 || lengths != 8) {
            throw c.fail("expected offsets and lengths of 8 bytes, got " + offsets + " and " + lengths);
        }
    }

    private Node node(long address, int deepest) {
        ObjectHeader header = ObjectHeader.read(file, address);
        if (deepest == 0) {
            throw header.at().fail("expected groups at most " + DEEPEST + " deep");
        }
        var attributes = attributes(header);
        if (header.find(ObjectHeader.DATATYPE).isPresent()) {
            return dataset(header, attributes);
        }
        var children = new LinkedHashMap<String, Node>();
        Links.read(file, header).forEach((name, at) -> {
            try {
                children.put(name, node(at, deepest - 1));
            } catch (FormatException e) {
                throw e.in(name);
            }
        });
        return new Group(attributes, children);
    }

    // ---- attributes ------------------------------------------------------------------------------------------------

    private SequencedMap<String, Attribute> attributes(ObjectHeader header) {
        header.find(ObjectHeader.ATTRIBUTE_INFO).ifPresent(info -> {
            info.skip(1);
            info.skip((info.u8() & 1) != 0 ? 2 : 0);
            if (info.u64() != Bytes.UNDEFINED) {
                throw info.fail("expected attributes in messages, got a fractal heap of them");
            }
        });
        var attributes = new LinkedHashMap<String, Attribute>();
        header.all(ObjectHeader.ATTRIBUTE).forEach(message -> attribute(message, attributes));
        return attributes;
    }

    private void attribute(Cursor c, Map<String, Attribute> into) {
        int version = c.u8();
        int flags = c.u8();
        if (version < 1 || version > 3 || version > 1 && flags != 0) {
            throw c.fail("expected an attribute of version 1 to 3 that shares nothing, got version " + version + ", flags " + flags);
        }
        int nameBytes = c.u16();
        int typeBytes = c.u16();
        int spaceBytes = c.u16();
        c.skip(version == 3 ? 1 : 0);
        String name = field(c, nameBytes, version).text(nameBytes);
        ElementType type = ElementType.read(field(c, typeBytes, version));
        Optional<Shape> shape = shape(field(c, spaceBytes, version));
        into.put(name, shape.isEmpty() ? new Attribute.Other("nothing") : value(c, type, shape.get()));
    }

    private static Cursor field(Cursor c, int bytes, int version) {
        return c.part(version == 1 ? Math.min((bytes + 7) & -8, c.remaining()) : bytes, "attribute");
    }

    private Attribute value(Cursor c, ElementType type, Shape shape) {
        Cursor data = c.part(bytes(c, type, shape), "attribute's value");
        return switch (type) {
            case ElementType.Text() -> texts(shape, () -> heap.text(data));
            case ElementType.FixedText(long bytes) -> texts(shape, () -> data.text(bytes));
            case ElementType.Number(DType dtype) -> new Attribute.Numbers(copy(dtype, shape, data.take(data.remaining())));
            case ElementType.Opaque(long bytes) -> new Attribute.Other(bytes + " bytes");
            case ElementType.Other other -> new Attribute.Other(other.description());
        };
    }

    private static Attribute texts(Shape shape, Supplier<String> next) {
        return shape.isScalar() ? new Attribute.Text(next.get())
                : new Attribute.Texts(LongStream.range(0, shape.elements()).mapToObj(_ -> next.get()).toList());
    }

    // ---- datasets --------------------------------------------------------------------------------------------------

    private Dataset dataset(ObjectHeader header, SequencedMap<String, Attribute> attributes) {
        Cursor at = header.at();
        if (header.find(ObjectHeader.EXTERNAL).isPresent()) {
            throw at.fail("expected data in this file, got data of an external one");
        }
        ElementType type = ElementType.read(header.find(ObjectHeader.DATATYPE).orElseThrow());
        Shape shape = header.find(ObjectHeader.DATASPACE).flatMap(Reader::shape)
                .orElseThrow(() -> at.fail("expected the shape of the data, got none"));
        Optional<DType> dtype = switch (type) {
            case ElementType.Number(DType number) -> Optional.of(number);
            case ElementType.Opaque(long bytes) when bytes == 2
                    && attributes.get("dtype") instanceof Attribute.Text(String name) && name.equals("bfloat16") -> Optional.of(DType.BFLOAT16);
            default -> Optional.empty();
        };
        long bytes = bytes(at, type, shape);
        Storage storage = Storage.read(file, header, bytes);
        return new Dataset(attributes, dtype, shape, () -> copy(
                dtype.orElseThrow(() -> at.fail("expected numbers of a type that NumPy shares with Keras4J, got " + type)),
                shape, storage.elements(shape, type.bytes(), bytes)));
    }

    private static NDArray copy(DType dtype, Shape shape, MemorySegment from) {
        NDArray array = NDArray.zeros(dtype, shape);
        array.segment().copyFrom(from);
        return array;
    }

    private static Optional<Shape> shape(Cursor c) {
        int version = c.u8();
        int rank = c.u8();
        c.skip(1);
        boolean isNull = version == 2 ? c.u8() == 2 : c.u8() < 0;
        c.skip(version == 1 ? 4 : 0);
        if (version != 1 && version != 2 || rank > MOST_AXES) {
            throw c.fail("expected a shape of version 1 or 2 and at most " + MOST_AXES + " axes, got version " + version + ", " + rank + " axes");
        }
        long[] sizes = new long[rank];
        for (int i = 0; i < rank; i++) {
            sizes[i] = c.u64();
            if (sizes[i] < 0) {
                throw c.fail("expected a size of 0 or more, got " + Long.toUnsignedString(sizes[i]));
            }
        }
        return isNull ? Optional.empty() : Optional.of(Shape.of(sizes));
    }

    private static long bytes(Cursor c, ElementType type, Shape shape) {
        long bytes = type.bytes();
        if (bytes == 0) {
            throw c.fail("expected elements of at least one byte, got none: any number of them would fit");
        }
        for (long size : shape.sizes()) {
            if (Math.multiplyHigh(bytes, size) != 0 || bytes * size < 0) {
                throw c.fail("expected fewer than 2^63 bytes, got an array " + shape);
            }
            bytes *= size;
        }
        return bytes;
    }
}
