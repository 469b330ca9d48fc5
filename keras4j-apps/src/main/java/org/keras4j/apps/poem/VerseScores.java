package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.chinese.Scansion;
import org.keras4j.apps.chinese.Scansion.Judgement;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.Scores;

/// How well poems keep the rules, and how much of them is their own.
///
/// @param rhyme poems that rhyme, among those whose rhyme words the table has
/// @param tone poems in which second and fourth character of all lines oppose each other, among those that the table has
/// @param regulated poems whose couplets keep the rules as well
/// @param copied lines that stand in a poem that was trained on
/// @param distinct1 different characters, of all characters
/// @param distinct2 different pairs inside lines, of all pairs
/// @param repeated characters that stand in the same poem already, of all characters
record VerseScores(Share rhyme, Share tone, Share regulated, Share copied, double distinct1, double distinct2, double repeated) {

    /// So many of so many.
    record Share(long hits, long total) {
        double value() {
            return total == 0 ? Double.NaN : (double) hits / total;
        }

        /// Nothing where the tables knew none of the poems.
        void into(Scores scores, String name) {
            if (total > 0) {
                scores.put(name, value(), Interval.ofShare(hits, total));
            }
        }

        static Share of(List<Judgement> judgements) {
            return new Share(judgements.stream().filter(j -> j == Judgement.KEPT).count(), judgements.stream().filter(j -> j != Judgement.UNKNOWN).count());
        }
    }

    /// @param known the lines that were trained on
    static VerseScores of(List<Verse> poems, Lexicon lexicon, Set<String> known) {
        var scansions = poems.stream().map(poem -> Scansion.of(poem.lines(), lexicon.tones(), lexicon.rhymes())).toList();
        var lines = poems.stream().flatMap(poem -> poem.lines().stream()).toList();
        var characters = lines.stream().flatMapToInt(String::codePoints).toArray();
        var pairs = lines.stream().flatMap(VerseScores::pairs).toList();
        long fresh = poems.stream().mapToLong(poem -> poem.lines().stream().flatMapToInt(String::codePoints).distinct().count()).sum();
        return new VerseScores(Share.of(scansions.stream().map(Scansion::rhymes).toList()), Share.of(scansions.stream().map(Scansion::alternates).toList()),
                Share.of(scansions.stream().map(Scansion::regulated).toList()), new Share(lines.stream().filter(known::contains).count(), lines.size()),
                (double) IntStream.of(characters).distinct().count() / characters.length, (double) pairs.stream().distinct().count() / pairs.size(),
                1 - (double) fresh / characters.length);
    }

    private static Stream<Long> pairs(String line) {
        var characters = line.codePoints().toArray();
        return IntStream.range(1, characters.length).mapToObj(i -> (long) characters[i - 1] << 32 | characters[i]);
    }

    /// {@return the scores of several sets of poems as a table}
    static List<String> lines(SequencedMap<String, VerseScores> rows) {
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        var lines = new ArrayList<String>();
        lines.add(" ".repeat(width) + "    rhyme     tone  regulated  copied lines  distinct-1  distinct-2  repeated");
        rows.forEach((name, s) -> lines.add(name + " ".repeat(width - name.length()) + String.format(Locale.ROOT, "  %5.1f %%  %5.1f %%    %5.1f %%  %12s  %10.3f  %10.3f   %4.1f %%",
                100 * s.rhyme.value(), 100 * s.tone.value(), 100 * s.regulated.value(), s.copied.hits + " of " + s.copied.total, s.distinct1, s.distinct2, 100 * s.repeated)));
        return lines;
    }
}
