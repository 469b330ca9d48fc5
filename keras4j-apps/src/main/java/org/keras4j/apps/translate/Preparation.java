package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.chinese.ChineseScript;
import org.keras4j.datasets.SentencePairs.Pair;

/// How sentences become tokens, and back: the same in training and for the user's own.
///
/// @param to which column is written; the other one is read
record Preparation(To to, Tokens tokens, Script script) {

    /// The language that is written.
    enum To {
        /// That of the second column.
        ZH,
        /// That of the first column, English in Anki's files.
        EN
    }

    /// What is done about Chinese characters: Tatoeba has some sentences in traditional ones, some in simplified ones, some in both.
    enum Script {
        SIMPLIFIED, TRADITIONAL, AS_IS;

        String of(String text) {
            return switch (this) {
                case SIMPLIFIED -> ChineseScript.simplified(text);
                case TRADITIONAL -> ChineseScript.traditional(text);
                case AS_IS -> text;
            };
        }
    }

    String source(Pair pair) {
        return to == To.ZH ? pair.source() : pair.target();
    }

    String target(Pair pair) {
        return to == To.ZH ? pair.target() : pair.source();
    }

    /// {@return the tokens of a sentence to be read}
    List<String> read(String sentence) {
        return tokens.of(to == To.ZH ? english(sentence) : script.of(sentence));
    }

    /// {@return the same tokens as the user wrote them, for what can't be translated}
    List<String> asWritten(String sentence) {
        return tokens.of(straight(sentence));
    }

    /// {@return the tokens of a translation}
    List<String> written(String sentence) {
        return tokens.of(to == To.ZH ? script.of(sentence) : english(sentence));
    }

    /// {@return the sentence that these tokens make, as it is shown}
    String shown(List<String> tokens) {
        String text = this.tokens.text(tokens);
        return switch (to) {
            case ZH -> text;
            case EN -> text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1).replaceAll("\\bi\\b", "I");
        };
    }

    /// {@return what translations are scored by, whatever they were written in: each Han character, each mark, each word}
    List<String> scored(List<String> tokens) {
        return Tokens.WORD.of(this.tokens.text(tokens));
    }

    private static String english(String sentence) {
        return straight(sentence).toLowerCase(Locale.ROOT);
    }

    private static String straight(String sentence) {
        return sentence.replace('’', '\'');
    }
}
