package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Moves each colour to mean 0 and standard deviation 1, by the statistics of the pictures it was made of: of those that train, never of
/// those that test.
///
/// @param mean and `sd` of red, green and blue, from 0 to 255
public record PixelScale(List<Double> mean, List<Double> sd) {

    public static PixelScale of(Pictures pictures) {
        var pixels = pictures.images().toByteArray();
        var sums = new long[Pictures.COLORS];
        var squares = new long[Pictures.COLORS];
        for (int i = 0; i < pixels.length; i++) {
            int value = pixels[i] & 255;
            sums[i % Pictures.COLORS] += value;
            squares[i % Pictures.COLORS] += value * value;
        }
        double places = (double) pixels.length / Pictures.COLORS;
        var mean = LongStream.of(sums).mapToObj(sum -> sum / places).toList();
        var sd = IntStream.range(0, Pictures.COLORS)
                .mapToObj(k -> Math.max(1e-3, Math.sqrt(Math.max(0, squares[k] / places - mean.get(k) * mean.get(k))))).toList();
        return new PixelScale(mean, sd);
    }

    /// @param images uint8 `[…, 3]`
    /// @return float32 of that shape
    public NDArray apply(NDArray images) {
        var pixels = images.toByteArray();
        var table = table();
        var scaled = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            scaled[i] = table[i % Pictures.COLORS][pixels[i] & 255];
        }
        return NDArray.of(images.shape(), scaled);
    }

    /// {@return what each value of each colour becomes: `[3][256]`}
    float[][] table() {
        var table = new float[Pictures.COLORS][256];
        for (int k = 0; k < Pictures.COLORS; k++) {
            for (int value = 0; value < 256; value++) {
                table[k][value] = (float) ((value - mean.get(k)) / sd.get(k));
            }
        }
        return table;
    }

    static Shape batch(long count) {
        return Shape.of(count, Pictures.SIDE, Pictures.SIDE, Pictures.COLORS);
    }
}
