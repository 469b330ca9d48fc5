package org.keras4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

/// Expected numbers are what the `Tokenizer` of Keras 3.15.1 gives.
class TokenizerTest {
    @Test
    void frequentWordsHaveSmallNumbers() {
        var tokenizer = Tokenizer.ofWords().numWords(5).oovToken("<o>");
        tokenizer.fit(List.of("The cat, the dog!", "a cat sat. The END", "dog"));

        assertThat(tokenizer.wordIndex()).containsExactly(Map.entry("<o>", 1), Map.entry("the", 2), Map.entry("cat", 3), Map.entry("dog", 4),
                Map.entry("a", 5), Map.entry("sat", 6), Map.entry("end", 7));
        assertThat(tokenizer.sequences(List.of("the cat sat", "new dog"))).containsExactly(new int[] {2, 3, 1}, new int[] {1, 4});
        assertThat(tokenizer.text(2, 3, 1)).isEqualTo("the cat <o>");
        assertThat(tokenizer.wordCounts()).containsExactly(Map.entry("the", 3), Map.entry("cat", 2), Map.entry("dog", 2), Map.entry("a", 1), Map.entry("sat", 1),
                Map.entry("end", 1));
    }

    @Test
    void charactersAreTokensToo() {
        var tokenizer = Tokenizer.ofCharacters();
        tokenizer.fit(List.of("aab b"));

        assertThat(tokenizer.sequence("ab c")).containsExactly(1, 2, 3);
        assertThat(tokenizer.text(1, 3, 2)).isEqualTo("a b");
    }
}
