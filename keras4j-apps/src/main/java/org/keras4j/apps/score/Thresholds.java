package org.keras4j.apps.score;

import module java.base;

/// From which probability on each tag is said. An F-score rewards other thresholds than 0.5, and each tag has its own.
///
/// @param values one for each tag
public record Thresholds(double[] values) {
    private static final double STEP = 0.05;
    private static final int ROUNDS = 5;

    public static Thresholds same(double value, int tags) {
        return new Thresholds(DoubleStream.generate(() -> value).limit(tags).toArray());
    }

    /// The thresholds, in steps of 0.05, with the best mean [MultiLabel#fBeta]: one tag after the other, the others held, from 0.2, until
    /// none gets better. Of equals the lowest.
    ///
    /// @param truth of validation items, never of those that test
    /// @param probabilities `[item][tag]`
    public static Thresholds tuned(boolean[][] truth, double[][] probabilities, double beta) {
        int tags = truth[0].length;
        var cuts = same(0.2, tags).values;
        double best = score(truth, probabilities, cuts, beta);
        for (int round = 0; round < ROUNDS; round++) {
            double before = best;
            for (int tag = 0; tag < tags; tag++) {
                for (int step = 1; step < 20; step++) {
                    var trial = cuts.clone();
                    trial[tag] = STEP * step;
                    double score = score(truth, probabilities, trial, beta);
                    // More than rounding: sums of the same items in the same order differ by nothing else.
                    if (score > best + 1e-12 || score > best - 1e-12 && trial[tag] < cuts[tag]) {
                        best = score;
                        cuts = trial;
                    }
                }
            }
            if (best <= before + 1e-12) {
                break;
            }
        }
        return new Thresholds(cuts);
    }

    /// {@return which tags reach more than their threshold: `[item][tag]`}
    public boolean[][] said(double[][] probabilities) {
        return said(probabilities, values);
    }

    private static boolean[][] said(double[][] probabilities, double[] cuts) {
        var said = new boolean[probabilities.length][cuts.length];
        for (int i = 0; i < said.length; i++) {
            for (int tag = 0; tag < cuts.length; tag++) {
                said[i][tag] = probabilities[i][tag] > cuts[tag];
            }
        }
        return said;
    }

    private static double score(boolean[][] truth, double[][] probabilities, double[] cuts, double beta) {
        var said = said(probabilities, cuts);
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            sum += MultiLabel.fBeta(truth[i], said[i], beta);
        }
        return sum / truth.length;
    }
}
