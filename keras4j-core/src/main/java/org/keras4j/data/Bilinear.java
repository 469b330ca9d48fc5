package org.keras4j.data;

import module java.base;

/// Brings pictures to another size: lines between the pixels' middles, first along the rows and then between them, as `tf.image.resize` does it.
final class Bilinear {
    /// The rows of a picture.
    interface Rows {
        /// @param numbers is given the channels of each pixel of a row
        void read(int row, float[] numbers);
    }

    /// Between which two of the old places each new one lies, and how far on the way from the first to the second; in TensorFlow's arithmetic.
    private record Between(int[] low, int[] high, float[] share) {
        static Between of(int from, int to) {
            var between = new Between(new int[to], new int[to], new float[to]);
            float scale = (float) from / to;
            for (int i = 0; i < to; i++) {
                float at = (i + 0.5f) * scale - 0.5f;
                float floor = (float) Math.floor(at);
                between.low[i] = Math.max((int) floor, 0);
                between.high[i] = Math.min((int) Math.ceil(at), from - 1);
                between.share[i] = at - floor;
            }
            return between;
        }
    }

    private final Rows rows;
    private final int channels;
    private final Between down;
    private final Between across;
    private final float[] row;
    /// The latest rows of an even and of an odd number, brought to their new width. Each is read once, since they are wanted in order.
    private final float[][] wide;
    private final int[] number = {-1, -1};

    private Bilinear(Rows rows, int height, int width, int channels, int toHeight, int toWidth) {
        this.rows = rows;
        this.channels = channels;
        down = Between.of(height, toHeight);
        across = Between.of(width, toWidth);
        row = new float[width * channels];
        wide = new float[2][toWidth * channels];
    }

    /// @return `[toHeight, toWidth, channels]`
    static float[] resized(Rows rows, int height, int width, int channels, int toHeight, int toWidth) {
        if (toHeight < 1 || toWidth < 1) {
            throw new IllegalArgumentException("ImageFiles: expected a new size of at least 1 × 1, got " + toHeight + " × " + toWidth + ".");
        }
        return new Bilinear(rows, height, width, channels, toHeight, toWidth).resized();
    }

    private float[] resized() {
        int toHeight = down.low.length;
        int length = wide[0].length;
        var made = new float[Math.multiplyExact(toHeight, length)];
        for (int y = 0; y < toHeight; y++) {
            float[] upper = wide(down.low[y]);
            float[] lower = wide(down.high[y]);
            for (int i = 0; i < length; i++) {
                made[y * length + i] = upper[i] + (lower[i] - upper[i]) * down.share[y];
            }
        }
        return made;
    }

    private float[] wide(int y) {
        float[] made = wide[y & 1];
        if (number[y & 1] != y) {
            number[y & 1] = y;
            rows.read(y, row);
            for (int x = 0, i = 0; x < across.low.length; x++) {
                int left = across.low[x] * channels;
                int right = across.high[x] * channels;
                for (int k = 0; k < channels; k++, i++) {
                    made[i] = row[left + k] + (row[right + k] - row[left + k]) * across.share[x];
                }
            }
        }
        return made;
    }
}
