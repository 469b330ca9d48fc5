package org.keras4j.apps.linreg;

import module java.base;

/// How well predictions fit the truth.
final class Fit {
    private Fit() {}

    static double meanSquaredError(double[] truth, double[] predicted) {
        return IntStream.range(0, truth.length).mapToDouble(i -> (truth[i] - predicted[i]) * (truth[i] - predicted[i])).average().orElseThrow();
    }

    /// The share of the variance that is explained: 1 is all, 0 no better than the mean of the truth.
    static double r2(double[] truth, double[] predicted) {
        double mean = DoubleStream.of(truth).average().orElseThrow();
        double around = DoubleStream.of(truth).map(v -> (v - mean) * (v - mean)).sum();
        return 1 - meanSquaredError(truth, predicted) * truth.length / around;
    }
}
