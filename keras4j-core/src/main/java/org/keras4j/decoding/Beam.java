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
        int[] parents = IntStream.range(0, search.width()).toArray();
        if (!done) {
            int length = beginnings[0].length + 1;
            beginnings = next(candidates(logProbabilities, first, vocabulary), length, parents);
            if (length == search.maxLength()) {
                Stream.of(beginnings).filter(Beginning::isReal).forEach(b -> finish(b, b.logProbability, length, Ending.CUT));
            }
            // No sequence becomes more probable by going on, and none is penalised less than at the greatest length.
            double reachable = beginnings[0].logProbability / search.penalty(search.maxLength());
            done = length == search.maxLength() || !beginnings[0].isReal() || finished.size() >= search.best() && found().getLast().score() >= reachable;
        }
        return parents;
    }

    /// {@return the most probable ways to go on by a token, twice as many as the beam is wide: among them enough go on when others end}
    private List<Candidate> candidates(float[] logProbabilities, int first, int vocabulary) {
        int most = 2 * search.width();
        var best = new PriorityQueue<>(Comparator.comparingDouble(Candidate::logProbability));
        for (int row = 0; row < search.width(); row++) {
            double before = beginnings[row].logProbability;
            if (!beginnings[row].isReal()) {
                continue;
            }
            int offset = (first + row) * vocabulary;
            for (int token = 0; token < vocabulary; token++) {
                double sum = before + logProbabilities[offset + token];
                if (sum > Double.NEGATIVE_INFINITY && (best.size() < most || sum > best.element().logProbability)) {
                    best.add(new Candidate(row, token, sum));
                    if (best.size() > most) {
                        best.remove();
                    }
                }
            }
        }
        return best.stream().sorted(Comparator.comparingDouble(Candidate::logProbability).reversed()
                .thenComparingInt(Candidate::row).thenComparingInt(Candidate::token)).toList();
    }

    /// Finishes what ends, and goes on with the best of what doesn't.
    ///
    /// @param length of what is said by now
    /// @param parents gets the row that each goes on from
    private Beginning[] next(List<Candidate> ranked, int length, int[] parents) {
        var next = new ArrayList<Beginning>();
        for (int rank = 0; rank < ranked.size(); rank++) {
            var candidate = ranked.get(rank);
            if (candidate.token != end) {
                if (next.size() < search.width()) {
                    parents[next.size()] = candidate.row;
                    next.add(new Beginning(beginnings[candidate.row], candidate.token, length, candidate.logProbability));
                }
            } else if (rank < search.width()) {
                finish(beginnings[candidate.row], candidate.logProbability, length, Ending.OWN);
            }
        }
        while (next.size() < search.width()) {
            next.add(new Beginning(null, end, length, Double.NEGATIVE_INFINITY));
        }
        return next.toArray(Beginning[]::new);
    }

    private void finish(Beginning beginning, double logProbability, int length, Ending ending) {
        finished.add(new Hypothesis(beginning.tokens(), logProbability, logProbability / search.penalty(length), ending));
    }

    List<Hypothesis> found() {
        // A sequence that was cut says less than any that ended by itself.
        return finished.stream().sorted(Comparator.comparing(Hypothesis::ending).thenComparing(BY_SCORE)).limit(search.best()).toList();
    }
}
