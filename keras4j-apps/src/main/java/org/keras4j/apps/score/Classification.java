package org.keras4j.apps.score;

import module java.base;

/// What a classifier said of a set of items, against the truth.
///
/// @param classes their names
/// @param counts `[true class][predicted class]`
public record Classification(List<String> classes, long[][] counts) {

    /// Precision, recall, their harmonic mean, and how many items are truly of the class; a division by zero counts as 0.
    public record ClassScore(double precision, double recall, double f1, long support) {}

    /// @param truth a position in `classes` for each item
    public static Classification of(List<String> classes, int[] truth, int[] predicted) {
        if (truth.length != predicted.length) {
            throw new IllegalArgumentException("Classification: expected one prediction for each of " + truth.length + " items, got " + predicted.length + ".");
        }
        var counts = new long[classes.size()][classes.size()];
        for (int i = 0; i < truth.length; i++) {
            counts[truth[i]][predicted[i]]++;
        }
        return new Classification(List.copyOf(classes), counts);
    }

    public long total() {
        return Stream.of(counts).flatMapToLong(LongStream::of).sum();
    }

    public long hits() {
        return IntStream.range(0, counts.length).mapToLong(i -> counts[i][i]).sum();
    }

    public double accuracy() {
        return (double) hits() / total();
    }

    public Interval interval() {
        return Interval.ofShare(hits(), total());
    }

    /// The accuracy of always saying what is most frequent.
    public double majorityShare() {
        return (double) Stream.of(counts).mapToLong(row -> LongStream.of(row).sum()).max().orElse(0) / total();
    }

    public ClassScore score(int c) {
        long support = LongStream.of(counts[c]).sum();
        long predicted = Stream.of(counts).mapToLong(row -> row[c]).sum();
        double precision = ratio(counts[c][c], predicted);
        double recall = ratio(counts[c][c], support);
        return new ClassScore(precision, recall, precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall), support);
    }

    public double macroF1() {
        return IntStream.range(0, classes.size()).mapToDouble(c -> score(c).f1()).average().orElse(0);
    }

    /// {@return a table with a row for each class and their means, as scikit-learn's `classification_report` has it}
    public List<String> lines() {
        int width = Math.max("weighted avg".length(), classes.stream().mapToInt(String::length).max().orElse(0));
        String form = "  %" + width + "s  %9s  %9s  %9s  %9s";
        var lines = new ArrayList<String>();
        lines.add(form.formatted("", "precision", "recall", "f1-score", "support"));
        for (int c = 0; c < classes.size(); c++) {
            lines.add(row(form, classes.get(c), score(c)));
        }
        lines.add(row(form, "macro avg", mean(c -> 1)));
        lines.add(row(form, "weighted avg", mean(c -> score(c).support())));
        return lines;
    }

    private ClassScore mean(IntToDoubleFunction weight) {
        double sum = 0;
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        for (int c = 0; c < classes.size(); c++) {
            var score = score(c);
            double w = weight.applyAsDouble(c);
            sum += w;
            precision += w * score.precision();
            recall += w * score.recall();
            f1 += w * score.f1();
        }
        return new ClassScore(precision / sum, recall / sum, f1 / sum, total());
    }

    private static String row(String form, String name, ClassScore score) {
        return form.formatted(name, digits(score.precision()), digits(score.recall()), digits(score.f1()), String.format(Locale.ROOT, "%,d", score.support()));
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
