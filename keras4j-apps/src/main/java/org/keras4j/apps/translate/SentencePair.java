package org.keras4j.apps.translate;

import module java.base;

/// A sentence and one translation of it.
///
/// @param text the sentence as it stands in the file
/// @param source its tokens
/// @param target tokens of the translation
/// @param attribution whose sentences they are
record SentencePair(String text, List<String> source, List<String> target, String attribution) {
    SentencePair {
        source = List.copyOf(source);
        target = List.copyOf(target);
    }
}
