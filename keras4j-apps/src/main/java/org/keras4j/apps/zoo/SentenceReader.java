package org.keras4j.apps.zoo;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.TextVectorization;

/// Turns sentences into numbers of words, and keeps which number is which word beside the networks.
record SentenceReader(TextVectorization words) {
    static final String FILE = "vocabulary.txt";

    /// With the most frequent words of the sentences that train.
    static SentenceReader of(List<String> texts) {
        var words = empty();
        words.adapt(texts);
        return new SentenceReader(words);
    }

    private static TextVectorization empty() {
        return TextVectorization.create().maxTokens(TextNetworks.WORDS).standardize((TextVectorization.Standardize) null)
                .split(TextVectorization.Split.WHITESPACE).outputSequenceLength(TextNetworks.LENGTH);
    }

    /// {@return int32 `[texts, 64]`, 0 after the end}
    NDArray read(List<String> texts) {
        return words.apply(texts).cast(DType.INT32);
    }

    void write(RunFolder folder) {
        folder.write(FILE, words.getVocabulary().stream().skip(2).collect(Collectors.joining("\n", "", "\n")));
    }

    /// @throws DataException if the file is missing or isn't such a list
    static SentenceReader load(EarlierRun run) {
        var lines = run.lines(FILE);
        if (lines.isEmpty()) {
            throw new DataException(run.file(FILE) + ": expected words, a line each, got none. Train again.");
        }
        try {
            var words = empty();
            words.setVocabulary(lines);
            return new SentenceReader(words);
        } catch (IllegalArgumentException e) {
            throw new DataException(run.file(FILE) + ": cannot be read as a list of words: " + e.getMessage(), e);
        }
    }
}
