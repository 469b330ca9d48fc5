package org.keras4j.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.decoding.Hypothesis.Ending;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// A language of four tokens whose probabilities depend on the last one and on how many stand before it, so that every sequence can be
/// listed and ranked by hand.
class BeamSearchTest {
    private static final int START = 0;
    private static final int END = 1;
    private static final int A = 2;
    private static final int B = 3;
    private static final int TOKENS = 4;

    /// After `START` A is a little more probable than B; after B the end is nearly sure, after A everything is open.
    private static final StepFunction GARDEN_PATH = (states, tokens) -> next(tokens, states, last -> switch (last) {
        case START -> new double[] {0, 0, 0.55, 0.45};
        case A -> new double[] {0, 0.3, 0.35, 0.35};
        default -> new double[] {0, 0.9, 0.05, 0.05};
    });

    @Test
    void greedyTakesTheMostProbableTokenEachTime() {
        var found = BeamSearch.greedy().maxLength(3).run(List.of(), START, END, GARDEN_PATH);

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().tokens()).containsExactly(A, A, A);
        assertThat(found.getFirst().ending()).isEqualTo(Ending.CUT);
        assertThat(found.getFirst().logProbability()).isCloseTo(Math.log(0.55 * 0.35 * 0.35), within(1e-6));
    }

    @Test
    void beamFindsWhatGreedyMisses() {
        var found = BeamSearch.of(2).lengthPenalty(0).maxLength(5).best(2).run(List.of(), START, END, GARDEN_PATH);

        assertThat(found).extracting(Hypothesis::tokens).containsExactly(List.of(B), List.of(A, B));
        assertThat(found.getFirst().logProbability()).isCloseTo(Math.log(0.45 * 0.9), within(1e-6));
        assertThat(found.getLast().logProbability()).isCloseTo(Math.log(0.55 * 0.35 * 0.9), within(1e-6));
    }

    /// A beam as wide as there are beginnings must agree with a search through all sequences.
    @Test
    void aWideBeamFindsTheBestOfAllSequences() {
        var random = new Random(7);
        double[][][] table = new double[4][TOKENS][];
        for (var place : table) {
            for (int last = 0; last < TOKENS; last++) {
                double[] p = {0, random.nextDouble(), random.nextDouble(), random.nextDouble()};
                double sum = DoubleStream.of(p).sum();
                place[last] = DoubleStream.of(p).map(x -> x / sum).toArray();
            }
        }
        // The place is a state: it is right only if states move with their sequences.
        StepFunction step = (states, tokens) -> {
            int[] places = states.getFirst().toIntArray();
            int row = 0;
            var out = new float[tokens.length * TOKENS];
            for (int token : tokens) {
                for (int i = 0; i < TOKENS; i++) {
                    out[row * TOKENS + i] = (float) Math.log(table[places[row] % 4][token][i]);
                }
                places[row++]++;
            }
            return new StepFunction.Next(NDArray.of(Shape.of(tokens.length, TOKENS), out), List.of(NDArray.of(places)));
        };
        for (double alpha : new double[] {0, 0.6, 1}) {
            var all = new ArrayList<Hypothesis>();
            listAll(table, alpha, List.of(), START, 0, 4, all);
            all.sort(Comparator.comparingDouble(Hypothesis::score).reversed());

            var found = BeamSearch.of(16).lengthPenalty(alpha).maxLength(4).best(3).run(List.of(NDArray.of(0)), START, END, step);

            assertThat(found).extracting(Hypothesis::tokens).isEqualTo(all.stream().limit(3).map(Hypothesis::tokens).toList());
            assertThat(found.getFirst().score()).isCloseTo(all.getFirst().score(), within(1e-6));
        }
    }

    private static void listAll(double[][][] table, double alpha, List<Integer> tokens, int last, double logProbability, int left, List<Hypothesis> all) {
        if (left == 0) {
            return;
        }
        double[] p = table[tokens.size()][last];
        double ended = logProbability + Math.log(p[END]);
        all.add(new Hypothesis(tokens, ended, ended / Math.pow((5.0 + tokens.size() + 1) / 6, alpha), Ending.OWN));
        for (int token : new int[] {A, B}) {
            listAll(table, alpha, Stream.concat(tokens.stream(), Stream.of(token)).toList(), token, logProbability + Math.log(p[token]), left - 1, all);
        }
    }

    /// Wu et al. 2016, equation 14: `((5 + n) / 6)^alpha`. Two tokens of 0.4 · 0.9 against one of 0.45: the penalty turns the order round.
    @Test
    void theLengthPenaltyFavoursLongerSequences() {
        StepFunction step = (states, tokens) -> next(tokens, states, last -> switch (last) {
            case START -> new double[] {0, 0.45, 0.55, 0};
            default -> new double[] {0, 0.72, 0, 0.28};
        });
        var search = BeamSearch.of(2).maxLength(2).best(2);

        assertThat(search.lengthPenalty(0).run(List.of(), START, END, step).getFirst().tokens()).isEmpty();
        var longer = search.lengthPenalty(2).run(List.of(), START, END, step).getFirst();
        assertThat(longer.tokens()).containsExactly(A);
        assertThat(longer.score()).isCloseTo(Math.log(0.55 * 0.72) / Math.pow(7.0 / 6, 2), within(1e-6));
    }

    @Test
    void sourcesAreSearchedSideBySideAsIfAlone() {
        // A source's number is its state: the second one turns A and B round.
        StepFunction step = (states, tokens) -> {
            int[] source = states.getFirst().toIntArray();
            var out = new float[tokens.length * TOKENS];
            for (int row = 0; row < tokens.length; row++) {
                double[] p = tokens[row] == START ? new double[] {0, 0.1, 0.6, 0.3} : new double[] {0, 0.8, 0.1, 0.1};
                for (int i = 0; i < TOKENS; i++) {
                    out[row * TOKENS + i] = (float) Math.log(p[source[row] == 1 && i > END ? 5 - i : i]);
                }
            }
            return new StepFunction.Next(NDArray.of(Shape.of(tokens.length, TOKENS), out), states);
        };

        var found = BeamSearch.of(3).best(2).run(List.of(NDArray.of(0, 1)), 2, START, END, step);

        assertThat(found.getFirst()).extracting(Hypothesis::tokens).containsExactly(List.of(A), List.of(B));
        assertThat(found.getLast()).extracting(Hypothesis::tokens).containsExactly(List.of(B), List.of(A));
        assertThat(found.getLast()).isNotEqualTo(found.getFirst());
    }

    @Test
    void givesWhatThereIsWhenThereAreFewer() {
        var found = BeamSearch.of(4).best(4).run(List.of(), START, END, (states, tokens) -> next(tokens, states, _ -> new double[] {0, 1, 0, 0}));

        assertThat(found).extracting(Hypothesis::tokens).containsExactly(List.of());
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> BeamSearch.of(0)).hasMessage("BeamSearch: expected a width of 1 or more, got 0.");
        assertThatThrownBy(() -> BeamSearch.of(2).best(3)).hasMessage("BeamSearch: expected to be asked for 1 to 2 sequences, as many as are kept, got 3.");
        assertThatThrownBy(() -> BeamSearch.of(2).lengthPenalty(Double.NaN)).hasMessageContaining("expected a length penalty of 0 or more, got NaN");
        assertThatThrownBy(() -> BeamSearch.of(2).run(List.of(), START, END, (states, _) -> new StepFunction.Next(NDArray.of(1f, 2f), states)))
                .hasMessageContaining("expected log-probabilities [2, vocabulary]");
    }

    private static StepFunction.Next next(int[] tokens, List<NDArray> states, IntFunction<double[]> probabilities) {
        var out = new float[tokens.length * TOKENS];
        for (int row = 0; row < tokens.length; row++) {
            double[] p = probabilities.apply(tokens[row]);
            for (int i = 0; i < TOKENS; i++) {
                out[row * TOKENS + i] = (float) Math.log(p[i]);
            }
        }
        return new StepFunction.Next(NDArray.of(Shape.of(tokens.length, TOKENS), out), states);
    }
}
