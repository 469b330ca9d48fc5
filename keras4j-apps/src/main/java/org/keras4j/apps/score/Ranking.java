package org.keras4j.apps.score;

import module java.base;

/// What a score makes of items that are positive or not, at every threshold at which its answers change. The areas are exact, as
/// scikit-learn computes them; Keras' `AUC` has 200 fixed thresholds.
///
/// @param thresholds the different scores, falling; an item is taken for positive whose score reaches the threshold
/// @param positives `[thresholds]`: how many truly positive items reach it
/// @param negatives how many others do
public record Ranking(double[] thresholds, long[] positives, long[] negatives) {

    /// Points of a curve, joined by straight lines.
    public record Curve(double[] x, double[] y) {
        /// {@return the area below, by the trapezoid rule}
        public double area() {
            return IntStream.range(1, x.length).mapToDouble(i -> (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2).sum();
        }
    }

    /// A threshold and what comes of it. It lies half-way between two scores, so that *above* and *at least* mean the same.
    public record Cut(double threshold, BinaryCounts counts) {}

    /// @throws IllegalArgumentException without items, if a score is no number, or if only one kind of item is there
    public static Ranking of(boolean[] truth, double[] scores) {
        if (truth.length == 0 || truth.length != scores.length) {
            throw new IllegalArgumentException("Ranking: expected a score for each of 1 or more items, got " + truth.length + " items and " + scores.length + " scores.");
        }
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("Ranking: expected numbers, got NaN as the score of item " + i + ".");
            }
        }
        var order = IntStream.range(0, scores.length).boxed().sorted(Comparator.comparingDouble((Integer i) -> -scores[i])).mapToInt(i -> i).toArray();
        // Adding 0 makes one of both zeros, which are equal and yet distinct.
        int different = (int) DoubleStream.of(scores).map(score -> score + 0.0).distinct().count();
        var thresholds = new double[different];
        var positives = new long[different];
        var negatives = new long[different];
        int at = -1;
        long yes = 0;
        long no = 0;
        for (int i : order) {
            if (at < 0 || scores[i] != thresholds[at]) {
                thresholds[++at] = scores[i];
            }
            positives[at] = truth[i] ? ++yes : yes;
            negatives[at] = truth[i] ? no : ++no;
        }
        if (yes == 0 || no == 0) {
            throw new IllegalArgumentException("Ranking: expected positive and negative items, got " + yes + " and " + no + ". One kind alone has no curve.");
        }
        return new Ranking(thresholds, positives, negatives);
    }

    /// Recall over the share of negatives taken for positive, from (0, 0) to (1, 1).
    public Curve roc() {
        return new Curve(before(0, i -> (double) negatives[i] / allNegatives()), before(0, i -> (double) positives[i] / allPositives()));
    }

    /// Precision over recall, from (0, 1) on.
    public Curve precisionRecall() {
        return new Curve(before(0, i -> (double) positives[i] / allPositives()), before(1, i -> (double) positives[i] / (positives[i] + negatives[i])));
    }

    /// The probability that a positive item has a higher score than another, where half of the ties count.
    public double rocArea() {
        return roc().area();
    }

    /// `Σ (recallₙ − recallₙ₋₁) · precisionₙ`: the area below precision over recall without a line between its points, which would flatter.
    public double averagePrecision() {
        var curve = precisionRecall();
        return IntStream.range(1, curve.x.length).mapToDouble(i -> (curve.x[i] - curve.x[i - 1]) * curve.y[i]).sum();
    }

    /// {@return what comes of taking for positive whose score is above `threshold`}
    public BinaryCounts above(double threshold) {
        int at = (int) DoubleStream.of(thresholds).filter(t -> t > threshold).count() - 1;
        return counts(at);
    }

    /// {@return the threshold with the highest value, the lowest of equals}
    public Cut best(ToDoubleFunction<BinaryCounts> value) {
        return sweep().stream().max(Comparator.comparingDouble((Cut cut) -> value.applyAsDouble(cut.counts)).thenComparing(cut -> -cut.threshold)).orElseThrow();
    }

    /// {@return all thresholds that differ in what comes of them, rising: from all positive to none}
    public List<Cut> sweep() {
        var cuts = new ArrayList<Cut>();
        for (int i = thresholds.length - 1; i >= -1; i--) {
            double below = i + 1 < thresholds.length ? thresholds[i + 1] : thresholds[i] - 1e-6;
            double above = i >= 0 ? thresholds[i] : thresholds[0] + 1e-6;
            cuts.add(new Cut((below + above) / 2, counts(i)));
        }
        return cuts;
    }

    /// @param at the last of those thresholds that are reached; −1 for none
    private BinaryCounts counts(int at) {
        long tp = at < 0 ? 0 : positives[at];
        long fp = at < 0 ? 0 : negatives[at];
        return new BinaryCounts(tp, fp, allPositives() - tp, allNegatives() - fp);
    }

    private long allPositives() {
        return positives[positives.length - 1];
    }

    private long allNegatives() {
        return negatives[negatives.length - 1];
    }

    private double[] before(double first, IntToDoubleFunction rest) {
        return DoubleStream.concat(DoubleStream.of(first), IntStream.range(0, thresholds.length).mapToDouble(rest)).toArray();
    }
}
