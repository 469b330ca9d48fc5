package org.keras4j.apps.poem;

import module java.base;

/// Writes poems with the network, sign by sign.
final class Composer {
    /// Of so many that are drawn, the most probable is shown.
    private static final int CANDIDATES = 8;

    private final Stepper stepper;
    private final Lexicon lexicon;

    Composer(PoemNetwork network, Lexicon lexicon) {
        this.stepper = new Stepper(network);
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
        var run = stepper.start(drafts.size());
        while (!drafts.getFirst().isDone()) {
            var logits = run.next(drafts);
            for (int i = 0; i < drafts.size(); i++) {
                var draft = drafts.get(i);
                int row = i * stepper.signs();
                int[] candidates = draft.candidates();
                int drawn = candidates[sampling.draw(IntStream.of(candidates).mapToDouble(sign -> logits[row + sign] + draft.bias(sign)).toArray(), random)];
                draft.write(drawn, logits[row + drawn] - PoemNetwork.logSum(logits, row, stepper.signs()));
            }
        }
        return drafts;
    }

    /// Draws several poems for one request, and chooses the most probable.
    Draft best(Request request, Sampling sampling, RandomGenerator random) {
        return mostProbable(sample(Collections.nCopies(CANDIDATES, request), sampling, random));
    }

    static Draft mostProbable(List<Draft> drafts) {
        return drafts.stream().max(Comparator.comparingDouble(Draft::logProbability)).orElseThrow();
    }

    /// Looks for the most probable poem, with the `width` best beginnings at every place.
    ///
    /// @return the poems of the last beam, the best first
    List<Draft> beam(Request request, int width) {
        var beam = Collections.nCopies(width, new Draft(request, lexicon));
        // All beginnings are the same one at first.
        var scores = new double[width];
        Arrays.fill(scores, 1, width, Double.NEGATIVE_INFINITY);
        var run = stepper.start(width);
        while (!beam.getFirst().isDone()) {
            var logits = run.next(beam);
            var options = new ArrayList<Option>();
            for (int i = 0; i < width; i++) {
                if (scores[i] > Double.NEGATIVE_INFINITY) {
                    options.addAll(options(i, beam.get(i), scores[i], logits, width));
                }
            }
            options.sort(Comparator.comparingDouble(option -> -option.score));
            var chosen = IntStream.range(0, width).mapToObj(i -> options.get(Math.min(i, options.size() - 1))).toList();
            var next = new ArrayList<Draft>();
            for (int i = 0; i < width; i++) {
                var option = chosen.get(i);
                var draft = beam.get(option.from).copy();
                draft.write(option.sign, option.logProbability);
                next.add(draft);
                scores[i] = i < options.size() ? option.score : Double.NEGATIVE_INFINITY;
            }
            run.continueFrom(chosen.stream().mapToInt(Option::from).toArray());
            beam = next;
        }
        return beam;
    }

    private record Option(int from, int sign, double score, double logProbability) {}

    private List<Option> options(int from, Draft draft, double score, float[] logits, int most) {
        int row = from * stepper.signs();
        double sum = PoemNetwork.logSum(logits, row, stepper.signs());
        return IntStream.of(draft.candidates()).mapToObj(sign -> {
            double logProbability = logits[row + sign] - sum;
            return new Option(from, sign, score + logProbability + draft.bias(sign), logProbability);
        }).sorted(Comparator.comparingDouble(option -> -option.score)).limit(most).toList();
    }
}
