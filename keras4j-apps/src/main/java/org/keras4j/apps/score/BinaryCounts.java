package org.keras4j.apps.score;

import module java.base;

/// How often a yes-or-no answer was right and wrong. A division by zero counts as 0, as scikit-learn has it.
public record BinaryCounts(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

    public double precision() {
        return ratio(truePositives, truePositives + falsePositives);
    }

    /// The share of the positive ones that is found.
    public double recall() {
        return ratio(truePositives, truePositives + falseNegatives);
    }

    /// The share of the negative ones that is left alone.
    public double specificity() {
        return ratio(trueNegatives, trueNegatives + falsePositives);
    }

    public double accuracy() {
        return ratio(truePositives + trueNegatives, total());
    }

    public double f1() {
        return fBeta(1);
    }

    /// `(1 + β²) · tp / ((1 + β²) · tp + β² · fn + fp)`: recall counts β times as much as precision.
    public double fBeta(double beta) {
        double square = beta * beta;
        double whole = (1 + square) * truePositives + square * falseNegatives + falsePositives;
        return whole == 0 ? 0 : (1 + square) * truePositives / whole;
    }

    /// What the mistakes cost in all.
    ///
    /// @param falseAlarm the price of a false positive
    /// @param miss the price of a false negative
    public double cost(double falseAlarm, double miss) {
        return falseAlarm * falsePositives + miss * falseNegatives;
    }

    public long total() {
        return truePositives + falsePositives + falseNegatives + trueNegatives;
    }

    public BinaryCounts plus(BinaryCounts other) {
        return new BinaryCounts(truePositives + other.truePositives, falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives, trueNegatives + other.trueNegatives);
    }

    static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
