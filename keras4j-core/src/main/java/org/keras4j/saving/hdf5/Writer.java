package org.keras4j.saving.hdf5;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Plans a file: where each piece stands, and its bytes. Arrays are asked for when they are written, one after the other.
///
/// The oldest structures (superblock 0, trees of symbols, object headers of version 1), as Keras itself writes by h5py, so
/// that every reader of HDF5 understands them.
final class Writer {
    private static final int SUPERBLOCK_BYTES = 96;
    private static final int SYMBOLS_PER_TABLE = 8;
    private static final int CHILDREN_PER_TREE = 32;
    private static final int SYMBOL_BYTES = 40;
    private static final int TABLE_BYTES = 8 + SYMBOLS_PER_TABLE * SYMBOL_BYTES;
    private static final int TREE_BYTES = 24 + 8 + CHILDREN_PER_TREE * 16;
    private static final int LARGEST_MESSAGE = 65_528;

    /// @param size in the file, without the zeros up to the next multiple of 8
    private record Piece(long size, Supplier<MemorySegment> bytes) {}

    /// An object's header; a group's tree and heap stand in the link to it as well.
    private record Place(long header, long tree, long heap) {
        boolean isGroup() {
            return tree != 0;
        }
    }

    private record Child(long name, long address) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final TextHeap texts = new TextHeap(this::place);
    private long end = SUPERBLOCK_BYTES;
    private final byte[] superblock;

    Writer(Group root) {
        Place place = group(root);
        superblock = new Block().bytes(0x89).ascii("HDF\r\n").bytes(0x1a).ascii("\n").bytes(0, 0, 0, 0, 0, 8, 8, 0)
                .u16(SYMBOLS_PER_TABLE / 2).u16(CHILDREN_PER_TREE / 2).u32(0).u64(0).u64(Bytes.UNDEFINED).u64(end).u64(Bytes.UNDEFINED)
                .u64(0).u64(place.header()).u32(1).u32(0).u64(place.tree()).u64(place.heap()).toArray();
    }

    long bytes() {
        return end;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(superblock);
        for (Piece piece : pieces) {
            MemorySegment bytes = piece.bytes().get();
            if (bytes.byteSize() != piece.size()) {
                throw new IllegalStateException("HDF5: expected an array of " + piece.size() + " bytes, got " + bytes.byteSize() + ".");
            }
            write(bytes, out);
            out.write(new byte[(int) (-piece.size() & 7)]);
        }
    }

