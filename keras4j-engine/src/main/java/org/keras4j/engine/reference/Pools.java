package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Pooling;
import org.keras4j.engine.graph.Pooling.*;
import org.keras4j.engine.tensor.Shape;

/// One number for each window and channel.
final class Pools {
    private Pools() {}

    static double[] evaluate(Pooling op, List<Tensor> in, Shape result) {
        Tensor x = in.getFirst();
        return switch (op) {
            case Pool(var kind, var window) -> switch (kind) {
                case MAX -> largest(new Taps(window, x.shape(), result), x);
                case AVERAGE -> means(new Taps(window, x.shape(), result), x);
            };
            case PoolGradient(var kind, var window) -> switch (kind) {
                case MAX -> toLargest(new Taps(window, x.shape(), in.get(1).shape()), x, in.get(1).values());
                case AVERAGE -> toAll(new Taps(window, x.shape(), in.get(1).shape()), x, in.get(1).values());
            };
        };
    }

    private static double[] largest(Taps taps, Tensor x) {
        int[] positions = positions(taps, x);
        var y = new double[positions.length];
        Arrays.setAll(y, i -> positions[i] < 0 ? Double.NEGATIVE_INFINITY : x.values()[positions[i]]);
        return y;
    }

    private static double[] toLargest(Taps taps, Tensor x, double[] dy) {
        int[] positions = positions(taps, x);
        var dx = new double[x.values().length];
        for (int i = 0; i < dy.length; i++) {
            if (positions[i] >= 0) {
                dx[positions[i]] += dy[i];
            }
        }
        return dx;
    }

    /// Where the first largest element of each window is; a NaN counts as the largest; −1 where all is padding.
    private static int[] positions(Taps taps, Tensor x) {
        int channels = x.size(-1);
        var positions = new int[count(taps, channels)];
        Arrays.fill(positions, -1);
        double[] values = x.values();
        taps.forEach((image, _, result) -> {
            for (int c = 0; c < channels; c++) {
                int at = image * channels + c;
                int best = positions[result * channels + c];
                if (best < 0 || values[at] > values[best] || Double.isNaN(values[at]) && !Double.isNaN(values[best])) {
                    positions[result * channels + c] = at;
                }
            }
        });
        return positions;
    }

    private static double[] means(Taps taps, Tensor x) {
        int channels = x.size(-1);
        int[] sizes = sizes(taps);
        var y = new double[count(taps, channels)];
        taps.forEach((image, _, result) -> {
            for (int c = 0; c < channels; c++) {
                y[result * channels + c] += x.values()[image * channels + c];
            }
        });
        for (int i = 0; i < y.length; i++) {
            y[i] /= sizes[i / channels];
        }
        return y;
    }

    private static double[] toAll(Taps taps, Tensor x, double[] dy) {
        int channels = x.size(-1);
        int[] sizes = sizes(taps);
        var dx = new double[x.values().length];
        taps.forEach((image, _, result) -> {
            for (int c = 0; c < channels; c++) {
                dx[image * channels + c] += dy[result * channels + c] / sizes[result];
            }
        });
        return dx;
    }

    /// How many elements of each window are inside the image.
    private static int[] sizes(Taps taps) {
        var sizes = new int[count(taps, 1)];
        taps.forEach((_, _, result) -> sizes[result]++);
        return sizes;
    }

    private static int count(Taps taps, int channels) {
        return (int) taps.results().without(taps.results().rank() - 1).elements() * channels;
    }
}
