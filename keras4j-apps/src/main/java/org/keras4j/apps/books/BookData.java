package org.keras4j.apps.books;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataFiles;
import org.keras4j.datasets.Goodbooks;
import org.keras4j.engine.tensor.FormatException;

/// The ratings in their three parts, and what is to be said of them.
///
/// @param tags how often each tag was given to a book, by its id; empty without the files of the full goodbooks-10k
record BookData(RatingSplit split, Map<Integer, Map<String, Integer>> tags, DataDescription description) {
    static final DataFiles FILES = DataFiles.of("books", "goodbooks-10k", "ratings.csv", "books.csv");
    private static final List<String> STARS = List.of("1", "2", "3", "4", "5");
    /// Fewer can't be told apart from chance.
    static final int LEAST_READERS = 20;

    /// @param limit how many readers to keep; `null` for all
    /// @throws DataException if the files are missing, broken, or hold too few readers of twenty books or more
    static BookData load(DataFiles.Choice choice, long seed, @Nullable Integer limit, Output output) {
        return switch (choice) {
            case DataFiles.Real real -> {
                Goodbooks read;
                try {
                    read = Goodbooks.read(real.file("ratings.csv"), real.file("books.csv"));
                } catch (FormatException | UncheckedIOException e) {
                    throw new DataException(e.getMessage(), e);
                }
                yield of(read, tags(real), seed, limit, DataDescription.real("goodbooks-10k (" + read.edition().name().toLowerCase(Locale.ROOT) + " edition)",
                        real.folder(), real.files().values(), "goodbooks-10k by Zygmunt Zając, CC BY-SA 4.0"), output);
            }
            case DataFiles.Generated generated -> {
                generated.warn(output);
                yield of(BookGenerator.generate(seed), Map.of(), seed, limit,
                        DataDescription.generated("invented books and readers", "generated from seed " + seed), output);
            }
        };
    }

    private static Map<Integer, Map<String, Integer>> tags(DataFiles.Real real) {
        return BookTags.FILES.in(List.of(real.folder())).map(tags -> BookTags.read(tags).byId(real.file("books.csv"))).orElse(Map.of());
    }

    private static BookData of(Goodbooks read, Map<Integer, Map<String, Integer>> tags, long seed, @Nullable Integer limit, DataDescription source, Output output) {
        var split = RatingSplit.of(read, seed, limit);
        if (split.readers() < LEAST_READERS) {
            throw new DataException(source.location() + ": expected " + LEAST_READERS + " readers or more with " + RatingSplit.LEAST_RATINGS + " ratings or more each, got "
                    + split.readers() + ".");
        }
        var description = source.splits(List.of(part("train", split.train()), part("validation", split.validation()), part("test", split.test())));
        description.lines().forEach(output::say);
        output.say(String.format(Locale.ROOT, "  %,d readers with %d ratings or more, %,d books; held out: %s", split.readers(), RatingSplit.LEAST_RATINGS,
                split.books().size(), split.rule()));
        output.say(String.format(Locale.ROOT, "  left out: %,d ratings of other readers, %,d repeated, %,d of unlisted books; test ratings of books not in train: %,d",
                read.ratings().count() - split.train().count() - split.validation().count() - split.test().count(), read.repeated(), read.unmatched(), split.cold()));
        return new BookData(split, tags, description);
    }

    private static Split part(String name, Ratings ratings) {
        return Split.of(name, STARS, IntStream.range(0, ratings.count()).map(i -> (int) ratings.values()[i] - 1).toArray());
    }
}
