package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.chinese.RhymeGroup;
import org.keras4j.apps.chinese.Rhymes;
import org.keras4j.apps.chinese.TonePattern;
import org.keras4j.apps.chinese.Tones;

/// What the tables say of each sign of a vocabulary, as arrays, so that thousands are sifted at each place of a poem.
final class Lexicon {
    private static final int WIDE = 30;

    private final Vocabulary vocabulary;
    private final Tones tones;
    private final Rhymes rhymes;
    /// The characters that may stand at each kind of place.
    private final Map<TonePattern.Place, int[]> fitting = new EnumMap<>(TonePattern.Place.class);
    /// The level groups of each sign, a bit each.
    private final int[] rhyme;
    private final List<RhymeGroup> groups;

    Lexicon(Vocabulary vocabulary, Tones tones, Rhymes rhymes) {
        this.vocabulary = vocabulary;
        this.tones = tones;
        this.rhymes = rhymes;
        var characters = IntStream.range(Vocabulary.CHARACTERS, vocabulary.size());
        groups = rhymes.level();
        rhyme = new int[vocabulary.size()];
        characters.forEach(sign -> rhyme[sign] = mask(rhymes.of(vocabulary.character(sign))));
        for (var place : TonePattern.Place.values()) {
            fitting.put(place, IntStream.range(Vocabulary.CHARACTERS, vocabulary.size())
                    .filter(sign -> tones.of(vocabulary.character(sign)).filter(place::allows).isPresent()).toArray());
        }
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Tones tones() {
        return tones;
    }

    Rhymes rhymes() {
        return rhymes;
    }

    /// {@return the signs whose tone the table knows, and which may stand at such a place; not to be changed}
    int[] fitting(TonePattern.Place place) {
        return Objects.requireNonNull(fitting.get(place));
    }

    /// {@return the level groups that a sign belongs to, as a mask}
    int rhyme(int sign) {
        return rhyme[sign];
    }

    /// {@return the same of some level groups}
    int mask(Collection<RhymeGroup> some) {
        return IntStream.range(0, groups.size()).filter(i -> some.contains(groups.get(i))).map(i -> 1 << i).sum();
    }

    /// {@return the level groups that have many characters here: whoever begins to rhyme on others finds no second word}
    int wideGroups() {
        var sizes = IntStream.range(0, groups.size()).mapToLong(i -> IntStream.of(rhyme).filter(mask -> (mask >> i & 1) == 1).count()).toArray();
        long least = Math.min(WIDE, LongStream.of(sizes).max().orElse(0) / 2);
        return IntStream.range(0, sizes.length).filter(i -> sizes[i] >= least).map(i -> 1 << i).sum();
    }
}
