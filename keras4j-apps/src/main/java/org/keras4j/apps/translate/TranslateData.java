package org.keras4j.apps.translate;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataFiles;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.datasets.SentencePairs;
import org.keras4j.datasets.SentencePairs.Pair;
import org.keras4j.engine.tensor.FormatException;

/// The sentences of a run, divided without leaks.
///
/// @param preparation that makes tokens of sentences, with the pieces of words that the training part teaches
/// @param validation each source held out for choosing an epoch once, with all its translations
/// @param tests the same of the sources held out for the scores
record TranslateData(Preparation preparation, PairSplit split, List<Scored> validation, List<Scored> tests, DataDescription description) {
    static final DataFiles FILES = DataFiles.of("translation", "English-Chinese sentence pairs", "cmn.txt");
    private static final String LICENCE = "tatoeba.org and its authors, by manythings.org/anki, CC BY 2.0 FR";
    private static final int HELD_OUT = 1000;

    /// A sentence whose translation is scored.
    ///
    /// @param references tokens of its translations
    record Scored(String sentence, List<String> source, List<List<String>> references) {}

    /// @param lines how many of the file to take, from its top; `null` for all
    /// @param limit how many pairs to learn from; `null` for all
    /// @throws DataException if the file is missing or broken, or real data is required and there is none
    static TranslateData load(RunOptions options, @Nullable Path own, Preparation preparation, @Nullable Integer lines, @Nullable Integer limit, DataPlaces places, Output output) {
        TranslateData data;
        if (own != null) {
            data = of(read(own), preparation, lines, limit, DataDescription.real(own.getFileName().toString(), own, List.of(own), "as its publisher says"));
        } else {
            data = switch (FILES.choose(options, places)) {
                case DataFiles.Real real -> {
                    var file = real.file("cmn.txt");
                    yield of(read(file), preparation, lines, limit, DataDescription.real("Tatoeba, English and Chinese", real.folder(), List.of(file), LICENCE));
                }
                case DataFiles.Generated generated -> {
                    generated.warn(output);
                    yield of(SentenceGrammar.pairs(options.seed()), preparation, lines, limit,
                            DataDescription.generated("generated sentences", "drawn by Keras4J with seed " + options.seed()));
                }
            };
        }
        data.description.lines().forEach(output::say);
        output.say(String.format(Locale.ROOT, "  divided by the %,d connected components of the pairs, so that no sentence is on two sides; the largest has %,d pairs",
                data.split.components(), data.split.largest()));
        return data;
    }

    private static List<Pair> read(Path file) {
        try {
            return SentencePairs.read(file);
        } catch (FormatException | UncheckedIOException e) {
            throw new DataException(e.getMessage(), e);
        }
    }

    private static TranslateData of(List<Pair> all, Preparation preparation, @Nullable Integer lines, @Nullable Integer limit, DataDescription source) {
        var pairs = lines == null ? all : all.subList(0, Math.min(lines, all.size()));
        // Divided by whole words, of which the pieces are learned from the training part.
        var whole = preparation.whole();
        var prepared = pairs.stream().map(pair -> new SentencePair(preparation.source(pair), whole.read(preparation.source(pair)),
                whole.written(preparation.target(pair)), pair.attribution())).filter(pair -> !pair.source().isEmpty() && !pair.target().isEmpty()).toList();
        var parts = PairSplit.of(prepared, HELD_OUT);
        if (parts.train().isEmpty() || parts.validation().isEmpty() || parts.test().isEmpty()) {
            throw new DataException(source.location() + ": expected sentences enough to learn from some and test with others, got " + prepared.size() + " pairs.");
        }
        var kept = limit == null ? parts : parts.limited(limit);
        var learned = preparation.learned(kept.train());
        var split = kept.map(learned::cut);
        var splits = List.of(Split.of("train", split.train().size()), Split.of("validation", split.validation().size()), Split.of("test", split.test().size()));
        return new TranslateData(learned, split, scored(split.validation()), scored(split.test()), source.splits(splits));
    }

    private static List<Scored> scored(List<SentencePair> pairs) {
        return pairs.stream().collect(Collectors.groupingBy(SentencePair::source, LinkedHashMap::new, Collectors.toList())).values().stream()
                .map(same -> new Scored(same.getFirst().text(), same.getFirst().source(), same.stream().map(SentencePair::target).toList())).toList();
    }
}
