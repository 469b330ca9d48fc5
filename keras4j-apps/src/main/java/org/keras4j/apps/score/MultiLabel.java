package org.keras4j.apps.score;

import module java.base;

/// What was said of items that have any number of tags each, against the truth.
///
/// @param tags their names
/// @param truth `[item][tag]`
/// @param said `[item][tag]`
public record MultiLabel(List<String> tags, boolean[][] truth, boolean[][] said) {

    public MultiLabel {
        tags = List.copyOf(tags);
        int count = tags.size();
        if (truth.length != said.length || Stream.of(truth, said).flatMap(Stream::of).anyMatch(row -> row.length != count)) {
            throw new IllegalArgumentException("MultiLabel: expected " + count + " answers for each of " + truth.length + " items, got "
                    + said.length + " items.");
        }
    }

    /// {@return of each item how well its tags are met; recall counts β times as much as precision; 0 where nothing is to say and nothing is said}
    public double[] fBetas(double beta) {
        return IntStream.range(0, truth.length).mapToDouble(i -> fBeta(truth[i], said[i], beta)).toArray();
    }

    /// The mean of the items' own, scikit-learn's `average="samples"`: not the score of all answers in one pot, nor a mean of batches.
    public double fBeta(double beta) {
        return DoubleStream.of(fBetas(beta)).average().orElse(0);
    }

    /// What the bootstrap says of [#fBeta], drawing items.
    public Interval interval(double beta, long seed) {
        double[] each = fBetas(beta);
        return Interval.ofScore(each.length, drawn -> IntStream.of(drawn).mapToDouble(i -> each[i]).average().orElse(0), seed);
    }

    /// One tag against its absence.
    public BinaryCounts of(int tag) {
        long[] counts = new long[4];
        for (int i = 0; i < truth.length; i++) {
            counts[(truth[i][tag] ? 0 : 2) + (said[i][tag] ? 0 : 1)]++;
        }
        return new BinaryCounts(counts[0], counts[2], counts[1], counts[3]);
    }

    /// The share of answers, yes or no, that are right: high for whoever never says yes, as most tags are absent.
    public double binaryAccuracy() {
        return IntStream.range(0, tags.size()).mapToDouble(tag -> of(tag).accuracy()).average().orElse(0);
    }

    /// {@return how many items have each pair of tags: `[tag][tag]`, on the diagonal how many have the tag}
    public static long[][] together(boolean[][] items, int tags) {
        var counts = new long[tags][tags];
        for (var item : items) {
            for (int a = 0; a < tags; a++) {
                for (int b = 0; b < tags; b++) {
                    counts[a][b] += item[a] && item[b] ? 1 : 0;
                }
            }
        }
        return counts;
    }

    /// The mean of the tags' average precision (mAP), over those that some items have and some have not; NaN if there is none.
    ///
    /// @param probabilities `[item][tag]`
    public static double meanAveragePrecision(boolean[][] truth, double[][] probabilities) {
        return IntStream.range(0, truth[0].length)
                .filter(tag -> Stream.of(truth).anyMatch(item -> item[tag]) && Stream.of(truth).anyMatch(item -> !item[tag]))
                .mapToDouble(tag -> {
                    var has = new boolean[truth.length];
                    var scores = new double[truth.length];
                    for (int i = 0; i < has.length; i++) {
                        has[i] = truth[i][tag];
                        scores[i] = probabilities[i][tag];
                    }
                    return Ranking.of(has, scores).averagePrecision();
                })
                .average().orElse(Double.NaN);
    }

    static double fBeta(boolean[] truth, boolean[] said, double beta) {
        int hits = 0;
        int wanted = 0;
        int claimed = 0;
        for (int tag = 0; tag < truth.length; tag++) {
            hits += truth[tag] && said[tag] ? 1 : 0;
            wanted += truth[tag] ? 1 : 0;
            claimed += said[tag] ? 1 : 0;
        }
        double whole = beta * beta * wanted + claimed;
        return whole == 0 ? 0 : (1 + beta * beta) * hits / whole;
    }
}
