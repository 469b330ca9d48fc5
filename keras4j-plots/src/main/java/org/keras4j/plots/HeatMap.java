package org.keras4j.plots;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Colours pictures by a heat from 0 to 1.
final class HeatMap {
    private static final double SHARE = 0.55;
    /// From cold to hot, equally far apart: rising in brightness, so that it is read without colours too.
    private static final double[][] COLORS = {{0.05, 0.03, 0.2}, {0.45, 0.1, 0.45}, {0.85, 0.27, 0.25}, {0.99, 0.65, 0.1}, {0.99, 0.98, 0.6}};

    private HeatMap() {}

    /// @param images as [ImageGrid] takes them
    /// @param heat `[n, rows, columns]`
    /// @return float32 `[n, height, width, 3]` from 0 to 1
    static NDArray over(NDArray images, NDArray heat) {
        int height = Math.toIntExact(images.size(1));
        int width = Math.toIntExact(images.size(2));
        int channels = images.rank() == 4 ? Math.toIntExact(images.size(3)) : 1;
        double white = images.dtype() == DType.UINT8 ? 255 : 1;
        long places = (long) height * width;
        return NDArray.generate(DType.FLOAT32, Shape.of(images.size(0), height, width, 3), i -> {
            long pixel = i / 3;
            int color = (int) (i % 3);
            int y = (int) (pixel % places / width);
            int x = (int) (pixel % width);
            double shown = images.at(pixel * channels + Math.min(color, channels - 1)) / white;
            return (1 - SHARE) * shown + SHARE * color(at(heat, pixel / places, (y + 0.5) / height, (x + 0.5) / width), color);
        });
    }

    /// Between the middles of its four neighbours, along straight lines.
    private static double at(NDArray heat, long image, double y, double x) {
        int rows = Math.toIntExact(heat.size(1));
        int columns = Math.toIntExact(heat.size(2));
        double row = Math.clamp(y * rows - 0.5, 0.0, rows - 1.0);
        double column = Math.clamp(x * columns - 0.5, 0.0, columns - 1.0);
        int top = (int) row;
        int left = (int) column;
        int bottom = Math.min(top + 1, rows - 1);
        int right = Math.min(left + 1, columns - 1);
        double above = between(heat.get(image, top, left), heat.get(image, top, right), column - left);
        double below = between(heat.get(image, bottom, left), heat.get(image, bottom, right), column - left);
        return between(above, below, row - top);
    }

    private static double color(double heat, int color) {
        double at = Math.clamp(heat, 0.0, 1.0) * (COLORS.length - 1);
        int low = Math.min((int) at, COLORS.length - 2);
        return between(COLORS[low][color], COLORS[low + 1][color], at - low);
    }

    private static double between(double from, double to, double share) {
        return from + (to - from) * share;
    }
}
