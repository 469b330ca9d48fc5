package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.translate.TranslateNetwork.Kind;
import org.keras4j.decoding.BeamSearch;
import org.keras4j.decoding.Hypothesis;

/// Translates sentences freely: what was written, not what should have been, is what the next sign follows.
final class Translator {
    /// Sentences searched side by side.
    private static final int TOGETHER = 32;
    private static final double LENGTH_PENALTY = 0.6;

    private final Preparation preparation;
    private final Vocabularies vocabularies;
    private final Stepper stepper;
    private final Kind kind;
    private final long parameters;

    Translator(Preparation preparation, Vocabularies vocabularies, TranslateNetwork network) {
        this.preparation = preparation;
        this.vocabularies = vocabularies;
        this.stepper = Stepper.of(network);
        this.kind = network.kind();
        this.parameters = network.parameters();
    }

    /// Keeps one beginning: the most probable sign each time.
    static final BeamSearch GREEDY = BeamSearch.greedy();
    /// For what was never read in training, where no attention says which word it stands for.
    private static final String UNKNOWN = "□";

    /// Keeps several beginnings, and favours longer translations.
    static BeamSearch beam(int width) {
        return BeamSearch.of(width).lengthPenalty(LENGTH_PENALTY);
    }

    /// {@return the best translations of a sentence, the best first}
    List<Translation> translate(String sentence, BeamSearch search) {
        return translate(List.of(sentence), search, 1).getFirst();
    }

    /// {@return of each sentence the best translation's tokens}
    List<List<String>> translateAll(List<String> sentences, BeamSearch search) {
        var results = new ArrayList<List<String>>(Collections.nCopies(sentences.size(), List.of()));
        var byWidth = IntStream.range(0, sentences.size()).boxed()
                .collect(Collectors.groupingBy(i -> Stepper.width(preparation.read(sentences.get(i)).size()), TreeMap::new, Collectors.toList()));
        for (var group : byWidth.values()) {
            for (int from = 0; from < group.size(); from += TOGETHER) {
                var part = group.subList(from, Math.min(group.size(), from + TOGETHER));
                var found = translate(part.stream().map(sentences::get).toList(), search, TOGETHER);
                IntStream.range(0, part.size()).forEach(i -> results.set(part.get(i), found.get(i).getFirst().tokens()));
            }
        }
        return results;
    }

    /// @param rows how many sentences the programs are for; the last one stands in for those that lack
    private List<List<Translation>> translate(List<String> sentences, BeamSearch search, int rows) {
        var words = sentences.stream().map(preparation::read).toList();
        var numbers = new ArrayList<>(words.stream().map(vocabularies.source()::numbers).toList());
        numbers.addAll(Collections.nCopies(rows - sentences.size(), numbers.getLast()));
        var reading = stepper.read(numbers);
        int longest = words.stream().mapToInt(List::size).max().orElseThrow();
        var found = search.maxLength(limit(longest)).run(reading.states(), rows, Vocabulary.START, Vocabulary.END, reading.step(search.width()));
        return IntStream.range(0, sentences.size())
                .mapToObj(i -> found.get(i).stream().map(hypothesis -> translation(sentences.get(i), hypothesis, search)).toList()).toList();
    }

    /// How many tokens a translation of that many may have: a limit of its own, for a source's length is none.
    private int limit(int words) {
        // Letters are more than the Han characters that they say.
        double each = preparation.to() == Preparation.To.EN && preparation.tokens() == Tokens.CHAR ? 6 : 1.5;
        return (int) (each * words) + 10;
    }

    private Translation translation(String sentence, Hypothesis hypothesis, BeamSearch search) {
        var tokens = new ArrayList<>(hypothesis.tokens().stream().map(vocabularies.target()::token).toList());
        if (!kind.attends()) {
            // One sign, as it is one token: its name in the vocabulary would be scored as several.
            tokens.replaceAll(token -> token.equals(vocabularies.target().token(Vocabulary.UNKNOWN)) ? UNKNOWN : token);
        } else if (hypothesis.tokens().contains(Vocabulary.UNKNOWN)) {
            var read = preparation.asWritten(sentence);
            var attention = attention(sentence, hypothesis, search);
            for (int i = 0; i < tokens.size(); i++) {
                if (hypothesis.tokens().get(i) == Vocabulary.UNKNOWN) {
                    double[] row = attention[i];
                    tokens.set(i, read.get(IntStream.range(0, row.length).boxed().max(Comparator.comparingDouble(word -> row[word])).orElseThrow()));
                }
            }
        }
        return new Translation(tokens, hypothesis.score(), hypothesis);
    }

    /// {@return where the network looked: a row for each token of the translation and one for the end, a column for each word of the sentence}
    ///
    /// @param search that found it
    double[][] attention(String sentence, Hypothesis hypothesis, BeamSearch search) {
        var words = preparation.read(sentence);
        return stepper.read(List.of(vocabularies.source().numbers(words))).attention(hypothesis.tokens(), words.size(), search.width());
    }

    /// {@return the words of a sentence that were never read in training}
    List<String> unseen(String sentence) {
        var words = preparation.read(sentence);
        var written = preparation.asWritten(sentence);
        return IntStream.range(0, words.size()).filter(i -> !vocabularies.source().knows(words.get(i))).mapToObj(written::get).map(Subwords::bare).distinct().toList();
    }

    long parameters() {
        return parameters;
    }

    Kind kind() {
        return kind;
    }

    Preparation preparation() {
        return preparation;
    }
}
