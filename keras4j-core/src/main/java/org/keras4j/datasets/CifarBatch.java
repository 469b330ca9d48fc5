package org.keras4j.datasets;

import module java.base;
import org.keras4j.data.Unzipped;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Pictures of CIFAR-10 (Krizhevsky 2009) as its binary version has them (`data_batch_1.bin`, …, `test_batch.bin`), gzipped or not.
/// A record of a file:
///
/// | bytes       | content                                  |
/// |-------------|------------------------------------------|
/// | 0           | the class, 0 to 9                        |
/// | 1 – 1024    | red, row by row, 32 × 32                 |
/// | 1025 – 2048 | green                                    |
/// | 2049 – 3072 | blue                                     |
///
/// @param images uint8 `[n, 32, 32, 3]`: the three colours of a pixel are brought together
/// @param labels uint8 `[n]`
public record CifarBatch(NDArray images, NDArray labels) {
    /// The classes in the order of their numbers.
    public static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final int COLORS = 3;
    private static final int RECORD = 1 + COLORS * PLANE;

    /// @throws FormatException with the file and the record that is wrong, or for a file without a record
    /// @throws UncheckedIOException if it can't be read
    public static CifarBatch read(Path file) {
        var records = bytes(file);
        int count = records.length / RECORD;
        if (count == 0 || records.length % RECORD != 0) {
            throw new FormatException(String.format(Locale.ROOT, "%s: expected records of %,d bytes, got %,d whole ones and %,d bytes more. Is the file truncated?",
                    file, RECORD, count, records.length % RECORD));
        }
        var pixels = new byte[count * COLORS * PLANE];
        var labels = new byte[count];
        for (int i = 0; i < count; i++) {
            int at = i * RECORD;
            labels[i] = records[at];
            if ((labels[i] & 255) >= CLASSES.size()) {
                throw new FormatException(String.format(Locale.ROOT, "%s: record %,d: expected a class from 0 to 9, got %d.", file, i, labels[i] & 255));
            }
            for (int color = 0; color < COLORS; color++) {
                for (int p = 0; p < PLANE; p++) {
                    pixels[(i * PLANE + p) * COLORS + color] = records[at + 1 + color * PLANE + p];
                }
            }
        }
        return new CifarBatch(NDArray.of(ByteBuffer.wrap(pixels), DType.UINT8, Shape.of(count, SIDE, SIDE, COLORS)),
                NDArray.of(ByteBuffer.wrap(labels), DType.UINT8, Shape.of(count)));
    }

    /// The pictures of these files, in their order.
    public static CifarBatch read(List<Path> files) {
        var batches = files.stream().map(CifarBatch::read).toList();
        return new CifarBatch(NDArray.concat(0, batches.stream().map(CifarBatch::images).toList()),
                NDArray.concat(0, batches.stream().map(CifarBatch::labels).toList()));
    }

    private static byte[] bytes(Path file) {
        try (var in = Unzipped.open(file)) {
            return in.readAllBytes();
        } catch (ZipException e) {
            throw new FormatException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
