package org.keras4j.apps.translate;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Setting;
import org.keras4j.apps.translate.TranslateNetwork.Kind;

/// The options that only `translate` has.
///
/// @param pairs a file of the user's; `null` for the English and Chinese sentences
/// @param tokens `null` for what the preset has, as with `script`
/// @param limit how many pairs to learn from; the preset's number if it is `null`
record TranslateOptions(
        @Setting(value = "learn from this file of sentence pairs, in any two languages, as Tatoeba and Anki have them", label = "FILE") @Nullable Path pairs,
        @Setting("which column is written: the second (zh), or the first (en)") Preparation.To to,
        @Setting("what a sentence is cut into: words, characters, or words in pieces that training taught (default: word; with --preset paper char)") @Nullable Tokens tokens,
        @Setting("how Chinese is written (default: simplified; with --preset paper as_is)") Preparation.@Nullable Script script,
        @Setting(value = "learn from N pairs only", label = "N", least = 100) @Nullable Integer limit,
        @Setting(value = "how many translations are followed at a time", label = "N", least = 1, most = 100) int beam,
        @Setting("learn with a small Transformer, too; predict, demo: ask it") boolean transformer,
        @Setting(value = "in place of this share of the right signs, rising to it, read those that the network would write (scheduled sampling); 0 for none", label = "P") double ownSigns) {

    static final TranslateOptions DEFAULTS = new TranslateOptions(null, Preparation.To.ZH, null, null, null, 5, false, 0);

    TranslateOptions {
        if (!(ownSigns >= 0 && ownSigns <= 1)) {
            throw new IllegalArgumentException("--own-signs: expected a share from 0 to 1, got " + ownSigns + ".");
        }
    }

    /// The networks that a run learns with, the one that it is about first.
    List<Kind> kinds(Preset preset) {
        return Stream.of(Kind.values()).filter(kind -> switch (kind) {
            case ORIGINAL -> preset == Preset.PAPER;
            case ATTENTION, PLAIN -> preset != Preset.PAPER;
            case TRANSFORMER -> transformer;
        }).toList();
    }

    /// The network that is asked.
    Kind asked() {
        return transformer ? Kind.TRANSFORMER : Kind.ATTENTION;
    }

    Preparation preparation(Preset preset) {
        boolean paper = preset == Preset.PAPER;
        return new Preparation(to, tokens != null ? tokens : paper ? Tokens.CHAR : Tokens.WORD,
                script != null ? script : paper ? Preparation.Script.AS_IS : Preparation.Script.SIMPLIFIED);
    }
}
