package org.keras4j.apps.qa;

import module java.base;

/// A story, a question about it and the answer.
///
/// @param sentences without full stops
/// @param question without a question mark
record Story(List<String> sentences, String question, String answer) {
    Story {
        sentences = List.copyOf(sentences);
    }
}
