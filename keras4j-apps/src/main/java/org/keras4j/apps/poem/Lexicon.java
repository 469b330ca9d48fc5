package org.keras4j.apps.poem;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.chinese.RhymeGroup;
import org.keras4j.apps.chinese.Rhymes;
import org.keras4j.apps.chinese.Tone;
import org.keras4j.apps.chinese.Tones;

/// What the tables say of each sign of a vocabulary, as arrays, so that thousands are sifted at each place of a poem.
final class Lexicon {
    private static final int WIDE = 30;

    private final Vocabulary vocabulary;
    private final Tones tones;
    private final Rhymes rhymes;
    private final @Nullable Tone[] tone;
    /// The level groups of each sign, a bit each.
    private final int[] rhyme;
    private final List<RhymeGroup> groups;

    Lexicon(Vocabulary vocabulary, Tones tones, Rhymes rhymes) {
        this.vocabulary = vocabulary;
        this.tones = tones;
        this.rhymes = rhymes;
        var characters = IntStream.range(Vocabulary.CHARACTERS, vocabulary.size());
        groups = rhymes.level();
        tone = new Tone[vocabulary.size()];
        rhyme = new int[vocabulary.size()];
        characters.forEach(sign -> {
            tone[sign] = tones.of(vocabulary.character(sign)).orElse(null);
            rhyme[sign] = mask(rhymes.of(vocabulary.character(sign)));
        });
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

    /// {@return the class of a sign; `null` if the table lacks it}
    @Nullable Tone tone(int sign) {
        return tone[sign];
    }

    /// {@return the level groups that a sign belongs to, as a mask}
    int rhyme(int sign) {
        return rhyme[sign];
    }

    int mask(Collection<RhymeGroup> some) {
        return IntStream.range(0, groups.size()).filter(i -> some.contains(groups.get(i))).map(i -> 1 << i).sum();
    }

    List<RhymeGroup> groups(int mask) {
        return IntStream.range(0, groups.size()).filter(i -> (mask >> i & 1) == 1).mapToObj(groups::get).toList();
    }

    /// {@return the level groups that have many characters here: whoever begins to rhyme on others finds no second word}
    int wideGroups() {
        var sizes = IntStream.range(0, groups.size()).mapToLong(i -> IntStream.of(rhyme).filter(mask -> (mask >> i & 1) == 1).count()).toArray();
        long least = Math.min(WIDE, LongStream.of(sizes).max().orElse(0) / 2);
        return IntStream.range(0, sizes.length).filter(i -> sizes[i] >= least).map(i -> 1 << i).sum();
    }
}
