package org.keras4j.apps.translate;

import module java.base;

/// What a sentence is cut into.
enum Tokens {
    /// Words and numbers whole; each Han character, each kana and each mark by itself.
    WORD {
        @Override
        List<String> of(String text) {
            return PARTS.matcher(text).results().map(MatchResult::group).toList();
        }

        @Override
        String text(List<String> tokens) {
            var text = new StringBuilder();
            for (var token : tokens) {
                text.append(spaced(text, token) ? " " : "").append(token);
            }
            return text.toString();
        }
    },

    /// The same words in pieces, which [Subwords] cuts; here they are still whole.
    BPE {
        @Override
        List<String> of(String text) {
            return WORD.of(text);
        }

        @Override
        String text(List<String> tokens) {
            return WORD.text(Subwords.words(tokens));
        }
    },

    /// Each character by itself, spaces included.
    CHAR {
        @Override
        List<String> of(String text) {
            return text.strip().codePoints().mapToObj(c -> Character.isWhitespace(c) ? SPACE : Character.toString(c)).toList();
        }

        @Override
        String text(List<String> tokens) {
            return String.join("", tokens).replace(SPACE, " ");
        }
    };

    /// Stands for a space, so that tokens can be joined by spaces in files.
    private static final String SPACE = "▁";
    private static final String EAST_ASIAN = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}";
    private static final String LETTERS = "[\\p{L}\\p{M}&&[^" + EAST_ASIAN + "]]+";
    private static final Pattern PARTS = Pattern.compile(LETTERS + "(?:'" + LETTERS + ")*|\\p{N}+|\\S");
    private static final int FIRST_EAST_ASIAN = 0x2e80;
    private static final String CLOSING = ".,!?;:)]%”…";
    private static final String OPENING = "([“$";

    abstract List<String> of(String text);

    /// {@return the sentence that these tokens make}
    abstract String text(List<String> tokens);

    private static boolean spaced(CharSequence before, String token) {
        if (before.isEmpty()) {
            return false;
        }
        char last = before.charAt(before.length() - 1);
        char first = token.charAt(0);
        return last < FIRST_EAST_ASIAN && first < FIRST_EAST_ASIAN && CLOSING.indexOf(first) < 0 && OPENING.indexOf(last) < 0;
    }
}
