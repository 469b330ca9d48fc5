package org.keras4j.engine.tensor;

import module java.base;
import org.keras4j.engine.tensor.NpyHeader.Layout;

/// Reads one array of a stream. What a header promises is believed only as far as bytes are there: without proof, memory
/// grows with the data that arrive.
final class NpyReader {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /// NumPy itself refuses more than 10,000; our types need about 100 and the sizes.
    private static final int MAX_HEADER_BYTES = 1 << 16;
    private static final int CHUNK_BYTES = 1 << 16;
    private static final long FIRST_BYTES = 1 << 20;

    /// How much a stream holds.
    sealed interface Length {
        /// So many bytes, as whoever made the stream says; `certain` of them, in memory or on the disk, for sure.
        record Said(long bytes, long certain) implements Length {}

        /// As many as come; others may follow the array.
        record Open() implements Length {}
    }

    private final String name;
    private final InputStream in;
    private final Length length;
    private long at;

    NpyReader(String name, InputStream in, Length length) {
        this.name = name;
        this.in = in;
        this.length = length;
    }

    NDArray read() throws IOException {
        NpyHeader header = header();
        checkLength(header.bytes());
        NDArray data = data(header);
        if (length instanceof Length.Said && in.read() >= 0) {
            throw fail("expected the end, got further bytes. The file is damaged.");
        }
        return switch (header.meaning()) {
            case NUMBERS -> header.layout() == Layout.ROW_MAJOR ? data.reshape(header.shape())
                    : data.reshape(header.shape().select(header.shape().axes().reversed())).transpose();
            case BYTES -> data.reshape(header.shape()).asTexts();
            case CHARACTERS -> encoded(data, header.shape());
        };
    }

    /// Characters by their numbers, filled up with 0 along the last axis, as texts in UTF-8.
    private NDArray encoded(NDArray characters, Shape shape) {
        int[] all = characters.toIntArray();
        int length = Math.toIntExact(shape.size(-1));
        var texts = new byte[all.length / length][];
        for (int i = 0; i < texts.length; i++) {
            int end = (i + 1) * length;
            while (end > i * length && all[end - 1] == 0) {
                end--;
            }
            checkCharacters(all, i * length, end);
            texts[i] = new String(all, i * length, end - i * length).getBytes(StandardCharsets.UTF_8);
        }
        int width = Stream.of(texts).mapToInt(text -> text.length).max().orElse(1);
        NDArray bytes = NDArray.zeros(DType.UINT8, shape.with(-1, Math.max(1, width)));
        for (int i = 0; i < texts.length; i++) {
            MemorySegment.copy(texts[i], 0, bytes.segment(), ValueLayout.JAVA_BYTE, i * bytes.size(-1), texts[i].length);
        }
        return bytes.asTexts();
    }

    private void checkCharacters(int[] all, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isValidCodePoint(all[i]) || all[i] >= Character.MIN_SURROGATE && all[i] <= Character.MAX_SURROGATE) {
                at -= 4L * (all.length - i);
                throw fail(String.format(Locale.ROOT, "expected a character of Unicode, got number 0x%x. The file is damaged.", all[i]));
            }
        }
    }

    private NpyHeader header() throws IOException {
        if (!Arrays.equals(bytes(MAGIC.length, "the mark of a .npy file"), MAGIC)) {
            at = 0;
            throw fail("expected the mark of a .npy file (\\x93NUMPY), got something else. Is it a .npy file?");
        }
        byte[] version = bytes(2, "the version");
        if (version[0] < 1 || version[0] > 3 || version[1] != 0) {
            at -= 2;
            throw fail("expected version 1.0, 2.0 or 3.0 of the format, got " + (version[0] & 0xff) + "."
                    + (version[1] & 0xff) + ". Save it with a NumPy of today.");
        }
        var sizeBytes = bytes(version[0] == 1 ? 2 : 4, "the size of the header");
        long size = 0;
        for (int i = sizeBytes.length - 1; i >= 0; i--) {
            size = size << 8 | sizeBytes[i] & 0xff;
        }
        if (size > MAX_HEADER_BYTES) {
            at -= sizeBytes.length;
            throw fail(String.format(Locale.ROOT, "expected a header of at most %,d bytes, got %,d. The file is damaged.", MAX_HEADER_BYTES, size));
        }
        long start = at;
        byte[] text = bytes((int) size, "the header");
        return NpyHeaderParser.parse(name, start, new String(text, version[0] == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    }

    private void checkLength(long needed) {
        if (length instanceof Length.Said(long bytes, _) && bytes - at != needed) {
            throw wrongSize(needed, bytes - at);
        }
    }

    /// The elements one after the other, in the machine's byte order.
    private NDArray data(NpyHeader header) throws IOException {
        DType dtype = header.dtype();
        long total = header.bytes();
        long certain = length instanceof Length.Said said ? said.certain() : 0;
        var data = elements(dtype, Math.min(total, Math.max(certain, FIRST_BYTES)));
        var chunk = new byte[(int) Math.min(CHUNK_BYTES, total)];
        long start = at;
        for (long done = 0; done < total; done = at - start) {
            long room = data.segment().byteSize() - done;
            if (room == 0) {
                var larger = elements(dtype, Math.min(total, 2 * done));
                NDArray.copy(data, 0, larger, 0, data.elements());
                data = larger;
                continue;
            }
            int count = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, room));
            if (count == 0) {
                at = start;
                throw wrongSize(total, done);
            }
            MemorySegment.copy(chunk, 0, data.segment(), ValueLayout.JAVA_BYTE, done, count);
            at += count;
        }
        if (header.order() != ByteOrder.nativeOrder()) {
            JavaArrays.swapBytes(data.segment(), dtype.bytes());
        }
        if (dtype == DType.BOOL) {
            checkBools(data, start);
        }
        return data;
    }

    /// `bytes` rounded down to whole elements.
    private static NDArray elements(DType dtype, long bytes) {
        return NDArray.zeros(dtype, Shape.of(bytes / dtype.bytes()));
    }

    private void checkBools(NDArray data, long start) {
        MemorySegment segment = data.segment();
        for (long i = 0; i < data.elements(); i++) {
            int value = segment.get(ValueLayout.JAVA_BYTE, i) & 0xff;
            if (value > 1) {
                at = start + i;
                throw fail("expected 0 or 1 for a bool, got " + value + ". The file is damaged.");
            }
        }
    }

    private byte[] bytes(int count, String what) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw fail(String.format(Locale.ROOT, "expected %,d bytes of %s, got %,d. The file is cut off, or isn't a .npy file.",
                    count, what, bytes.length));
        }
        at += count;
        return bytes;
    }

    private FormatException wrongSize(long expected, long got) {
        return fail(String.format(Locale.ROOT, "expected %,d bytes of data, got %,d. ", expected, got)
                + (got < expected ? "The file is cut off: copy or download it again." : "The file is damaged."));
    }

    private FormatException fail(String message) {
        return new FormatException(name + ": byte " + at + ": " + message);
    }
}
