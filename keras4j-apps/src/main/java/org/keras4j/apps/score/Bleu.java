package org.keras4j.apps.score;

import module java.base;

/// Corpus BLEU-4 (Papineni et al. 2002) of tokens: the geometric mean of the shares of n-grams that a reference has too, n from 1 to 4,
/// counted over all sentences together, times a penalty for being shorter than the references. All references count; of several the one of
/// the closest length is compared with, the shorter of two. Unsmoothed; equals sacrebleu with `tokenize none` and `smooth none`.
public final class Bleu {
    /// What was computed, as sacrebleu signs it.
    public static final String SIGNATURE = "BLEU|nrefs:var|case:mixed|eff:no|tok:none|smooth:none";
    private static final int ORDERS = 4;
    /// Of each sentence: matches and n-grams of each order, its length and that of its reference.
    private static final int NUMBERS = 2 * ORDERS + 2;

    private final long[][] counts;

    private Bleu(long[][] counts) {
        this.counts = counts;
    }

    /// @param outputs tokens of each sentence
    /// @param references of each sentence, one or more
    /// @throws IllegalArgumentException unless each sentence has a reference
    public static Bleu of(List<List<String>> outputs, List<List<List<String>>> references) {
        requireReferences("BLEU", outputs.size(), references);
        return new Bleu(IntStream.range(0, outputs.size()).mapToObj(i -> counts(outputs.get(i), references.get(i))).toArray(long[][]::new));
    }

    static void requireReferences(String score, int outputs, List<? extends List<?>> references) {
        if (outputs == 0 || references.size() != outputs || references.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(score + ": expected sentences with one reference or more each, got " + outputs + " sentences and references for "
                    + references.stream().filter(r -> !r.isEmpty()).count() + ".");
        }
    }

    /// {@return from 0 to 100}
    public double score() {
        return score(IntStream.range(0, counts.length).toArray());
    }

    /// {@return the score of the sentences at these positions}
    public double score(int[] sentences) {
        var sum = new long[NUMBERS];
        for (int sentence : sentences) {
            for (int i = 0; i < NUMBERS; i++) {
                sum[i] += counts[sentence][i];
            }
        }
        double logPrecision = 0;
        for (int n = 0; n < ORDERS; n++) {
            if (sum[n] == 0) {
                return 0;
            }
            logPrecision += Math.log((double) sum[n] / sum[ORDERS + n]) / ORDERS;
        }
        double brevity = Math.min(0, 1 - (double) sum[2 * ORDERS + 1] / sum[2 * ORDERS]);
        return 100 * Math.exp(brevity + logPrecision);
    }

    /// {@return the bootstrap's interval over sentences}
    public Interval interval(long seed) {
        return Interval.ofScore(counts.length, this::score, seed);
    }

    private static long[] counts(List<String> output, List<List<String>> references) {
        var counts = new long[NUMBERS];
        for (int n = 1; n <= ORDERS; n++) {
            var most = new HashMap<List<String>, Long>();
            for (var reference : references) {
                grams(reference, n).forEach((gram, count) -> most.merge(gram, count, Math::max));
            }
            counts[n - 1] = grams(output, n).entrySet().stream().mapToLong(gram -> Math.min(gram.getValue(), most.getOrDefault(gram.getKey(), 0L))).sum();
            counts[ORDERS + n - 1] = Math.max(0, output.size() - n + 1);
        }
        counts[2 * ORDERS] = output.size();
        counts[2 * ORDERS + 1] = references.stream().map(List::size)
                .min(Comparator.comparingInt((Integer length) -> Math.abs(length - output.size())).thenComparing(length -> length)).orElseThrow();
        return counts;
    }

    static <T> Map<List<T>, Long> grams(List<T> tokens, int n) {
        return IntStream.rangeClosed(0, tokens.size() - n).boxed().collect(Collectors.groupingBy(i -> tokens.subList(i, i + n), Collectors.counting()));
    }
}
