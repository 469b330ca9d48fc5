package org.keras4j.engine.tensor;

import module java.base;

/// Arrays in NumPy's `.npy` files: versions 1.0 to 3.0, either byte order, row-major or column-major. bfloat16, which NumPy
/// hasn't got, is written as Google's `ml_dtypes` does (`V2`); to read it there: `.view(ml_dtypes.bfloat16)`.
///
/// Strings of bytes (`S12`) are read as uint8 with one more axis, [known as texts][NDArray#isTexts] as `Texts` makes them, and texts are
/// written so; those of characters (`U12`) are read as their bytes in UTF-8. Objects, dates, complex numbers and integers that [DType] hasn't got
/// are refused; a pickle is never read.
public final class Npy {
    private static final int ALIGNMENT = 64;
    private static final int CHUNK_BYTES = 1 << 16;

    private Npy() {}

    /// @throws FormatException      when it isn't such a file, or a damaged one: names the file and the byte
    /// @throws UncheckedIOException when it can't be read
    public static NDArray read(Path file) {
        try (var in = Files.newInputStream(file)) {
            long bytes = Files.size(file);
            return new NpyReader(file.toString(), in, new NpyReader.Length.Said(bytes, bytes)).read();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read (" + e + ").", e);
        }
    }

    /// Reads one array and leaves the stream behind it. `name` is for messages.
    ///
    /// @throws FormatException      as [#read(Path)]
    /// @throws UncheckedIOException when the stream can't be read
    public static NDArray read(InputStream in, String name) {
        try {
            return new NpyReader(name, in, new NpyReader.Length.Open()).read();
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": cannot be read (" + e + ").", e);
        }
    }

    /// Replaces the file, if there is one, when the new one is whole.
    ///
    /// @throws UncheckedIOException when it can't be written
    public static void write(Path file, NDArray array) {
        AtomicFile.write(file, out -> write(out, array));
    }

    /// The same bytes as NumPy's `save`.
    public static void write(OutputStream out, NDArray array) throws IOException {
        out.write(preamble(NpyHeader.of(array)));
        MemorySegment data = array.segment();
        var chunk = new byte[(int) Math.min(CHUNK_BYTES, data.byteSize())];
        for (long at = 0; at < data.byteSize(); at += chunk.length) {
            int count = (int) Math.min(chunk.length, data.byteSize() - at);
            MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, chunk, 0, count);
            out.write(chunk, 0, count);
        }
        Reference.reachabilityFence(array);
    }

    /// Mark, version, size, header, and spaces up to a multiple of 64 bytes.
    private static byte[] preamble(String header) {
        int version = header.length() < (1 << 16) - 2 * ALIGNMENT ? 1 : 2;
        int start = NpyReader.MAGIC.length + 2 + (version == 1 ? 2 : 4);
        int padding = ALIGNMENT - (start + header.length() + 1) % ALIGNMENT;
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        var buffer = ByteBuffer.allocate(start + text.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(NpyReader.MAGIC).put((byte) version).put((byte) 0);
        if (version == 1) {
            buffer.putShort((short) text.length);
        } else {
            buffer.putInt(text.length);
        }
        return buffer.put(text).array();
    }
}
