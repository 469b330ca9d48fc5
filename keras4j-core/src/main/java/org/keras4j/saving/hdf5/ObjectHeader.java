package org.keras4j.saving.hdf5;

import module java.base;

/// The messages of an object, which say what it is.
record ObjectHeader(Cursor at, List<Message> messages) {
    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int FILL_VALUE = 0x05;
    static final int LINK = 0x06;
    static final int EXTERNAL = 0x07;
    static final int LAYOUT = 0x08;
    static final int FILTERS = 0x0b;
    static final int ATTRIBUTE = 0x0c;
    static final int CONTINUATION = 0x10;
    static final int SYMBOL_TABLE = 0x11;
    static final int ATTRIBUTE_INFO = 0x15;
    private static final int SHARED = 2;

    record Message(int type, int flags, Cursor data) {}

    static ObjectHeader read(Bytes file, long address) {
        int first = new Cursor(file.slice(address, 4, "object header"), address, "object header").u8();
        return first == 1 ? readOld(file, address) : readNew(file, address);
    }

    /// A message's data, to be read from the beginning.
    Optional<Cursor> find(int type) {
        for (Message message : messages) {
            if (message.type() == type) {
                if ((message.flags() & SHARED) != 0) {
                    throw at.fail("expected a message of the object's own, got a shared one of type " + type);
                }
                return Optional.of(message.data());
            }
        }
        return Optional.empty();
    }

    List<Cursor> all(int type) {
        return messages.stream().filter(message -> message.type() == type).map(Message::data).toList();
    }

    private static ObjectHeader readOld(Bytes file, long address) {
        Cursor prefix = file.block(address, 16, "object header");
        prefix.skip(2);
        int count = prefix.u16();
        prefix.skip(4);
        long size = prefix.u32();
        var messages = new ArrayList<Message>();
        var blocks = new ArrayDeque<Cursor>();
        blocks.add(file.block(address + 16, size, "object header"));
        while (!blocks.isEmpty()) {
            Cursor block = blocks.remove();
            while (block.remaining() >= 8 && messages.size() < count) {
                int type = block.u16();
                int length = block.u16();
                int flags = block.u8();
                block.skip(3);
                var message = new Message(type, flags, block.part(length, "message"));
                messages.add(message);
                if (type == CONTINUATION) {
                    blocks.add(file.block(message.data().u64(), message.data().u64(), "continued object header"));
                }
            }
        }
        return new ObjectHeader(prefix, messages);
    }

    private static ObjectHeader readNew(Bytes file, long address) {
        Cursor prefix = file.block(address, Math.min(32, file.size() - address), "object header");
        prefix.signature("OHDR");
        if (prefix.u8() != 2) {
            throw prefix.fail("expected an object header of version 1 or 2, got another");
        }
        int flags = prefix.u8();
        prefix.skip((flags & 32) != 0 ? 16 : 0);
        prefix.skip((flags & 16) != 0 ? 4 : 0);
        long size = prefix.number(1 << (flags & 3));
        boolean ordered = (flags & 4) != 0;
        var messages = new ArrayList<Message>();
        var blocks = new ArrayDeque<Cursor>();
        blocks.add(file.block(prefix.position(), size, "object header"));
        while (!blocks.isEmpty()) {
            Cursor block = blocks.remove();
            while (block.remaining() >= (ordered ? 6 : 4)) {
                int type = block.u8();
                int length = block.u16();
                int messageFlags = block.u8();
                block.skip(ordered ? 2 : 0);
                var message = new Message(type, messageFlags, block.part(length, "message"));
                messages.add(message);
                if (type == CONTINUATION) {
                    long at = message.data().u64();
                    Cursor more = file.block(at, message.data().u64(), "continued object header");
                    more.signature("OCHK");
                    blocks.add(more.part(Math.max(0, more.remaining() - 4), "continued object header"));
                }
            }
        }
        return new ObjectHeader(prefix, messages);
    }
}
