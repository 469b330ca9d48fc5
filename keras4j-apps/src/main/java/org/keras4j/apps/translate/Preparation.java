package org.keras4j.apps.translate;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.chinese.ChineseScript;
import org.keras4j.datasets.SentencePairs.Pair;

/// How sentences become tokens, and back: the same in training and for the user's own.
///
/// @param to which column is written; the other one is read
/// @param subwords what cuts words into pieces, of `Tokens.BPE` once it has learned; else `null`
record Preparation(To to, Tokens tokens, Script script, @Nullable Subwords subwords) {
    /// With few sentences few pairs are best: Sennrich and Zhang 2019.
    private static final int MERGES = 2000;

    Preparation(To to, Tokens tokens, Script script) {
        this(to, tokens, script, null);
    }

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

    /// {@return the same that reads and writes whole words}
    Preparation whole() {
        return new Preparation(to, tokens, script);
    }

    /// {@return the same that knows the pieces of words, if it is to cut into such and doesn't know any yet}
    ///
    /// @param train from which it learns
    Preparation learned(List<SentencePair> train) {
        return tokens != Tokens.BPE || subwords != null ? this
                : new Preparation(to, tokens, script, Subwords.learn(train.stream().flatMap(pair -> Stream.of(pair.source(), pair.target())).flatMap(List::stream), MERGES));
    }

    /// {@return the tokens of a sentence to be read}
    List<String> read(String sentence) {
        return cut(readWords(sentence));
    }

    private List<String> readWords(String sentence) {
        return tokens.of(to == To.ZH ? english(sentence) : script.of(sentence));
    }

    /// {@return the same tokens as the user wrote them, for what can't be translated}
    List<String> asWritten(String sentence) {
        var written = tokens.of(straight(sentence));
        if (subwords == null) {
            return written;
        }
        var read = readWords(sentence);
        return IntStream.range(0, read.size()).boxed().flatMap(i -> {
            var pieces = subwords.of(read.get(i));
            // A capital letter may be two small ones, as İ is.
            return (read.get(i).length() == written.get(i).length() ? Subwords.like(pieces, written.get(i)) : pieces).stream();
        }).toList();
    }

    /// {@return the tokens of a translation}
    List<String> written(String sentence) {
        return cut(tokens.of(to == To.ZH ? script.of(sentence) : english(sentence)));
    }

    private List<String> cut(List<String> words) {
        return subwords == null ? words : words.stream().flatMap(word -> subwords.of(word).stream()).toList();
    }

    /// {@return a pair of whole words in the pieces that it has learned}
    SentencePair cut(SentencePair pair) {
        return subwords == null ? pair : new SentencePair(pair.text(), cut(pair.source()), cut(pair.target()), pair.attribution());
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
