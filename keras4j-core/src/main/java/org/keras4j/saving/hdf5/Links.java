package org.keras4j.saving.hdf5;

import module java.base;

/// The names in a group, and where what they mean stands.
final class Links {
    private static final int DEEPEST = 32;
    private final Bytes file;
    private final SequencedMap<String, Long> addresses = new LinkedHashMap<>();

    private Links(Bytes file) {
        this.file = file;
    }

    static SequencedMap<String, Long> read(Bytes file, ObjectHeader header) {
        var links = new Links(file);
        header.find(ObjectHeader.SYMBOL_TABLE).ifPresent(table -> links.table(table.u64(), table.u64()));
        header.all(ObjectHeader.LINK).forEach(links::link);
        header.find(ObjectHeader.LINK_INFO).ifPresent(links::noHeap);
        return links.addresses;
    }

    // ---- the old way: a tree of tables, names in a heap of their own --------------------------------------------------

    private void table(long tree, long heap) {
        Cursor at = file.block(heap, 32, "local heap");
        at.signature("HEAP");
        at.skip(4);
        long size = at.u64();
        at.skip(8);
        long data = at.u64();
        MemorySegment names = file.slice(data, size, "names of a group");
        tree(tree, names, DEEPEST);
    }

    private void tree(long address, MemorySegment names, int deepest) {
        Cursor at = file.block(address, 24, "tree of a group");
        at.signature("TREE");
        int type = at.u8();
        int level = at.u8();
        int entries = at.u16();
        if (type != 0 || level >= deepest) {
            throw at.fail("expected a tree of names below level " + deepest + ", got type " + type + ", level " + level);
        }
        Cursor children = file.block(address + 24, 8 + 16L * entries, "tree of a group");
        children.skip(8);
        for (int i = 0; i < entries; i++) {
            long child = children.u64();
            children.skip(8);
            if (level == 0) {
                symbols(child, names);
            } else {
                tree(child, names, level);
            }
        }
    }

    private void symbols(long address, MemorySegment names) {
        Cursor at = file.block(address, 8, "table of symbols");
        at.signature("SNOD");
        at.skip(2);
        int count = at.u16();
        Cursor entries = file.block(address + 8, 40L * count, "table of symbols");
        for (int i = 0; i < count; i++) {
            long name = entries.u64();
            long header = entries.u64();
            long cached = entries.u32();
            entries.skip(20);
            if (cached == 2) {
                throw entries.fail("expected links to this file's own objects, got a symbolic one");
            }
            if (name < 0 || name >= names.byteSize()) {
                throw entries.fail("expected a name inside of the heap of " + names.byteSize() + " bytes, got " + name);
            }
            put(entries, new Cursor(names.asSlice(name), name, "name").terminated(), header);
        }
    }

    // ---- the new way: a message for each --------------------------------------------------------------------------------

    private void link(Cursor c) {
        int version = c.u8();
        int flags = c.u8();
        int type = (flags & 8) != 0 ? c.u8() : 0;
        if (version != 1 || type != 0) {
            throw c.fail("expected a hard link, got " + (type == 1 ? "a symbolic one" : type == 64 ? "one into another file" : "type " + type));
        }
        c.skip((flags & 4) != 0 ? 8 : 0);
        c.skip((flags & 16) != 0 ? 1 : 0);
        String name = c.text(c.number(1 << (flags & 3)));
        put(c, name, c.u64());
    }

    private void noHeap(Cursor c) {
        c.skip(1);
        c.skip((c.u8() & 1) != 0 ? 8 : 0);
        if (c.u64() != Bytes.UNDEFINED) {
            throw c.fail("expected links in messages or tables, got a fractal heap of them");
        }
    }

    private void put(Cursor c, String name, long address) {
        file.claim(c, name.length());
        if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..") || addresses.putIfAbsent(name, address) != null) {
            throw c.fail("expected each name once, and no path in it, got \"" + name.replaceAll("[^ -~]", "?") + "\"");
        }
    }
}
