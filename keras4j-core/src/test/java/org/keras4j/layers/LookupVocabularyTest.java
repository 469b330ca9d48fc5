package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.text.Texts;

/// The edges of lookups, vocabularies and hashes. Numbers and vocabularies are those of Keras 3.15.1 on TensorFlow.
class LookupVocabularyTest extends OnTestBackend {

    /// 😀 is U+1F600, above the letter U+FF41, though its first half as Java keeps it is below.
    @Test
    void ofEquallyFrequentWordsTheLaterByCodePointsComesFirst() {
        var lookup = StringLookup.create();
        lookup.adapt(List.of("ａ", "😀", "z", "😀", "ａ"));

        assertThat(lookup.getVocabulary()).containsExactly("[UNK]", "😀", "ａ", "z");
    }

    @Test
    void everySignIsStrippedAndEveryBlankParts() {
        String signs = IntStream.range('!', 0x7f).filter(c -> !Character.isLetterOrDigit(c)).mapToObj(sign -> "a" + Character.toString(sign) + "A").collect(Collectors.joining(" "));
        var text = TextVectorization.create();
        text.adapt(List.of(signs, "AZ az Za", "one\u000btwo\fthree\rfour\nfive\tsix seven\u001ceight"));

        assertThat(text.getVocabulary()).containsExactly("", "[UNK]", "aa", "az", "za", "two", "three", "six", "seven\u001ceight", "one", "four", "five");
    }

    @Test
    void numbersBeyondTheVocabularyAreThoseOfNoToken() {
        NDArray numbers = NDArray.of(new long[][] {{4, -1, 0, 1, 3}});

        assertThat(IntegerLookup.of(42, 7, 12).invert(true).apply(numbers)).isEqualTo(NDArray.of(new long[][] {{-1, -1, -1, 42, 12}}));
        assertThat(IntegerLookup.of(42, 7, 12).tokens(numbers)).containsExactly(-1L, -1L, -1L, 42L, 12L);
    }

    @Test
    void theWayBackStandsOutsideOfModels() {
        var back = StringLookup.of(List.of("a", "b")).invert(true);

        assertThatThrownBy(() -> back.apply(Input.shape(1).texts())).hasMessage("StringLookup 'string_lookup': expected a lookup of tokens, got one that inverts: it answers "
                + "tokens, which no model can. Leave it out of the model, and call tokens(numbers) with what the model answers.");
        assertThatThrownBy(() -> back.apply(Input.shape(1).dtype("int64"))).hasMessageStartingWith("StringLookup 'string_lookup': expected a lookup of tokens, got one that inverts");
        assertThat(back.tokens(NDArray.of(2L, 1L, 0L))).containsExactly("b", "a", "[UNK]");
    }

    /// Also negative ones, in Java as in a program.
    @Test
    void unknownNumbersAreSpreadByTheirRemainder() {
        var lookup = IntegerLookup.of(42).numOovIndices(3);

        assertThat(lookup.apply(NDArray.of(-42L, -1L, 3L, -8L, 42L)).toLongArray()).containsExactly(0, 2, 0, 1, 3);
        assertThat(lookup.apply(List.of(-42L, -1L, 3L, -8L, 42L)).toLongArray()).containsExactly(0, 2, 0, 1, 3);
    }

    @Test
    void oneBinHoldsTheMaskToo() {
        assertThat(Hashing.of(1).maskValue("").apply(List.of("", "a", "b")).toLongArray()).containsExactly(0, 0, 0);
    }

    /// Numbers of Keras 3.15 for `[["a1"], ["b2"], ["c3"]]`, not of the letters' codes.
    @Test
    void textsInAnArrayAreHashedAsTexts() {
        NDArray texts = Texts.array("a1", "b2", "c3");

        assertThat(Hashing.of(6).apply(texts)).isEqualTo(NDArray.of(new long[][] {{5}, {0}, {2}}));
        assertThat(Hashing.of(6).salt(11, 12).outputMode("one_hot").apply(texts).argMax(-1).toLongArray()).containsExactly(0, 5, 1);
    }

    @Test
    void oneSaltStandsForBoth() {
        var config = new HashMap<String, Object>(Hashing.of(1000).salt(133, 133).kerasConfig());
        config.put("salt", 133);

        assertThat(FromKeras.object(Hashing.class, config).apply(List.of("a", "b")).toLongArray()).containsExactly(997, 824);
    }

    @Test
    void aVocabularyHasEachTokenOnceAndSpecialOnesInFront() {
        assertThat(StringLookup.of(List.of("a", "b")).maxTokens(3).vocabularySize()).isEqualTo(3);
        assertThatThrownBy(() -> StringLookup.of(List.of("a", "b", "c")).maxTokens(3).vocabularySize())
                .hasMessageEndingWith(": expected at most 3 tokens (max_tokens), got 4. Allow more, or leave out rare ones.");
        assertThatThrownBy(() -> StringLookup.of(List.of("a", "b", "a"))).hasMessageEndingWith(": expected each token once in the vocabulary, got 'a' twice.");
        assertThatThrownBy(() -> StringLookup.of(List.of("a", "", "b")).maskToken("").vocabularySize())
                .hasMessageEndingWith(": expected special tokens only in front of the vocabulary, in the order [, [UNK]], got one within.");
        assertThatThrownBy(() -> StringLookup.create().adapt(List.of("[UNK]"))).hasMessageEndingWith(": expected tokens to learn, got none but special ones. Adapt to data that has others.");
        assertThatThrownBy(() -> StringLookup.of(List.of("a")).numOovIndices(0).apply(List.of("b")))
                .hasMessageEndingWith(": expected tokens of the vocabulary, got 'b'. Use numOovIndices(1) for unknown ones.");
    }

    @Test
    void samplesOfNumbersAreOfOneLengthAndOfCountsOfAny() {
        var lookup = StringLookup.of(List.of("a", "b"));
        List<List<String>> uneven = List.of(List.of("a"), List.of("b", "b"));

        assertThat(lookup.outputMode(OutputMode.COUNT).applyAll(uneven)).isEqualTo(NDArray.of(new float[][] {{0, 1, 0}, {0, 0, 2}}));
        assertThatThrownBy(() -> lookup.applyAll(uneven)).hasMessageEndingWith(": expected samples of one length, got up to 2 tokens. Pad them, or use TextVectorization.");
    }

    /// As Python ends them on Windows.
    @Test
    void aVocabularysLinesMayEndInTwoCharacters() {
        var lookup = StringLookup.create();
        lookup.restore(Map.of("vocabulary.txt", "[UNK]\r\nfig\r\nkiwi\r\n".getBytes(StandardCharsets.UTF_8)), Map.of());

        assertThat(lookup.getVocabulary()).containsExactly("[UNK]", "fig", "kiwi");
    }
}
