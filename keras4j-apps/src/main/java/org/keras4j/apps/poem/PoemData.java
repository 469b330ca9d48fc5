package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.chinese.VerseForm;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.Origin;

/// Verse of the four forms in three parts, and what is to be said of it.
record PoemData(PoemSplit split, DataDescription description) {
    private static final int TEST_POEMS = 1000;
    private static final int VALIDATION_POEMS = 500;
    private static final String TANG_LICENCE = "poems in the public domain; collection chinese-poetry, MIT";
    /// Fewer can't be dealt into three parts.
    private static final int LEAST = 30;

    /// @param limit how many poems to train on at most
    /// @throws DataException if the poems are missing, broken, or too few
    static PoemData load(PoemSource source, int limit, Output output) {
        if (source instanceof PoemSource.Bundled(var wanted)) {
            output.say("60 poems only, output will be imitation (expected tang.jsonl in " + wanted + ")");
        }
        var read = source.read();
        var verses = read.stream().flatMap(poem -> VerseForm.of(poem.lines()).stream()
                .map(form -> new Verse(poem.title(), poem.author(), form, poem.lines()))).toList();
        if (verses.size() < LEAST) {
            throw new DataException(source.describe() + ": expected " + LEAST + " poems or more of four or eight lines of five or seven characters, got "
                    + verses.size() + " among " + read.size() + " poems.");
        }
        var split = PoemSplit.of(verses, VALIDATION_POEMS, TEST_POEMS).limited(limit);
        var description = describe(source, split);
        description.lines().forEach(output::say);
        output.say(String.format(Locale.ROOT, "  left out: %,d of other forms, %,d near-duplicates, %,d for a line that a held-out poem has",
                read.size() - verses.size(), split.duplicates(), split.sharing()));
        return new PoemData(split, description);
    }

    private static DataDescription describe(PoemSource source, PoemSplit split) {
        var parts = List.of(part("train", split.train()), part("validation", split.validation()), part("test", split.test()));
        var description = switch (source) {
            case PoemSource.Tang(var file) -> DataDescription.real("Tang poems", file.getParent(), List.of(file), TANG_LICENCE);
            case PoemSource.Own(var path) -> DataDescription.real(path.getFileName().toString(), path, Files.isRegularFile(path) ? List.of(path) : List.of(),
                    "the user's own");
            case PoemSource.Bundled _ -> new DataDescription("sixty Tang poems", "shipped with Keras4J", Origin.SYNTHETIC, List.of(), List.of(), TANG_LICENCE);
        };
        return description.splits(parts);
    }

    private static Split part(String name, List<Verse> poems) {
        return Split.of(name, Stream.of(VerseForm.values()).map(VerseForm::title).toList(), poems.stream().mapToInt(poem -> poem.form().ordinal()).toArray());
    }
}
