package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Contraction;
import org.keras4j.engine.graph.Contraction.*;
import org.keras4j.engine.tensor.Shape;

/// Products and convolutions. Innermost loops run along neighbours in memory: plain, and yet bearable.
final class Products {
    private Products() {}

    static double[] evaluate(Contraction op, List<Tensor> in, Shape result) {
        Tensor a = in.get(0);
        Tensor b = in.get(1);
        return switch (op) {
            case MatMul(var transposeLeft, var transposeRight, _) -> matmuls(
                    transposeLeft ? transposed(a) : a.values(), transposeRight ? transposed(b) : b.values(),
                    a.size(transposeLeft ? -2 : -1), result);
            case Conv(var window, var groups, _) -> convolve(
                    new Taps(window, a.shape(), result), groups, a.values(), b.values(), b.size(-2), result);
            case ConvInputGradient(var window, var groups, _) -> towardsImages(
                    new Taps(window, result, a.shape()), groups, a.values(), b.values(), b.size(-2), b.size(-1), result);
            case ConvKernelGradient(var window, var groups, _) -> towardsKernel(
                    new Taps(window, a.shape(), b.shape()), groups, a.values(), b.values(), result);
        };
    }

    /// Each matrix turned.
    private static double[] transposed(Tensor x) {
        int rows = x.size(-2);
        int columns = x.size(-1);
        var y = new double[x.values().length];
        for (int i = 0; i < y.length; i++) {
            int matrix = i / (rows * columns) * rows * columns;
            int at = i - matrix;
            y[matrix + at % columns * rows + at / columns] = x.values()[i];
        }
        return y;
    }

    private static double[] matmuls(double[] a, double[] b, int inner, Shape result) {
        int rows = (int) result.size(-2);
        int columns = (int) result.size(-1);
        var y = new double[(int) result.elements()];
        for (int row = 0; row < y.length / Math.max(1, columns); row++) {      // all rows of all matrices
            int matrix = row / rows * inner * columns;
            for (int k = 0; k < inner; k++) {
                addScaled(a[row * inner + k], b, matrix + k * columns, y, row * columns, columns);
            }
        }
        return y;
    }

    private static double[] convolve(Taps taps, int groups, double[] images, double[] kernel, int channels, Shape result) {
        int filters = (int) result.size(-1);
        int each = filters / groups;
        var y = new double[(int) result.elements()];
        taps.forEach((image, tap, out) -> {
            for (int c = 0; c < channels * groups; c++) {
                int group = c / channels;
                addScaled(images[image * channels * groups + c], kernel, (tap * channels + c % channels) * filters + group * each,
                        y, out * filters + group * each, each);
            }
        });
        return y;
    }

    private static double[] towardsImages(Taps taps, int groups, double[] dy, double[] kernel, int channels, int filters, Shape result) {
        int each = filters / groups;
        var dx = new double[(int) result.elements()];
        taps.forEach((image, tap, out) -> {
            for (int c = 0; c < channels * groups; c++) {
                int group = c / channels;
                dx[image * channels * groups + c] += dot(dy, out * filters + group * each,
                        kernel, (tap * channels + c % channels) * filters + group * each, each);
            }
        });
        return dx;
    }

    private static double[] towardsKernel(Taps taps, int groups, double[] images, double[] dy, Shape result) {
        int channels = (int) result.size(-2);
        int filters = (int) result.size(-1);
        int each = filters / groups;
        var dk = new double[(int) result.elements()];
        taps.forEach((image, tap, out) -> {
            for (int c = 0; c < channels * groups; c++) {
                int group = c / channels;
                addScaled(images[image * channels * groups + c], dy, out * filters + group * each,
                        dk, (tap * channels + c % channels) * filters + group * each, each);
            }
        });
        return dk;
    }

    private static void addScaled(double factor, double[] from, int fromAt, double[] to, int toAt, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] += factor * from[fromAt + i];
        }
    }

    private static double dot(double[] a, int aAt, double[] b, int bAt, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += a[aAt + i] * b[bAt + i];
        }
        return sum;
    }
}