    private static void write(MemorySegment bytes, OutputStream out) throws IOException {
        var buffer = new byte[(int) Math.min(bytes.byteSize(), 1 << 20)];
        for (long from = 0; from < bytes.byteSize(); from += buffer.length) {
            int length = (int) Math.min(buffer.length, bytes.byteSize() - from);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, buffer, 0, length);
            out.write(buffer, 0, length);
        }
    }

    // ---- places ----------------------------------------------------------------------------------------------------

    private long place(long size, Supplier<MemorySegment> bytes) {
        long at = end;
        pieces.add(new Piece(size, bytes));
        end = (end + size + 7) & -8;
        return at;
    }

    private long place(Block block) {
        byte[] bytes = block.toArray();
        return place(bytes.length, () -> MemorySegment.ofArray(bytes));
    }

    private Place node(Node node) {
        return switch (node) {
            case Group group -> group(group);
            case Dataset dataset -> dataset(dataset);
        };
    }

    // ---- groups ----------------------------------------------------------------------------------------------------

    private Place group(Group group) {
        var byBytes = new TreeMap<byte[], Node>(Arrays::compareUnsigned);
        group.children().forEach((name, node) -> byBytes.put(name.getBytes(StandardCharsets.UTF_8), node));
        var names = new Block().u64(0);                         // offset 0 is the empty name, below which all others are
        var tables = new ArrayList<Child>();
        var table = new ArrayList<Map.Entry<Long, Place>>();
        for (var child : byBytes.entrySet()) {
            Place place = node(child.getValue());
            table.add(Map.entry((long) names.size(), place));
            names.bytes(child.getKey()).bytes(0).align();
            if (table.size() == SYMBOLS_PER_TABLE) {
                tables.add(symbols(table));
                table.clear();
            }
        }
        if (!table.isEmpty()) {
            tables.add(symbols(table));
        }
        int nameBytes = names.size();
        long heap = place(new Block().ascii("HEAP").u32(0).u64(nameBytes).u64(1).u64(place(names)));
        long tree = tree(tables);
        return new Place(header(group, List.of(message(ObjectHeader.SYMBOL_TABLE, new Block().u64(tree).u64(heap)))), tree, heap);
    }

    private Child symbols(List<Map.Entry<Long, Place>> entries) {
        var block = new Block().ascii("SNOD").bytes(1, 0).u16(entries.size());
        for (var entry : entries) {
            Place place = entry.getValue();
            block.u64(entry.getKey()).u64(place.header()).u32(place.isGroup() ? 1 : 0).u32(0).u64(place.tree()).u64(place.heap());
        }
        return new Child(entries.getLast().getKey(), place(block.to(TABLE_BYTES)));
    }

    /// Levels of nodes, from the tables up to one root. A key is the last name before the next child.
    private long tree(List<Child> tables) {
        List<Child> level = tables;
        int height = 0;
        do {
            int nodes = Math.max(1, Math.ceilDiv(level.size(), CHILDREN_PER_TREE));
            long first = end;
            long name = 0;
            var above = new ArrayList<Child>();
            for (int node = 0; node < nodes; node++) {
                var children = level.subList(node * CHILDREN_PER_TREE, Math.min(level.size(), (node + 1) * CHILDREN_PER_TREE));
                var block = new Block().ascii("TREE").bytes(0, height).u16(children.size())
                        .u64(node == 0 ? Bytes.UNDEFINED : first + (node - 1L) * TREE_BYTES)
                        .u64(node == nodes - 1 ? Bytes.UNDEFINED : first + (node + 1L) * TREE_BYTES).u64(name);
                for (Child child : children) {
                    name = child.name();
                    block.u64(child.address()).u64(name);
                }
                above.add(new Child(name, place(block.to(TREE_BYTES))));
            }
            level = above;
            height++;
        } while (level.size() > 1);
        return level.getFirst().address();
    }

    // ---- datasets --------------------------------------------------------------------------------------------------

    private Place dataset(Dataset dataset) {
        DType dtype = dataset.dtype().orElseThrow(
                () -> new IllegalArgumentException("HDF5: expected numbers to write, got a dataset of another type."));
        long size = dataset.shape().elements() * dtype.bytes();
        long at = size == 0 ? Bytes.UNDEFINED : place(size, () -> dataset.values().segment());
        return new Place(header(dataset, List.of(
                message(ObjectHeader.DATASPACE, new Block().bytes(space(dataset.shape()))),
                message(ObjectHeader.DATATYPE, new Block().bytes(ElementType.of(dtype).written())),
                message(ObjectHeader.FILL_VALUE, new Block().bytes(2, 2, 2, 1).u32(0)),
                message(ObjectHeader.LAYOUT, new Block().bytes(3, 1).u64(at).u64(size)))), 0, 0);
    }

    private static byte[] space(Shape shape) {
        var block = new Block().bytes(1, shape.rank()).to(8);
        shape.sizes().forEach(block::u64);
        return block.toArray();
    }

    // ---- headers and attributes --------------------------------------------------------------------------------------

    private long header(Node node, List<byte[]> own) {
        var messages = new ArrayList<>(own);
        node.attributes().forEach((name, value) -> messages.add(attribute(name, value)));
        int size = messages.stream().mapToInt(message -> message.length).sum();
        var block = new Block().bytes(1, 0).u16(messages.size()).u32(1).u32(size).u32(0);
        messages.forEach(block::bytes);
        return place(block);
    }

    private static byte[] message(int type, Block data) {
        data.align();
        if (data.size() > LARGEST_MESSAGE) {
            throw new IllegalArgumentException("HDF5: expected an attribute of at most " + LARGEST_MESSAGE + " bytes, got " + data.size()
                    + ". Split it, as Keras does with the names of weights.");
        }
        return new Block().u16(type).u16(data.size()).u32(0).bytes(data.toArray()).toArray();
    }

    private byte[] attribute(String name, Attribute value) {
        return switch (value) {
            case Attribute.Text(String text) -> attribute(name, new ElementType.Text(), Shape.SCALAR, texts.reference(text));
            case Attribute.Texts(var all) when all.isEmpty() -> attribute(name, Attribute.Numbers.NONE);
            case Attribute.Texts(var all) -> {
                var references = new Block();
                all.forEach(text -> references.bytes(texts.reference(text)));
                yield attribute(name, new ElementType.Text(), Shape.of(all.size()), references.toArray());
            }
            case Attribute.Numbers(NDArray numbers) -> attribute(name, ElementType.of(numbers.dtype()), numbers.shape(), numbers.toByteArray());
            case Attribute.Other(String description) -> throw new IllegalArgumentException("HDF5: attribute " + name
                    + " can't be written: it is " + description + ".");
        };
    }

    private static byte[] attribute(String name, ElementType type, Shape shape, byte[] value) {
        byte[] named = (name + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] typed = type.written();
        byte[] space = space(shape);
        return message(ObjectHeader.ATTRIBUTE, new Block().bytes(1, 0).u16(named.length).u16(typed.length).u16(space.length)
                .padded(named).padded(typed).padded(space).bytes(value));
    }
}
