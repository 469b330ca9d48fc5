package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;

/// What is known of both languages.
record Vocabularies(Vocabulary source, Vocabulary target) {
    static final String SOURCE = "vocabulary-source.txt";
    static final String TARGET = "vocabulary-target.txt";

    static Vocabularies of(List<SentencePair> pairs) {
        return new Vocabularies(Vocabulary.of(pairs.stream().map(SentencePair::source)), Vocabulary.of(pairs.stream().map(SentencePair::target)));
    }

    static Vocabularies read(EarlierRun run) {
        return new Vocabularies(Vocabulary.read(run, SOURCE), Vocabulary.read(run, TARGET));
    }

    void write(RunFolder folder) {
        source.write(folder, SOURCE);
        target.write(folder, TARGET);
    }
}
