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
        var against = against(c);
        return new ClassScore(against.precision(), against.recall(), against.f1(), against.truePositives() + against.falseNegatives());
    }

    public double macroF1() {
        return macro().f1();
    }

    /// One class against the rest.
    public BinaryCounts against(int c) {
        long support = LongStream.of(counts[c]).sum();
        long predicted = Stream.of(counts).mapToLong(row -> row[c]).sum();
        return new BinaryCounts(counts[c][c], predicted - counts[c][c], support - counts[c][c], total() - support - predicted + counts[c][c]);
    }

    /// All items in one pot: of items with one class each it is the accuracy three times.
    public ClassScore micro() {
        return new ClassScore(accuracy(), accuracy(), accuracy(), total());
    }

    /// The mean of the classes, each counting alike.
    public ClassScore macro() {
        return mean(c -> 1);
    }

    /// The mean of the classes, each counting by its items.
    public ClassScore weighted() {
        return mean(c -> score(c).support());
    }

    /// Matthews' correlation of truth and prediction (Gorodkin 2004 for several classes): 1 is all right, 0 no better than chance.
    public double matthews() {
        double n = total();
        var margins = margins();
        double together = hits() * n - IntStream.range(0, counts.length).mapToDouble(c -> margins.said[c] * margins.truth[c]).sum();
        double spread = (n * n - squares(margins.said)) * (n * n - squares(margins.truth));
        return spread == 0 ? 0 : together / Math.sqrt(spread);
    }

    /// Cohen's kappa: how much of the agreement that chance would miss is there.
    public double kappa() {
        double n = total();
        var margins = margins();
        double chance = IntStream.range(0, counts.length).mapToDouble(c -> margins.said[c] * margins.truth[c]).sum() / (n * n);
        return chance == 1 ? Double.NaN : (accuracy() - chance) / (1 - chance);
    }

    /// {@return a sentence for each score that is 0 because there is nothing to divide by}
    public List<String> warnings() {
        var lines = new ArrayList<String>();
        for (int c = 0; c < classes.size(); c++) {
            var against = against(c);
            if (against.truePositives() + against.falsePositives() == 0) {
                lines.add("Precision of '" + classes.get(c) + "' is set to 0: nothing was predicted to be it.");
            }
            if (score(c).support() == 0) {
                lines.add("Recall of '" + classes.get(c) + "' is set to 0: nothing truly is it.");
            }
        }
        return lines;
    }

    /// {@return the counts, and their shares of the row in per cent: a line for each true class}
    public List<String> confusionLines() {
        int name = Math.max("true \\ said".length(), classes.stream().mapToInt(String::length).max().orElse(0));
        int cell = Math.max(14, name);
        var lines = new ArrayList<String>();
        lines.add("  " + pad("true \\ said", name) + classes.stream().map(c -> String.format(Locale.ROOT, "  %" + cell + "s", c)).collect(Collectors.joining()));
        for (int c = 0; c < classes.size(); c++) {
            double support = Math.max(1, LongStream.of(counts[c]).sum());
            lines.add("  " + pad(classes.get(c), name) + LongStream.of(counts[c])
                    .mapToObj(n -> String.format(Locale.ROOT, "  %" + cell + "s", String.format(Locale.ROOT, "%,d (%.1f %%)", n, 100 * n / support)))
                    .collect(Collectors.joining()));
        }
        return lines;
    }

    private record Margins(double[] truth, double[] said) {}

    private Margins margins() {
        return new Margins(Stream.of(counts).mapToDouble(row -> LongStream.of(row).sum()).toArray(),
                IntStream.range(0, counts.length).mapToDouble(c -> Stream.of(counts).mapToLong(row -> row[c]).sum()).toArray());
    }

    private static double squares(double[] values) {
        return DoubleStream.of(values).map(v -> v * v).sum();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /// {@return a table with a row for each class and their means, as scikit-learn's `classification_report` has it}
    public List<String> lines() {
        int width = Math.max("weighted avg".length(), classes.stream().mapToInt(String::length).max().orElse(0));
        String form = "  %" + width + "s  %9s  %9s  %9s  %9s";
        var lines = new ArrayList<String>();
        lines.add(String.format(Locale.ROOT, form, "", "precision", "recall", "f1-score", "support"));
        for (int c = 0; c < classes.size(); c++) {
            lines.add(row(form, classes.get(c), score(c)));
        }
        lines.add(row(form, "micro avg", micro()));
        lines.add(row(form, "macro avg", macro()));
        lines.add(row(form, "weighted avg", weighted()));
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
        return String.format(Locale.ROOT, form, name, digits(score.precision()), digits(score.recall()), digits(score.f1()), String.format(Locale.ROOT, "%,d", score.support()));
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

}
