package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.Output;
import org.keras4j.apps.score.Bleu;
import org.keras4j.apps.score.ChrF;
import org.keras4j.apps.score.Scores;
import org.keras4j.apps.translate.TranslateData.Scored;
import org.keras4j.apps.translate.TranslateNetwork.Kind;

/// Translations of the test sentences by different ways, scored alike.
///
/// @param outputs of each way its tokens for each sentence
record TranslateScores(List<Scored> tests, Preparation preparation, SequencedMap<Way, List<List<String>>> outputs) {
    private static final int[][] WORDS = {{1, 5}, {6, 8}, {9, 12}, {13, Integer.MAX_VALUE}};

    /// How a translation came about.
    enum Way {
        ORIGINAL_GREEDY("original, greedy"), ORIGINAL_BEAM("original, beam search"),
        BEAM("attention, beam search"), GREEDY("attention, greedy"), PLAIN_BEAM("no attention, beam search"), PLAIN_GREEDY("no attention, greedy"),
        TRANSFORMER_BEAM("Transformer, beam search"), TRANSFORMER_GREEDY("Transformer, greedy"),
        NEAREST("copy of the nearest training sentence"), DICTIONARY("word by word");

        private final String title;

        Way(String title) {
            this.title = title;
        }

        static Way beam(Kind kind) {
            return switch (kind) {
                case ORIGINAL -> ORIGINAL_BEAM;
                case ATTENTION -> BEAM;
                case PLAIN -> PLAIN_BEAM;
                case TRANSFORMER -> TRANSFORMER_BEAM;
            };
        }

        static Way greedy(Kind kind) {
            return switch (kind) {
                case ORIGINAL -> ORIGINAL_GREEDY;
                case ATTENTION -> GREEDY;
                case PLAIN -> PLAIN_GREEDY;
                case TRANSFORMER -> TRANSFORMER_GREEDY;
            };
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void print(Output output, long seed) {
        output.say(String.format(Locale.ROOT, "Free translations of %,d test sentences: %s, from 0 to 100, with 95 %% intervals over sentences; chrF; exact", tests.size(),
                Bleu.SIGNATURE));
        int width = Stream.of(Way.values()).mapToInt(way -> way.title.length()).max().orElseThrow();
        outputs.forEach((way, translations) -> {
            var bleu = bleu(translations);
            var interval = bleu.interval(seed);
            output.say(String.format(Locale.ROOT, "  %-" + width + "s  %5.2f  [%.2f – %.2f]   %5.2f   %4.1f %%", way.title, bleu.score(), interval.low(), interval.high(),
                    chrF(translations), 100 * exact(translations)));
        });
        var best = outputs.firstEntry();
        output.say("  " + best.getKey().title + ", by words of the source: " + Stream.of(WORDS).map(range -> {
            int[] rows = IntStream.range(0, tests.size()).filter(i -> tests.get(i).source().size() >= range[0] && tests.get(i).source().size() <= range[1]).toArray();
            String name = range[1] == Integer.MAX_VALUE ? range[0] + "+" : range[0] + "–" + range[1];
            return name + ": " + (rows.length == 0 ? "none" : String.format(Locale.ROOT, "%.1f", bleu(best.getValue()).score(rows)));
        }).collect(Collectors.joining("  ")));
    }

    /// {@return the figures for `report.json`}
    Scores figures(long seed) {
        var scores = new Scores();
        outputs.forEach((way, translations) -> {
            var bleu = bleu(translations);
            scores.put(way.key() + "_bleu", bleu.score(), bleu.interval(seed));
            scores.put(way.key() + "_chrf", chrF(translations));
            scores.put(way.key() + "_exact", exact(translations));
        });
        return scores;
    }

    private Bleu bleu(List<List<String>> translations) {
        return bleu(tests, preparation, translations);
    }

    /// @param translations of each sentence its tokens
    static Bleu bleu(List<Scored> sentences, Preparation preparation, List<List<String>> translations) {
        return Bleu.of(translations.stream().map(preparation::scored).toList(),
                sentences.stream().map(test -> test.references().stream().map(preparation::scored).toList()).toList());
    }

    private double chrF(List<List<String>> translations) {
        return ChrF.of(translations.stream().map(preparation::shown).toList(),
                tests.stream().map(test -> test.references().stream().map(preparation::shown).toList()).toList());
    }

    private double exact(List<List<String>> translations) {
        return IntStream.range(0, tests.size()).filter(i -> tests.get(i).references().contains(translations.get(i))).count() / (double) tests.size();
    }
}
