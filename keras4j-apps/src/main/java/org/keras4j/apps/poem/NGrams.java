package org.keras4j.apps.poem;

import module java.base;

/// Counts of one, two and three signs in a row: what a network must be better than.
///
/// Probabilities are interpolated: `p₂ = (c(v) · c(v w)/c(v) + k₂ p₁) / (c(v) + k₂)` with add-one `p₁`, and `p₃` from `p₂` likewise with `k₃`.
final class NGrams {
    private static final double[] K2 = {30, 100, 300, 1000, 3000};
    private static final double[] K3 = {10, 100, 300, 1000, 3000, 10_000};
    /// Stands twice before each poem.
    private static final int BEGIN = 0;

    private final int signs;
    private final long[] unigrams;
    /// Every bigram and trigram of the poems as a number, sorted: a count is the length of a range.
    private final long[] bigrams;
    private final long[] trigrams;
    private final long total;
    private double k2 = K2[0];
    private double k3 = K3[0];

    /// The models that are compared.
    enum Order { UNIGRAM, BIGRAM, TRIGRAM }

    private record Counts(double p1, double p2, double p3, long seen2, long seen3) {}

    private NGrams(int signs, List<int[]> poems) {
        this.signs = signs;
        unigrams = new long[signs];
        poems.forEach(poem -> IntStream.of(poem).forEach(sign -> unigrams[sign]++));
        total = LongStream.of(unigrams).sum();
        bigrams = poems.stream().flatMapToLong(poem -> IntStream.range(0, poem.length).mapToLong(i -> bigram(at(poem, i - 1), poem[i]))).sorted().toArray();
        trigrams = poems.stream().flatMapToLong(poem -> IntStream.range(0, poem.length)
                .mapToLong(i -> trigram(at(poem, i - 2), at(poem, i - 1), poem[i]))).sorted().toArray();
    }

    /// @param poems the signs of each poem to count, the end among them
    /// @param validation poems on which the weights `k₂` and `k₃` are chosen
    static NGrams of(int signs, List<int[]> poems, List<int[]> validation) {
        var model = new NGrams(signs, poems);
        var counts = validation.stream().flatMap(model::counts).toList();
        double best = Double.POSITIVE_INFINITY;
        double[] chosen = {K2[0], K3[0]};
        for (double k2 : K2) {
            for (double k3 : K3) {
                model.k2 = k2;
                model.k3 = k3;
                double loss = counts.stream().mapToDouble(c -> -Math.log(model.probability(Order.TRIGRAM, c))).sum();
                if (loss < best) {
                    best = loss;
                    chosen = new double[] {k2, k3};
                }
            }
        }
        model.k2 = chosen[0];
        model.k3 = chosen[1];
        return model;
    }

    /// {@return the logarithm of the probability of each sign of a poem}
    double[] logProbabilities(Order order, int[] poem) {
        return counts(poem).mapToDouble(c -> Math.log(probability(order, c))).toArray();
    }

    /// {@return the same for one that is told where the marks and the end stand: of each character its share among characters}
    double[] amongCharacters(Order order, int[] poem) {
        return IntStream.range(0, poem.length).mapToDouble(i -> {
            double marks = IntStream.of(Vocabulary.END, Vocabulary.COMMA, Vocabulary.STOP).mapToDouble(mark -> probability(order, counts(poem, i, mark))).sum();
            return Math.log(probability(order, counts(poem, i, poem[i])) / (1 - marks));
        }).toArray();
    }

    private double probability(Order order, Counts c) {
        return switch (order) {
            case UNIGRAM -> c.p1;
            case BIGRAM -> (c.seen2 * c.p2 + k2 * c.p1) / (c.seen2 + k2);
            case TRIGRAM -> (c.seen3 * c.p3 + k3 * probability(Order.BIGRAM, c)) / (c.seen3 + k3);
        };
    }

    private Stream<Counts> counts(int[] poem) {
        return IntStream.range(0, poem.length).mapToObj(i -> counts(poem, i, poem[i]));
    }

    /// @param w a sign for this place of the poem
    private Counts counts(int[] poem, int place, int w) {
        int u = at(poem, place - 2);
        int v = at(poem, place - 1);
        long seen2 = count(bigrams, bigram(v, 0), signs);
        long seen3 = count(trigrams, trigram(u, v, 0), signs);
        return new Counts((unigrams[w] + 1.0) / (total + signs), seen2 == 0 ? 0 : (double) count(bigrams, bigram(v, w), 1) / seen2,
                seen3 == 0 ? 0 : (double) count(trigrams, trigram(u, v, w), 1) / seen3, seen2, seen3);
    }

    private static int at(int[] poem, int place) {
        return place < 0 ? BEGIN : poem[place];
    }

    private long bigram(int v, int w) {
        return (long) v * signs + w;
    }

    private long trigram(int u, int v, int w) {
        return bigram(u, v) * signs + w;
    }

    /// {@return how many are `from` … `from + width − 1`}
    private static long count(long[] sorted, long from, long width) {
        return lowerBound(sorted, from + width) - lowerBound(sorted, from);
    }

    private static int lowerBound(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
