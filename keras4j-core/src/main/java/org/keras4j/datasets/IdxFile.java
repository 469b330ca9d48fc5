package org.keras4j.datasets;

import module java.base;
import org.keras4j.data.Unzipped;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Reads the format of the original MNIST files, which Fashion-MNIST has too, gzipped or not: a big-endian header and then bytes.
///
/// | bytes         | images          | labels           |
/// |---------------|-----------------|------------------|
/// | 0 – 3         | 2051            | 2049             |
/// | 4 – 7         | count           | count            |
/// | 8 – 15        | rows, columns   | –                |
/// | from 16, or 8 | pixels, 0 black | classes, 0 to 9  |
///
/// What the header says is believed only as far as the file goes: memory grows with what is read.
public final class IdxFile implements AutoCloseable {
    private static final int IMAGES = 2051;
    private static final int LABELS = 2049;
    private static final int SIDE = 28;
    private static final int CLASSES = 10;
    /// More than any data set of this format has; 784 MB of pixels.
    private static final int MAX_COUNT = 1_000_000;

    private final Path path;
    private final InputStream in;
    private long offset;

    private IdxFile(Path path) throws IOException {
        this.path = path;
        in = Unzipped.open(path);
    }

    /// {@return uint8 `[count, 28, 28]`}
    ///
    /// @throws FormatException with the file and the byte (of the unpacked content) that is wrong
    /// @throws UncheckedIOException if it can't be read
    public static NDArray images(Path path) {
        return read(path, file -> {
            file.expect("the number " + IMAGES + " of image files", IMAGES);
            int count = file.count();
            file.expect(SIDE + " rows", SIDE);
            file.expect(SIDE + " columns", SIDE);
            return array(file.bytes(count, SIDE * SIDE, "images"), Shape.of(count, SIDE, SIDE));
        });
    }

    /// {@return uint8 `[count]`}
    ///
    /// @throws FormatException with the file and the byte (of the unpacked content) that is wrong
    /// @throws UncheckedIOException if it can't be read
    public static NDArray labels(Path path) {
        return read(path, file -> {
            file.expect("the number " + LABELS + " of label files", LABELS);
            int count = file.count();
            long first = file.offset;
            var labels = file.bytes(count, 1, "labels");
            for (int i = 0; i < count; i++) {
                int label = labels[i] & 255;
                if (label >= CLASSES) {
                    throw file.wrong(first + i, "expected a class from 0 to 9, got " + label + ".");
                }
            }
            return array(labels, Shape.of(count));
        });
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private interface Content {
        NDArray of(IdxFile file) throws IOException;
    }

    private static NDArray read(Path path, Content content) {
        try (var file = new IdxFile(path)) {
            try {
                return content.of(file);
            } catch (ZipException e) {
                throw file.wrong(file.offset, e.getMessage());
            }
        } catch (ZipException e) {
            throw new FormatException(path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private FormatException wrong(long at, String problem) {
        return new FormatException(String.format(Locale.ROOT, "%s: byte %,d: %s", path, at, problem));
    }

    private void expect(String what, int value) throws IOException {
        long at = offset;
        int got = number();
        if (got != value) {
            throw wrong(at, "expected " + what + ", got " + Integer.toUnsignedString(got) + ".");
        }
    }

    private int count() throws IOException {
        long at = offset;
        int count = number();
        if (count < 1 || count > MAX_COUNT) {
            throw wrong(at, String.format(Locale.ROOT, "expected a count from 1 to %,d, got %s.", MAX_COUNT, Integer.toUnsignedString(count)));
        }
        return count;
    }

    private int number() throws IOException {
        var bytes = in.readNBytes(Integer.BYTES);
        if (bytes.length < Integer.BYTES) {
            throw wrong(offset + bytes.length, "the file ends inside its header.");
        }
        offset += bytes.length;
        return ByteBuffer.wrap(bytes).getInt();
    }

    private byte[] bytes(int count, int each, String what) throws IOException {
        int expected = count * each;
        var bytes = new ByteArrayOutputStream(Math.min(expected, 1 << 20));
        // Bit by bit, so that a broken stream is reported where it breaks.
        while (bytes.size() < expected) {
            var part = in.readNBytes(Math.min(1 << 16, expected - bytes.size()));
            if (part.length == 0) {
                throw wrong(offset, String.format(Locale.ROOT,
                        "the file ends after %,d of %,d %s.", bytes.size() / each, count, what));
            }
            offset += part.length;
            bytes.writeBytes(part);
        }
        if (in.read() >= 0) {
            throw wrong(offset, String.format(Locale.ROOT, "expected the end after %,d %s, and more follows.", count, what));
        }
        return bytes.toByteArray();
    }

    private static NDArray array(byte[] bytes, Shape shape) {
        return NDArray.of(ByteBuffer.wrap(bytes), DType.UINT8, shape);
    }
}
