package org.keras4j.apps.translate;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Setting;

/// The options that only `translate` has.
///
/// @param pairs a file of the user's; `null` for the English and Chinese sentences
/// @param limit how many pairs to learn from; the preset's number if it is `null`
record TranslateOptions(
        @Setting(value = "learn from this file of sentence pairs, in any two languages, as Tatoeba and Anki have them", label = "FILE") @Nullable Path pairs,
        @Setting("which column is written: the second (zh), or the first (en)") Preparation.To to,
        @Setting("what a sentence is cut into") Tokens tokens,
        @Setting("how Chinese is written") Preparation.Script script,
        @Setting(value = "learn from N pairs only", label = "N", least = 100) @Nullable Integer limit,
        @Setting(value = "how many translations are followed at a time", label = "N", least = 1, most = 100) int beam) {

    static final TranslateOptions DEFAULTS = new TranslateOptions(null, Preparation.To.ZH, Tokens.WORD, Preparation.Script.SIMPLIFIED, null, 5);

    Preparation preparation() {
        return new Preparation(to, tokens, script);
    }
}
