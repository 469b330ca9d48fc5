package org.keras4j.decoding;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.decoding.Hypothesis.Ending;

/// The beginnings that are kept of one source, and the sequences that came to their end.
final class Beam {
    private static final Comparator<Hypothesis> BY_SCORE = Comparator.comparingDouble(Hypothesis::score).reversed();

    private final BeamSearch search;
    private final int end;
    private final List<Hypothesis> finished = new ArrayList<>();
    private Beginning[] beginnings;
    private boolean done;

    /// A token and what stands before it. −∞ marks a row that only fills the batch.
    private record Beginning(@Nullable Beginning before, int token, int length, double logProbability) {
        List<Integer> tokens() {
            var tokens = new ArrayList<Integer>();
            for (var at = this; at.before != null; at = at.before) {
                tokens.add(at.token);
            }
            return tokens.reversed();
        }

        boolean isReal() {
            return logProbability > Double.NEGATIVE_INFINITY;
        }
    }

    private record Candidate(int row, int token, double logProbability) {}

    Beam(BeamSearch search, int start, int end) {
        this.search = search;
        this.end = end;
        // All rows would say the same at first: one counts.
        beginnings = IntStream.range(0, search.width())
                .mapToObj(row -> new Beginning(null, start, 0, row == 0 ? 0 : Double.NEGATIVE_INFINITY)).toArray(Beginning[]::new);
    }

    boolean isDone() {
        return done;
    }

    IntStream lastTokens() {
        return Stream.of(beginnings).mapToInt(Beginning::token);
    }

    /// Goes on by one token.
    ///
    /// @param logProbabilities of all rows of the batch
    /// @param first row that is this beam's
    /// @return which row each new beginning goes on from, counted from `first`
    int[] extend(float[] logProbabilities, int first, int vocabulary) {
        int width = search.width();
        int[] parents = IntStream.range(0, width).toArray();
        if (done) {
            return parents;
        }
        int length = beginnings[0].length;
        var best = new PriorityQueue<>(Comparator.comparingDouble(Candidate::logProbability));
        for (int row = 0; row < width; row++) {
            double before = beginnings[row].logProbability;
            if (!beginnings[row].isReal()) {
                continue;
            }
            int offset = (first + row) * vocabulary;
            for (int token = 0; token < vocabulary; token++) {
                double sum = before + logProbabilities[offset + token];
                // An end doesn't take the place of a beginning: among twice as many candidates, enough go on.
                if (sum > Double.NEGATIVE_INFINITY && (best.size() < 2 * width || sum > best.element().logProbability)) {
                    best.add(new Candidate(row, token, sum));
                    if (best.size() > 2 * width) {
                        best.remove();
                    }
                }
            }
        }
        var ranked = best.stream().sorted(Comparator.comparingDouble(Candidate::logProbability).reversed()
                .thenComparingInt(Candidate::row).thenComparingInt(Candidate::token)).toList();
        var next = new ArrayList<Beginning>();
        int rank = 0;
        for (var candidate : ranked) {
            if (candidate.token != end) {
                if (next.size() < width) {
                    parents[next.size()] = candidate.row;
                    next.add(new Beginning(beginnings[candidate.row], candidate.token, length + 1, candidate.logProbability));
                }
            } else if (rank < width) {
                finish(beginnings[candidate.row], candidate.logProbability, length + 1, Ending.OWN);
            }
            rank++;
        }
        while (next.size() < width) {
            next.add(new Beginning(null, end, length + 1, Double.NEGATIVE_INFINITY));
        }
        beginnings = next.toArray(Beginning[]::new);
        if (length + 1 == search.maxLength()) {
            Stream.of(beginnings).filter(Beginning::isReal).forEach(b -> finish(b, b.logProbability, b.length, Ending.CUT));
        }
        // No sequence becomes more probable by going on, and none is penalised less than at the greatest length.
        double reachable = beginnings[0].logProbability / search.penalty(search.maxLength());
        done = length + 1 == search.maxLength() || !beginnings[0].isReal() || finished.size() >= search.best() && found().getLast().score() >= reachable;
        return parents;
    }

    private void finish(Beginning beginning, double logProbability, int length, Ending ending) {
        finished.add(new Hypothesis(beginning.tokens(), logProbability, logProbability / search.penalty(length), ending));
    }

    List<Hypothesis> found() {
        // A sequence that was cut says less than any that ended by itself.
        return finished.stream().sorted(Comparator.comparing(Hypothesis::ending).thenComparing(BY_SCORE)).limit(search.best()).toList();
    }
}
