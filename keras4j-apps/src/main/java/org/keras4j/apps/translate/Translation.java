package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.decoding.Hypothesis;

/// A translation that was found.
///
/// @param tokens as shown: an unknown sign is the word of the source that was looked at most
/// @param score by which it is ranked
record Translation(List<String> tokens, double score, Hypothesis hypothesis) {
    Translation {
        tokens = List.copyOf(tokens);
    }
}
