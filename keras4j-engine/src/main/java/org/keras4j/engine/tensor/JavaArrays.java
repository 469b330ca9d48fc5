package org.keras4j.engine.tensor;

import module java.base;
import java.awt.image.BufferedImage;

/// Between [NDArray] and Java's own arrays, buffers and images.
final class JavaArrays {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private JavaArrays() {}

    /// An array of arrays (of arrays …), all of a level equally long.
    static NDArray nested(Object values) {
        var sizes = new ArrayList<Long>();
        Object level = values;
        for (Class<?> type = values.getClass(); type.isArray(); type = type.getComponentType()) {
            int length = level == null ? 0 : Array.getLength(level);
            sizes.add((long) length);
            level = length == 0 || type.getComponentType().isPrimitive() ? null : Array.get(level, 0);
        }
        Class<?> element = values.getClass();
        while (element.isArray()) {
            element = element.getComponentType();
        }
        DType dtype = element == float.class ? DType.FLOAT32 : element == double.class ? DType.FLOAT64
                : element == int.class ? DType.INT32 : DType.INT64;
        var array = NDArray.zeros(dtype, new Shape(sizes));
        fill(array, values, 0, 0);
        return array;
    }

    /// Copies `values` (the part at `depth`) to the elements from `at` on.
    private static void fill(NDArray array, Object values, int depth, long at) {
        int length = Array.getLength(values);
        if (length != array.size(depth)) {
            throw new IllegalArgumentException("NDArray: expected " + array.size(depth) + " values along axis " + depth
                    + " as in the first part, got " + length + ". Pad the parts to one length.");
        }
        MemorySegment to = array.segment();
        long offset = at * array.dtype().bytes();
        switch (values) {
            case float[] row -> MemorySegment.copy(row, 0, to, FLOAT, offset, length);
            case double[] row -> MemorySegment.copy(row, 0, to, DOUBLE, offset, length);
            case int[] row -> MemorySegment.copy(row, 0, to, INT, offset, length);
            case long[] row -> MemorySegment.copy(row, 0, to, LONG, offset, length);
            case Object[] parts -> {
                long step = array.shape().slice(depth + 1, array.rank()).elements();
                for (int i = 0; i < length; i++) {
                    fill(array, parts[i], depth + 1, at + i * step);
                }
            }
            default -> throw new AssertionError(values.getClass());
        }
    }

    static float[] floats(NDArray array) {
        int length = length(array);
        if (array.dtype() == DType.FLOAT32) {
            return keep(array, array.segment().toArray(FLOAT));
        }
        var floats = new float[length];
        ArrayMath.forChunks(array, (from, chunk, count) -> {
            for (int i = 0; i < count; i++) {
                floats[(int) from + i] = (float) chunk[i];
            }
        });
        return floats;
    }

    static double[] doubles(NDArray array) {
        var doubles = new double[length(array)];
        array.read(0, doubles, doubles.length);
        return doubles;
    }

    static int[] ints(NDArray array) {
        int length = length(array);
        if (array.dtype() == DType.INT32) {
            return keep(array, array.segment().toArray(INT));
        }
        var ints = new int[length];
        ArrayMath.forChunks(array, (from, chunk, count) -> {
            for (int i = 0; i < count; i++) {
                ints[(int) from + i] = (int) chunk[i];
            }
        });
        return ints;
    }

    static long[] longs(NDArray array) {
        if (array.dtype() == DType.INT64) {
            return keep(array, array.segment().toArray(LONG));
        }
        var longs = new long[length(array)];
        ArrayMath.forChunks(array, (from, chunk, count) -> {
            for (int i = 0; i < count; i++) {
                longs[(int) from + i] = (long) chunk[i];
            }
        });
        return longs;
    }

    static byte[] bytes(NDArray array) {
        return keep(array, array.segment().toArray(ValueLayout.JAVA_BYTE));
    }

