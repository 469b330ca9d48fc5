package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.decoding.BeamSearch;
import org.keras4j.decoding.StepFunction;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Writes poems with the network, sign by sign, until it is closed.
final class Composer implements AutoCloseable {
    /// Of so many that are drawn, the most probable is shown.
    private static final int CANDIDATES = 8;

    private final Stepper stepper;
    private final Lexicon lexicon;

    Composer(VerseNetwork network, Lexicon lexicon) {
        this.stepper = network.stepper();
        this.lexicon = lexicon;
    }

    Lexicon lexicon() {
        return lexicon;
    }

    /// Draws a poem for each request, all at once.
    ///
    /// @param requests of one form
    List<Draft> sample(List<Request> requests, Sampling sampling, RandomGenerator random) {
        var drafts = requests.stream().map(request -> new Draft(request, lexicon)).toList();
        var states = stepper.start(drafts.size());
        while (!drafts.getFirst().isDone()) {
            var next = stepper.next(states, drafts);
            var known = next.logProbabilities();
            states = next.states();
            for (int i = 0; i < drafts.size(); i++) {
                var draft = drafts.get(i);
                int row = i * stepper.signs();
                int[] candidates = draft.candidates();
                int drawn = candidates[sampling.draw(IntStream.of(candidates).mapToDouble(sign -> known[row + sign] + draft.bias(sign)).toArray(), random)];
                draft.write(drawn, known[row + drawn]);
            }
        }
        return drafts;
    }

    /// Draws several poems for one request, and chooses the most probable.
    Draft best(Request request, Sampling sampling, RandomGenerator random) {
        return sample(Collections.nCopies(CANDIDATES, request), sampling, random).stream().max(Comparator.comparingDouble(Draft::logProbability)).orElseThrow();
    }

    /// Looks for the most probable poem, with the `width` best beginnings at every place.
    Draft beam(Request request, int width) {
        var form = request.form();
        int places = Sheet.of(form).length();
        // What has been written travels with the LSTMs' states, for the rules look back.
        var start = new ArrayList<>(stepper.start(1));
        start.add(NDArray.zeros(DType.INT32, Shape.of(1, places)));
        StepFunction step = (states, last) -> {
            var drafts = drafts(request, states.getLast(), last);
            var next = stepper.next(states.subList(0, states.size() - 1), drafts);
            var following = new ArrayList<>(next.states());
            following.add(NDArray.of(drafts.stream().map(Draft::signs).toArray(int[][]::new)));
            return new StepFunction.Next(allowed(drafts, next.logProbabilities()), following);
        };
        var found = BeamSearch.of(width).lengthPenalty(0).maxLength(places).run(start, Vocabulary.begin(form), Vocabulary.END, step).getFirst();
        var draft = new Draft(request, lexicon);
        for (int sign : found.tokens()) {
            // For what the rules concede on the way.
            draft.candidates();
            draft.write(sign, 0);
        }
        return draft;
    }

    private List<Draft> drafts(Request request, NDArray written, int[] last) {
        return IntStream.range(0, last.length).mapToObj(row -> {
            var draft = new Draft(request, lexicon);
            // The sign that begins a poem has no place in it.
            if (last[row] >= Vocabulary.UNKNOWN) {
                IntStream.of(written.row(row).toIntArray()).takeWhile(sign -> sign != 0).forEach(sign -> draft.write(sign, 0));
                draft.write(last[row], 0);
            }
            return draft;
        }).toList();
    }

    /// The log-probabilities, −∞ for what the rules leave out; a mark and a given character are certain.
    private NDArray allowed(List<Draft> drafts, float[] known) {
        int signs = stepper.signs();
        var values = new float[known.length];
        Arrays.fill(values, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < drafts.size(); i++) {
            int row = i * signs;
            var draft = drafts.get(i);
            for (int sign : draft.candidates()) {
                values[row + sign] = draft.isGiven() ? 0 : known[row + sign] + draft.bias(sign);
            }
        }
        return NDArray.of(Shape.of(drafts.size(), signs), values);
    }

    @Override
    public void close() {
        stepper.close();
    }
}
