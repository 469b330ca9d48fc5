package org.keras4j.apps.translate;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.translate.Preparation.Script;
import org.keras4j.apps.translate.Preparation.To;
import org.keras4j.datasets.SentencePairs;

class SubwordsTest {
    /// The words of the paper (Sennrich, Haddow and Birch 2016), whose program joins e s, es t and l o first. By hand: "es" and "st" stand 9 times each,
    /// as does "est" then, and "lo" 7 times.
    private static final List<String> PAPER = Stream.of(Collections.nCopies(5, "low"), Collections.nCopies(2, "lower"), Collections.nCopies(6, "newest"),
            Collections.nCopies(3, "widest")).flatMap(List::stream).toList();

    @Test
    void joinsWhatStandsTogetherMostOften() {
        var three = Subwords.learn(PAPER.stream(), 3);

        assertThat(three.of("lowest")).containsExactly("lo@@", "w@@", "est");
        assertThat(three.of("slo")).containsExactly("s@@", "l@@", "o");
        // Words that it knows stay whole in the end, and no pair stands twice then.
        var all = Subwords.learn(PAPER.stream(), 1000);
        assertThat(Stream.of("low", "lower", "newest", "widest")).allMatch(word -> all.of(word).equals(List.of(word)));
        assertThat(all.of("x")).containsExactly("x");
    }

    @Test
    void piecesMakeTheirWordsAgain() {
        var subwords = Subwords.learn(PAPER.stream(), 4);
        var words = List.of("slower", "汤", "😀😀", "low");

        assertThat(Subwords.words(words.stream().flatMap(word -> subwords.of(word).stream()).toList())).isEqualTo(words);
        assertThat(Subwords.words(List.of("lo@@", "w", "wid@@"))).containsExactly("low", "wid");
        assertThat(Subwords.like(List.of("s@@", "lo@@", "w"), "SLow")).containsExactly("S@@", "Lo@@", "w");
    }

    /// They are learned from sentences that train, and cut none of the Han characters.
    @Test
    void hardlyAWordIsUnknown() {
        var whole = new Preparation(To.ZH, Tokens.BPE, Script.SIMPLIFIED);
        var pairs = SentencePairs.read(Path.of("src/test/resources/translate/cmn.txt.gz")).stream().map(pair -> new SentencePair(pair.source(), whole.read(pair.source()),
                whole.written(pair.target()), pair.attribution())).toList();
        var split = PairSplit.of(pairs, 60);

        var learned = whole.learned(split.train());

        var cut = split.map(learned::cut);
        assertThat(unknown(cut)).isLessThan(unknown(split) / 4);
        assertThat(cut.test().stream().map(SentencePair::target)).isEqualTo(split.test().stream().map(SentencePair::target).toList());
        assertThat(learned.read("I'm zyzzyva.").size()).isEqualTo(learned.asWritten("I'm Zyzzyva.").size()).isGreaterThan(4);
        assertThat(learned.shown(learned.asWritten("I'm Zyzzyva."))).isEqualTo("I'm Zyzzyva.");
        assertThat(learned.learned(List.of())).isSameAs(learned);
    }

    /// {@return which share of the words or pieces that test is unknown to what trains}
    private static double unknown(PairSplit split) {
        var known = Vocabulary.of(split.train().stream().map(SentencePair::source));
        return split.test().stream().flatMap(pair -> pair.source().stream()).mapToDouble(word -> known.knows(word) ? 0 : 1).average().orElseThrow();
    }
}