    private static <T> T keep(NDArray source, T result) {
        Reference.reachabilityFence(source);
        return result;
    }

    private static int length(NDArray array) {
        if (array.elements() > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("NDArray: expected at most " + (Integer.MAX_VALUE - 8) + " elements for a Java array, got "
                    + array.dtype() + array.shape() + ". Convert it in parts with rows(from, to).");
        }
        return (int) array.elements();
    }

    // One loop a type, so that the choice isn't made for each element.

    static void read(DType dtype, MemorySegment from, long first, double[] into, int count) {
        switch (dtype) {
            case FLOAT32 -> { for (int i = 0; i < count; i++) into[i] = from.get(FLOAT, (first + i) * 4); }
            case FLOAT64 -> MemorySegment.copy(from, DOUBLE, first * 8, into, 0, count);
            case INT32 -> { for (int i = 0; i < count; i++) into[i] = from.get(INT, (first + i) * 4); }
            case INT64 -> { for (int i = 0; i < count; i++) into[i] = from.get(LONG, (first + i) * 8); }
            case UINT8 -> { for (int i = 0; i < count; i++) into[i] = from.get(BYTE, first + i) & 0xff; }
            case BFLOAT16, FLOAT16, INT8, BOOL -> { for (int i = 0; i < count; i++) into[i] = dtype.load(from, first + i); }
        }
    }

    static void write(DType dtype, MemorySegment to, long first, double[] values, int count) {
        switch (dtype) {
            case FLOAT32 -> { for (int i = 0; i < count; i++) to.set(FLOAT, (first + i) * 4, (float) values[i]); }
            case FLOAT64 -> MemorySegment.copy(values, 0, to, DOUBLE, first * 8, count);
            case INT32 -> { for (int i = 0; i < count; i++) to.set(INT, (first + i) * 4, (int) values[i]); }
            case INT64 -> { for (int i = 0; i < count; i++) to.set(LONG, (first + i) * 8, (long) values[i]); }
            case BFLOAT16, FLOAT16, INT8, UINT8, BOOL -> { for (int i = 0; i < count; i++) dtype.store(to, first + i, values[i]); }
        }
    }

    /// Turns the byte order of every element around.
    static void swapBytes(MemorySegment segment, int bytes) {
        long size = segment.byteSize();
        switch (bytes) {
            case 1 -> { }
            case 2 -> { for (long at = 0; at < size; at += 2) segment.set(SHORT, at, Short.reverseBytes(segment.get(SHORT, at))); }
            case 4 -> { for (long at = 0; at < size; at += 4) segment.set(INT, at, Integer.reverseBytes(segment.get(INT, at))); }
            case 8 -> { for (long at = 0; at < size; at += 8) segment.set(LONG, at, Long.reverseBytes(segment.get(LONG, at))); }
            default -> throw new AssertionError(bytes);
        }
    }

    static NDArray pixels(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean grey = image.getType() == BufferedImage.TYPE_BYTE_GRAY;
        int channels = grey ? 1 : image.getColorModel().hasAlpha() ? 4 : 3;
        var array = NDArray.zeros(DType.UINT8, Shape.of(height, width, channels));
        MemorySegment to = array.segment();
        var line = new int[width];
        long at = 0;
        for (int y = 0; y < height; y++) {
            if (grey) {
                image.getRaster().getSamples(0, y, width, 1, 0, line);   // getRGB would convert grey to sRGB
            } else {
                image.getRGB(0, y, width, 1, line, 0, width);
            }
            for (int pixel : line) {
                if (grey) {
                    to.set(BYTE, at++, (byte) pixel);
                    continue;
                }
                to.set(BYTE, at++, (byte) (pixel >> 16));
                to.set(BYTE, at++, (byte) (pixel >> 8));
                to.set(BYTE, at++, (byte) pixel);
                if (channels == 4) {
                    to.set(BYTE, at++, (byte) (pixel >> 24));
                }
            }
        }
        return array;
    }
}
