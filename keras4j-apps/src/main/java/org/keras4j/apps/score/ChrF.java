package org.keras4j.apps.score;

import module java.base;

/// chrF2 (Popović 2015) of whole texts: the mean over n from 1 to 6 of the F-score, β = 2, of the n-grams of characters, blanks left out,
/// counted over all sentences together. Of several references of a sentence the one counts that suits it best. Equals sacrebleu's chrF2.
public final class ChrF {
    private static final int ORDERS = 6;
    private static final double BETA_SQUARED = 4;

    private ChrF() {}

    /// {@return from 0 to 100}
    ///
    /// @param references of each sentence, one or more
    /// @throws IllegalArgumentException unless each sentence has a reference
    public static double of(List<String> outputs, List<List<String>> references) {
        Bleu.requireReferences("chrF", outputs.size(), references);
        var sum = new long[ORDERS][3];
        for (int i = 0; i < outputs.size(); i++) {
            var output = outputs.get(i);
            var best = references.get(i).stream().map(reference -> counts(output, reference)).max(Comparator.comparingDouble(ChrF::score)).orElseThrow();
            for (int n = 0; n < ORDERS; n++) {
                for (int k = 0; k < 3; k++) {
                    sum[n][k] += best[n][k];
                }
            }
        }
        return score(sum);
    }

    /// Of each order: n-grams of the output, of the reference, and those that both have.
    private static long[][] counts(String output, String reference) {
        var counts = new long[ORDERS][];
        for (int n = 1; n <= ORDERS; n++) {
            var ofOutput = Bleu.grams(characters(output), n);
            var ofReference = Bleu.grams(characters(reference), n);
            long shared = ofOutput.entrySet().stream().mapToLong(gram -> Math.min(gram.getValue(), ofReference.getOrDefault(gram.getKey(), 0L))).sum();
            // As sacrebleu: where the reference is too short for an order, that order of the output isn't held against it.
            long of = ofReference.isEmpty() ? 0 : total(ofOutput);
            counts[n - 1] = new long[] {of, total(ofReference), shared};
        }
        return counts;
    }

    private static long total(Map<?, Long> grams) {
        return grams.values().stream().mapToLong(count -> count).sum();
    }

    private static List<Integer> characters(String text) {
        return text.codePoints().filter(c -> !Character.isWhitespace(c)).boxed().toList();
    }

    /// Orders that no sentence is long enough for don't count.
    private static double score(long[][] counts) {
        double precision = 0;
        double recall = 0;
        int orders = 0;
        for (long[] order : counts) {
            if (order[0] > 0 && order[1] > 0) {
                precision += (double) order[2] / order[0];
                recall += (double) order[2] / order[1];
                orders++;
            }
        }
        if (precision + recall == 0) {
            return 0;
        }
        precision /= orders;
        recall /= orders;
        return 100 * (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall);
    }
}
