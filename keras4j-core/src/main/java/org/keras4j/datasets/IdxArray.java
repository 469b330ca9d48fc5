package org.keras4j.datasets;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// An array of bytes in the format of the original MNIST, gzipped: two zeros, 8, the number of axes, big-endian sizes, the bytes.
final class IdxArray {
    private static final int BYTES = 8;
    private static final int MOST_BYTES = 1 << 29;

    private IdxArray() {}

    static NDArray read(Path file) {
        try (var in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(MOST_BYTES));
            int kind = bytes.remaining() < 4 ? 0 : bytes.getInt();
            int axes = kind & 0xff;
            if (kind >>> 8 != BYTES || axes < 1 || axes > 4 || bytes.remaining() < axes * Integer.BYTES) {
                throw new IOException("it has no such header");
            }
            long[] sizes = IntStream.range(0, axes).mapToLong(_ -> bytes.getInt() & 0xffffffffL).toArray();
            if (LongStream.of(sizes).asDoubleStream().reduce(1, (a, b) -> a * b) != bytes.remaining()) {
                throw new IOException("its header says sizes " + Arrays.toString(sizes) + ", and " + bytes.remaining() + " bytes follow");
            }
            return NDArray.of(bytes, DType.UINT8, Shape.of(sizes));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": expected an array of bytes in MNIST's format: " + e.getMessage() + ".", e);
        }
    }
}
