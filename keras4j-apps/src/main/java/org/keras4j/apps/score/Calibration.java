package org.keras4j.apps.score;

import module java.base;

/// Whether of all that is called 70 % probable 70 % comes true: probabilities in bins of equal width. Empty bins are left out.
///
/// @param predicted the mean probability in each bin
/// @param observed the share of positive items in it
/// @param items how many lie in it
public record Calibration(double[] predicted, double[] observed, long[] items) {

    /// As scikit-learn's `calibration_curve`: a probability on the border of two bins belongs to the lower.
    ///
    /// @param probabilities from 0 to 1
    public static Calibration of(boolean[] truth, double[] probabilities, int bins) {
        var sum = new double[bins];
        var positive = new long[bins];
        var count = new long[bins];
        for (int i = 0; i < truth.length; i++) {
            double p = probabilities[i];
            int bin = (int) IntStream.range(1, bins).filter(edge -> (double) edge / bins < p).count();
            sum[bin] += p;
            positive[bin] += truth[i] ? 1 : 0;
            count[bin]++;
        }
        int[] filled = IntStream.range(0, bins).filter(b -> count[b] > 0).toArray();
        return new Calibration(IntStream.of(filled).mapToDouble(b -> sum[b] / count[b]).toArray(),
                IntStream.of(filled).mapToDouble(b -> (double) positive[b] / count[b]).toArray(),
                IntStream.of(filled).mapToLong(b -> count[b]).toArray());
    }

    /// The mean distance of what is said from what comes true (ECE, Naeini et al. 2015), each bin by its items.
    public double error() {
        double total = LongStream.of(items).sum();
        return IntStream.range(0, items.length).mapToDouble(b -> items[b] / total * Math.abs(predicted[b] - observed[b])).sum();
    }

    /// The mean square of what a probability misses the truth by (Brier 1950).
    public static double brier(boolean[] truth, double[] probabilities) {
        return IntStream.range(0, truth.length).mapToDouble(i -> probabilities[i] - (truth[i] ? 1 : 0)).map(d -> d * d).average().orElseThrow();
    }
}
