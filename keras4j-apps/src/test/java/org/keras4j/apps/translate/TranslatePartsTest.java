package org.keras4j.apps.translate;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.translate.Preparation.Script;
import org.keras4j.apps.translate.Preparation.To;
import org.keras4j.datasets.SentencePairs;

class TranslatePartsTest {
    private static final Path PAIRS = Path.of("src/test/resources/translate/cmn.txt.gz");
    private final Preparation preparation = new Preparation(To.ZH, Tokens.WORD, Script.SIMPLIFIED);

    @Test
    void noSentenceIsOnTwoSides() {
        var split = PairSplit.of(SentencePairs.read(PAIRS).stream().map(pair -> new SentencePair(pair.source(), preparation.read(pair.source()),
                preparation.written(pair.target()), pair.attribution())).toList(), 60);

        assertThat(split.test()).hasSizeBetween(60, 80);
        assertThat(split.validation()).hasSizeBetween(60, 80);
        for (var side : List.<Function<SentencePair, List<String>>>of(SentencePair::source, SentencePair::target)) {
            var train = split.train().stream().map(side).collect(Collectors.toSet());
            var validation = split.validation().stream().map(side).collect(Collectors.toSet());
            assertThat(split.test().stream().map(side)).noneMatch(train::contains).noneMatch(validation::contains);
            assertThat(validation).noneMatch(train::contains);
        }
    }

    /// A translation in common makes two sentences one component, and so on along the chain.
    @Test
    void sentencesWithATranslationInCommonStayTogether() {
        var chain = List.of(pair("a", "x"), pair("b", "x"), pair("b", "y"), pair("c", "y"), pair("d", "z"));

        var split = PairSplit.of(chain, 1);

        assertThat(split.components()).isEqualTo(2);
        assertThat(split.largest()).isEqualTo(4);
    }

    @Test
    void sentencesAreCutIntoWordsAndSigns() {
        assertThat(preparation.read("I don’t have 10 cats!")).containsExactly("i", "don't", "have", "10", "cats", "!");
        assertThat(preparation.written("湯姆有Twitter。")).containsExactly("汤", "姆", "有", "Twitter", "。");
        assertThat(preparation.shown(List.of("汤", "姆", "有", "Twitter", "。"))).isEqualTo("汤姆有Twitter。");
        var toEnglish = new Preparation(To.EN, Tokens.WORD, Script.AS_IS);
        assertThat(toEnglish.shown(List.of("i", "don't", "know", "."))).isEqualTo("I don't know.");
        assertThat(Tokens.CHAR.text(Tokens.CHAR.of("go home"))).isEqualTo("go home");
    }

    @Test
    void theNearestSentenceSharesMostWordsAndPairs() {
        var nearest = new NearestSentence(List.of(pair("i like tea", "1"), pair("i like hot tea", "2"), pair("you sleep", "3")));

        assertThat(nearest.translate(List.of("i", "like", "hot", "soup"))).containsExactly("2");
        assertThat(nearest.translate(List.of("nobody"))).isEmpty();
    }

    @Test
    void theDictionaryHoldsWhatGoesTogether() {
        var dictionary = new WordDictionary(List.of(pair("red cat", "红 猫"), pair("red dog", "红 狗"), pair("big cat", "大 猫")));

        assertThat(dictionary.translate(List.of("red", "cat", "sleeps"))).containsExactly("红", "猫");
    }

    private static SentencePair pair(String source, String target) {
        return new SentencePair(source, List.of(source.split(" ")), List.of(target.split(" ")), "");
    }
}
