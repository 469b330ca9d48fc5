package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.chinese.TonePattern;
import org.keras4j.apps.chinese.VerseForm;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.apps.score.Scores;

/// What a network is worth: its perplexity on test poems beside n-grams of the same training poems, and what it writes beside what poets wrote.
///
/// @param perplexities of the network and of the n-grams, by name
/// @param verse how poems keep the rules: by poets, by the network alone, and under the rules
/// @param quatrainMillis how long one quatrain of seven characters takes under the rules
record PoemScores(SequencedMap<String, Perplexity> perplexities, SequencedMap<String, VerseScores> verse, double quatrainMillis) {
    private static final String NETWORK = "this network";
    private static final String POETS = "poets (test poems)";
    private static final String FREE = "network alone";
    private static final String RULES = "network under the rules";
    /// At most so many poems of each form are written to be scored: as many as poets wrote among the test poems.
    private static final int EACH = 50;
    private static final int TIMED = 15;

    static PoemScores of(PoemSplit split, VerseNetwork network, Composer composer, Sampling sampling, long seed) {
        return new PoemScores(perplexities(split, network), verse(split, composer, sampling, seed), quatrainMillis(composer, sampling));
    }

    private static SequencedMap<String, Perplexity> perplexities(PoemSplit split, VerseNetwork network) {
        var vocabulary = network.vocabulary();
        Function<List<Verse>, List<int[]>> coded = poems -> poems.stream().map(poem -> Sheet.of(poem.form()).signs(poem, vocabulary)).toList();
        var nGrams = NGrams.of(vocabulary.size(), coded.apply(split.train()), coded.apply(split.validation()));
        var test = coded.apply(split.test());
        // The network was told the form; where marks count, the others weren't: it pays for that as if it had guessed.
        var told = ofForm(split.train());
        var results = new LinkedHashMap<String, Perplexity>();
        var byNetwork = network.expectation(split.test());
        results.put(NETWORK, Perplexity.of(split.test(), byNetwork.signs(), byNetwork.characters(), told));
        for (var order : List.of(NGrams.Order.TRIGRAM, NGrams.Order.BIGRAM, NGrams.Order.UNIGRAM)) {
            results.put(order.name().toLowerCase(Locale.ROOT), Perplexity.of(split.test(), test.stream().map(poem -> nGrams.logProbabilities(order, poem)).toList(),
                    test.stream().map(poem -> nGrams.amongCharacters(order, poem)).toList(), _ -> 0));
        }
        return results;
    }

    /// {@return what it costs to guess a poem's form by the shares of the poems that train}
    static ToDoubleFunction<Verse> ofForm(List<Verse> train) {
        var forms = train.stream().collect(Collectors.groupingBy(Verse::form, Collectors.counting()));
        return poem -> -Math.log((forms.getOrDefault(poem.form(), 0L) + 1.0) / (train.size() + VerseForm.values().length));
    }

    private static SequencedMap<String, VerseScores> verse(PoemSplit split, Composer composer, Sampling sampling, long seed) {
        var random = new SplittableRandom(seed);
        var lexicon = composer.lexicon();
        var known = PoemSplit.lines(split.train());
        var poets = new ArrayList<Verse>();
        var free = new ArrayList<Verse>();
        var rules = new ArrayList<Verse>();
        for (var form : VerseForm.values()) {
            var own = split.test().stream().filter(poem -> poem.form() == form).limit(EACH).toList();
            if (own.isEmpty()) {
                continue;
            }
            poets.addAll(own);
            composer.sample(Collections.nCopies(own.size(), Request.free(form, lexicon.vocabulary())), sampling, random).stream().map(Draft::verse).forEach(free::add);
            var patterns = TonePattern.of(form);
            var requests = IntStream.range(0, own.size()).mapToObj(i -> Request.regulated(patterns.get(i % patterns.size()), lexicon)).toList();
            composer.sample(requests, sampling, random).stream().map(Draft::verse).forEach(rules::add);
        }
        var scores = new LinkedHashMap<String, VerseScores>();
        scores.put(POETS, VerseScores.of(poets, lexicon, known));
        scores.put(FREE, VerseScores.of(free, lexicon, known));
        scores.put(RULES, VerseScores.of(rules, lexicon, known));
        return scores;
    }

    private static double quatrainMillis(Composer composer, Sampling sampling) {
        var request = Request.regulated(TonePattern.of(VerseForm.QIJUE).getFirst(), composer.lexicon());
        var millis = IntStream.range(0, TIMED).mapToDouble(i -> {
            long start = System.nanoTime();
            composer.best(request, sampling, new SplittableRandom(i));
            return (System.nanoTime() - start) / 1e6;
        }).sorted().toArray();
        return millis[TIMED / 2];
    }

    private Perplexity network() {
        return Objects.requireNonNull(perplexities.get(NETWORK));
    }

    /// {@return the figures for `report.json`}
    Scores figures() {
        var scores = new Scores();
        scores.put("test_perplexity_characters", network().ofCharacters(), network().ofCharactersInterval(0));
        scores.put("test_perplexity_with_marks", network().withMarks(), network().withMarksInterval(0));
        perplexities.forEach((name, perplexity) -> {
            if (!name.equals(NETWORK)) {
                scores.put(name + "_perplexity_characters", perplexity.ofCharacters());
                scores.put(name + "_perplexity_with_marks", perplexity.withMarks());
            }
        });
        var names = Map.of(POETS, "poets", FREE, "free", RULES, "rules");
        verse.forEach((name, score) -> {
            score.rhyme().into(scores, names.get(name) + "_rhyme");
            score.tone().into(scores, names.get(name) + "_tone");
            score.regulated().into(scores, names.get(name) + "_regulated");
            score.copied().into(scores, names.get(name) + "_copied_lines");
            scores.put(names.get(name) + "_distinct_1", score.distinct1());
            scores.put(names.get(name) + "_distinct_2", score.distinct2());
        });
        scores.put("quatrain_ms", quatrainMillis);
        return scores;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.addAll(new ScoreTable("Perplexity of a character of the test poems", ScoreTable.Form.DECIMAL,
                rows(Perplexity::ofCharacters, Perplexity::ofCharactersInterval)).lines());
        lines.addAll(new ScoreTable("Perplexity of a sign, marks and ends among them", ScoreTable.Form.DECIMAL,
                rows(Perplexity::withMarks, Perplexity::withMarksInterval)).lines());
        lines.add("As many poems by each");
        lines.addAll(VerseScores.lines(verse));
        lines.add(String.format(Locale.ROOT, "One 七絕 under the rules, the best of several, takes %.0f ms (median of %d).", quatrainMillis, TIMED));
        return lines;
    }

    private List<Row> rows(ToDoubleFunction<Perplexity> value, BiFunction<Perplexity, Long, Interval> interval) {
        return perplexities.entrySet().stream().map(entry -> new Row(entry.getKey(), value.applyAsDouble(entry.getValue()), interval.apply(entry.getValue(), 0L))).toList();
    }
}
