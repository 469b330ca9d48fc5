package org.keras4j.decoding;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// Looks for the most probable sequences: keeps at each place the `width` best beginnings, and follows each by its most probable tokens.
/// It ends when no beginning can come before the sequences found any more.
///
/// Long sequences are less probable only because they are long. They are ranked by `log p / lp`, where `lp = ((5 + n) / 6)^alpha` for n
/// tokens, the last included (Wu et al. 2016, equation 14).
///
/// ```java
/// var search = BeamSearch.of(5).lengthPenalty(0.6).maxLength(40).best(3);
/// List<Hypothesis> found = search.run(states, start, end, step).getFirst();
/// ```
///
/// The step function always gets the same number of sequences, `sources · width`, those of a source next to each other: a model's program
/// is compiled once. What is the same for all sequences of a source, such as what an encoder said, need not be among the states: sequences
/// never leave their source.
///
/// @param width how many beginnings are kept
/// @param alpha how much longer sequences are favoured: 0 not at all
/// @param maxLength where sequences are cut: in tokens, the last included
/// @param best how many sequences are wanted of each source, at most `width`
public record BeamSearch(int width, double alpha, int maxLength, int best) {

    public BeamSearch {
        atLeastOne("a width", width);
        atLeastOne("a length", maxLength);
        if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("BeamSearch: expected a length penalty of 0 or more, got " + alpha + ".");
        }
        if (best < 1 || best > width) {
            throw new IllegalArgumentException("BeamSearch: expected to be asked for 1 to " + width + " sequences, as many as are kept, got " + best + ".");
        }
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("BeamSearch: expected " + what + " of 1 or more, got " + value + ".");
        }
    }

    /// Keeps `width` beginnings, with a length penalty of 0.6, up to 100 tokens; answers the best sequence.
    public static BeamSearch of(int width) {
        return new BeamSearch(width, 0.6, 100, 1);
    }

    /// Takes the most probable token each time.
    public static BeamSearch greedy() {
        return of(1).lengthPenalty(0);
    }

    /// How much longer sequences are favoured, 0 or more: the `alpha` of the formula above, 0.6 unless said.
    public BeamSearch lengthPenalty(double alpha) { return new BeamSearch(width, alpha, maxLength, best); }

    /// Where sequences are cut, in tokens with the last: 100 unless said.
    public BeamSearch maxLength(int maxLength)    { return new BeamSearch(width, alpha, maxLength, best); }

    /// How many sequences of each source are answered, from 1 to the width: 1 unless said.
    public BeamSearch best(int best)              { return new BeamSearch(width, alpha, maxLength, best); }

    /// {@return of each source its best sequences, the best first; fewer than asked for if there aren't as many}
    ///
    /// @param states before the first token, each `[sources, …]`; none for a step function that keeps none
    /// @param sources how many
    /// @param start the token that each sequence begins with
    /// @param end the token that ends a sequence
    /// @throws IllegalArgumentException if the step function's answer has another shape than it must
    public List<List<Hypothesis>> run(List<NDArray> states, int sources, int start, int end, StepFunction step) {
        atLeastOne("a number of sources", sources);
        var beams = IntStream.range(0, sources).mapToObj(_ -> new Beam(this, start, end)).toList();
        int[] rows = IntStream.range(0, sources * width).map(row -> row / width).toArray();
        var current = reordered(states, rows);
        for (int length = 0; length < maxLength && !beams.stream().allMatch(Beam::isDone); length++) {
            var next = step.next(current, beams.stream().flatMapToInt(Beam::lastTokens).toArray());
            float[] logProbabilities = logProbabilities(next, rows.length);
            int vocabulary = logProbabilities.length / rows.length;
            int[] kept = new int[rows.length];
            for (int i = 0; i < sources; i++) {
                int first = i * width;
                int[] parents = beams.get(i).extend(logProbabilities, first, vocabulary);
                Arrays.setAll(parents, k -> first + parents[k]);
                System.arraycopy(parents, 0, kept, first, width);
            }
            current = reordered(next.states(), kept);
        }
        return beams.stream().map(Beam::found).toList();
    }

    /// The best sequences for one source.
    ///
    /// @param states each `[1, …]`
    public List<Hypothesis> run(List<NDArray> states, int start, int end, StepFunction step) {
        return run(states, 1, start, end, step).getFirst();
    }

    /// The penalty of a sequence of that many tokens, the last included.
    double penalty(int tokens) {
        return Math.pow((5.0 + tokens) / 6, alpha);
    }

    private static List<NDArray> reordered(List<NDArray> states, int[] rows) {
        return states.stream().map(state -> state.take(rows)).toList();
    }

    private static float[] logProbabilities(StepFunction.Next next, int rows) {
        var values = next.logProbabilities();
        if (values.rank() != 2 || values.size(0) != rows) {
            throw new IllegalArgumentException("BeamSearch: expected log-probabilities [" + rows + ", vocabulary] of the step function, got " + values.shape() + ".");
        }
        return values.toFloatArray();
    }
}
