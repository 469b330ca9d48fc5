package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.ZipNames;

/// A `.keras` file, opened: a ZIP archive by its central directory. Members lie in memory where the file is mapped, or are unpacked
/// when they are asked for; each is checked against its checksum.
///
/// Refused: names that leave the archive, a name twice, members that reach beyond the file or into each other, more members or
/// more growth than [LoadLimits] say, encryption, and other methods than *stored* and *deflated*.
final class Archive implements Members {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int END = 0x06054b50;
    private static final int END_64_LOCATOR = 0x07064b50;
    private static final int END_64 = 0x06064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int COMMENT_BYTES = 1 << 16;
    private static final long SEE_64 = 0xffffffffL;
    private static final int ROOM = 1 << 26;
    /// Of the mapped file, for native code ([MappedFile]): little enough to stay in the processor's cache.
    private static final int COPY = 1 << 16;

    private final Arena arena;
    private final MemorySegment file;
    private final LoadLimits limits;
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(String name, boolean packed, long checksum, long storedBytes, long bytes, long dataAt) {}

    private Archive(Arena arena, MemorySegment file, LoadLimits limits) {
        this.arena = arena;
        this.file = file;
        this.limits = limits;
    }

    static Archive open(Path path, LoadLimits limits) throws IOException {
        Arena arena = Arena.ofShared();
        try (var channel = FileChannel.open(path)) {
            var archive = new Archive(arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), limits);
            archive.readDirectory();
            return archive;
        } catch (RuntimeException | IOException e) {
            arena.close();
            throw e;
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    // ---- the directory ---------------------------------------------------------------------------------------------

    private void readDirectory() {
        long end = end();
        long count = u16(end + 10);
        long at = u32(end + 16);
        if (at == SEE_64 || count == 0xffff) {
            long locator = end - 20;
            require(locator >= 0 && u32(locator) == END_64_LOCATOR, locator, "the place of a ZIP64 directory");
            long end64 = u64(locator + 8);
            require(end64 >= 0 && end64 <= locator - 56 && u32(end64) == END_64, locator + 8, "a ZIP64 directory");
            count = u64(end64 + 32);
            at = u64(end64 + 48);
        }
        require(count >= 0 && count <= limits.members(), end + 10, "at most " + limits.members() + " members (LoadLimits.members)");
        long stored = 0;
        long grown = 0;
        for (long i = 0; i < count; i++) {
            require(at >= 0 && at <= end - ENTRY_BYTES && u32(at) == ENTRY, at, "entry " + i + " of the directory");
            long next = at + ENTRY_BYTES + u16(at + 28) + u16(at + 30) + u16(at + 32);
            require(next <= end, at, "entry " + i + " to end before the file does");
            Entry entry = entry(at);
            if (!entry.name.endsWith("/")) {
                require(ZipNames.isInside(entry.name), at, "members inside of the file, not \"" + ZipNames.printable(entry.name) + "\": don't trust it");
                require(entries.putIfAbsent(entry.name, entry) == null, at, "each member once, \"" + ZipNames.printable(entry.name) + "\" isn't: don't trust it");
            }
            stored += entry.storedBytes;
            grown += entry.bytes;
            require(stored <= file.byteSize(), at, "members that don't overlap: don't trust it");
            require(grown <= Math.max(limits.unpackedBytes(), file.byteSize() * limits.growth()), at,
                    "members that grow to at most " + limits.growth() + " times the file (LoadLimits.growth): don't trust it");
            at = next;
        }
    }

    private long end() {
        for (long at = file.byteSize() - END_BYTES; at >= Math.max(0, file.byteSize() - END_BYTES - COMMENT_BYTES); at--) {
            if (u32(at) == END && at + END_BYTES + u16(at + 20) == file.byteSize()) {
                return at;
            }
        }
        throw new FormatException("byte " + file.byteSize() + ": expected a ZIP archive, got a file without the end of one. It is cut off, damaged or something else.");
    }

    private Entry entry(long at) {
        String name = new String(file.asSlice(at + ENTRY_BYTES, u16(at + 28)).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        int method = u16(at + 10);
        require((u16(at + 8) & 1) == 0, at + 8, name, "no encryption");
        require(method == 0 || method == 8, at + 10, name, "a member that is stored (0) or deflated (8), not packed by method " + method);
        long[] wide = {u32(at + 24), u32(at + 20), u32(at + 42)};                  // size, packed size, place: in this order in ZIP64
        widen(at, wide);
        long local = wide[2];
        require(local >= 0 && local <= file.byteSize() - LOCAL_BYTES && u32(local) == LOCAL, at + 42, name, "the place of its data");
        long data = local + LOCAL_BYTES + u16(local + 26) + u16(local + 28);
        require(wide[1] >= 0 && data <= file.byteSize() - wide[1], at + 20, name, "data inside of the file");
        require(new String(file.asSlice(local + LOCAL_BYTES, u16(local + 26)).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8).equals(name), local,
                name, "the same name as in the directory");
        require(method == 8 || wide[0] == wide[1], at + 24, name, "as many bytes as are stored");
        require(wide[0] >= 0 && wide[0] / 1032 <= wide[1] + 1, at + 24, name, "a size that can be unpacked from " + wide[1] + " bytes");
        return new Entry(name, method == 8, u32(at + 16), wide[1], wide[0], data);
    }

    /// Sizes and places that don't fit into 32 bits stand in an extra field.
    private void widen(long at, long[] values) {
        long field = at + ENTRY_BYTES + u16(at + 28);
        long end = field + u16(at + 30);
        while (field + 4 <= end) {
            long body = field + 4;
            long next = body + u16(field + 2);
            if (u16(field) == 1) {
                for (int i = 0; i < values.length; i++) {
                    if (values[i] == SEE_64 && body + 8 <= Math.min(next, end)) {
                        values[i] = u64(body);
                        body += 8;
                    }
                }
            }
            field = next;
        }
    }

    private int u16(long at)  { return Short.toUnsignedInt(file.get(U16, checked(at, 2))); }
    private long u32(long at) { return Integer.toUnsignedLong(file.get(U32, checked(at, 4))); }
    private long u64(long at) { return file.get(U64, checked(at, 8)); }

    private long checked(long at, int bytes) {
        require(at >= 0 && at <= file.byteSize() - bytes, Math.min(at, file.byteSize()), "more of the archive");
        return at;
    }

    private static void require(boolean holds, long at, String expected) {
        if (!holds) {
            throw new FormatException("byte " + at + ": expected " + expected + ". The file is cut off or damaged.");
        }
    }

    private static void require(boolean holds, long at, String member, String expected) {
        if (!holds) {
            throw new FormatException(ZipNames.printable(member) + ": byte " + at + ": expected " + expected + ". The file is cut off or damaged.");
        }
    }

    // ---- members ---------------------------------------------------------------------------------------------------

    @Override
    public SequencedMap<String, Long> sizes() {
        var sizes = new LinkedHashMap<String, Long>();
        entries.forEach((name, entry) -> sizes.put(name, entry.bytes));
        return sizes;
    }

    @Override
    public MemorySegment read(String name) {
        Entry entry = Objects.requireNonNull(entries.get(name), name);
        MemorySegment stored = file.asSlice(entry.dataAt, entry.storedBytes);
        MemorySegment bytes = entry.packed ? unpacked(entry, stored) : stored;
        var checksum = new CRC32();
        var copy = new byte[COPY];
        for (long at = 0; at < bytes.byteSize(); at += COPY) {
            checksum.update(copy, 0, copied(bytes, at, copy));
        }
        require(checksum.getValue() == entry.checksum, entry.dataAt, name,
                String.format(Locale.ROOT, "data of checksum %08x, got %08x", entry.checksum, checksum.getValue()));
        return bytes;
    }

    /// {@return how many bytes}
    private static int copied(MemorySegment from, long at, byte[] to) {
        int count = (int) Math.min(to.length, from.byteSize() - at);
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, to, 0, count);
        return count;
    }

    private MemorySegment unpacked(Entry entry, MemorySegment stored) {
        MemorySegment bytes = arena.allocate(entry.bytes);
        var inflater = new Inflater(true);
        try {
            var copy = new byte[COPY];
            long in = 0;
            long out = 0;
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    require(in < stored.byteSize(), entry.dataAt + in, entry.name, "more packed data");
                    int more = copied(stored, in, copy);
                    inflater.setInput(copy, 0, more);
                    in += more;
                }
                ByteBuffer room = bytes.asSlice(out, Math.min(ROOM, entry.bytes - out)).asByteBuffer();
                int done = room.hasRemaining() ? inflater.inflate(room) : inflater.inflate(new byte[1]);
                require(out + done <= entry.bytes && (done > 0 || inflater.finished() || inflater.needsInput()), entry.dataAt + in, entry.name,
                        "data that unpack to " + entry.bytes + " bytes");
                out += done;
            }
            require(out == entry.bytes, entry.dataAt + in, entry.name, "data that unpack to " + entry.bytes + " bytes, got " + out);
        } catch (DataFormatException e) {
            throw new FormatException(entry.name + ": byte " + entry.dataAt + ": expected packed data, got: " + e.getMessage()
                    + ". The file is damaged.", e);
        } finally {
            inflater.end();
        }
        return bytes;
    }
}
