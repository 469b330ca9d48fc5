package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// A summary of many numbers in few: some of them, in order, each with how many it stands for. In float32, as Keras keeps it.
record Quantiles(float[] values, float[] weights) {
    static final Quantiles NONE = new Quantiles(new float[0], new float[0]);

    static Quantiles of(NDArray numbers, double epsilon) {
        float[] sorted = numbers.toFloatArray();
        Arrays.sort(sorted);
        double step = Math.max(sorted.length / (1 / epsilon), 1);
        int every = (int) step;
        int count = Math.max(0, (sorted.length - (int) (step - 1) + every - 1) / every);
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = sorted[(int) (step - 1) + i * every];
        }
        var weights = new float[count];
        Arrays.fill(weights, (float) step);
        return new Quantiles(values, weights);
    }

    Quantiles with(Quantiles other, double epsilon) {
        int own = values.length;
        int[] order = IntStream.range(0, own + other.values.length).boxed()
                .sorted(Comparator.comparing(i -> i < own ? values[i] : other.values[i - own])).mapToInt(Integer::intValue).toArray();
        var joined = new float[order.length];
        var shares = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            joined[i] = order[i] < own ? values[order[i]] : other.values[order[i] - own];
            shares[i] = order[i] < own ? weights[order[i]] : other.weights[order[i] - own];
        }
        return new Quantiles(joined, shares).compressed(epsilon);
    }

    List<Double> boundaries(int bins) {
        float[] edges = compressed(1.0 / bins).values;
        return IntStream.range(0, Math.max(0, edges.length - 1)).mapToObj(i -> (double) edges[i]).toList();
    }

    /// At most one number for each share of `epsilon`, by lines between neighbours.
    private Quantiles compressed(double epsilon) {
        if (values.length * epsilon < 1) {
            return this;
        }
        var sums = new double[values.length];
        float sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sum += weights[i];
        }
        var shares = new double[sums.length];
        var ends = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            shares[i] = (float) sums[i] / (float) sums[sums.length - 1];
            ends[i] = values[i];
        }
        int count = (int) Math.ceil(1 / epsilon);
        var fewer = new float[count];
        var heavier = new float[count];
        double before = 0;
        for (int i = 0; i < count; i++) {
            double share = epsilon + i * epsilon;
            fewer[i] = (float) between(share, shares, ends);
            double until = between(share, shares, sums);
            heavier[i] = (float) (until - before);
            before = until;
        }
        return new Quantiles(fewer, heavier);
    }

    /// `numpy.interp`.
    private static double between(double x, double[] xs, double[] ys) {
        int above = Arrays.binarySearch(xs, x);
        if (above >= 0) {
            while (above + 1 < xs.length && xs[above + 1] == x) {
                above++;
            }
            return ys[above];
        }
        int right = -above - 1;
        if (right == 0 || right == xs.length) {
            return ys[right == 0 ? 0 : xs.length - 1];
        }
        return ys[right - 1] + (ys[right] - ys[right - 1]) / (xs[right] - xs[right - 1]) * (x - xs[right - 1]);
    }
}
