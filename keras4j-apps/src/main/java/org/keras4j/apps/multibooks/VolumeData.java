package org.keras4j.apps.multibooks;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.books.BookTags;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataFiles;
import org.keras4j.apps.data.DataPlaces;

/// Books in their three parts, and what is to be said of them.
record VolumeData(VolumeSplit split, DataDescription description) {
    static final String FILE = "books_multi.csv";
    private static final DataFiles FILES = DataFiles.of("tabular", "table of books", FILE);
    private static final int LEAST = 100;

    /// The full goodbooks-10k where its tags are, else the table alone.
    static DataFiles.Choice choose(RunOptions options, DataPlaces places) {
        var tagged = BookTags.FILES.find(options, places);
        return tagged.isPresent() ? tagged.get() : FILES.choose(options, places);
    }

    /// The same kind of files as those from which a network of these heads learned, which are divided alike.
    ///
    /// @throws DataException if it learned genres and there are no tags
    static DataFiles.Choice chooseAgain(Set<Head> heads, RunOptions options, DataPlaces places) {
        return !heads.contains(Head.GENRE) ? FILES.choose(options, places) : BookTags.FILES.find(options, places)
                .orElseThrow(() -> new DataException("The network learned genres, and no tags were found. Expected " + BookTags.TAGS + " and " + BookTags.BOOK_TAGS + " in --data."));
    }

    /// {@return what is known of each book, and so can be learned}
    Set<Head> heads() {
        return split.train().getFirst().genre() != null ? EnumSet.allOf(Head.class) : Head.WITHOUT_TAGS;
    }

    /// @param limit how many training books to keep; `null` for all
    /// @throws DataException if the file is missing or broken, or has too few books
    static VolumeData load(DataFiles.Choice choice, long seed, @Nullable Integer limit, Output output) {
        return switch (choice) {
            case DataFiles.Real real -> {
                boolean tagged = real.files().containsKey(BookTags.TAGS);
                var file = tagged ? TaggedBooks.books(real) : real.file(FILE);
                var volumes = tagged ? TaggedBooks.read(real) : read(file);
                var files = Stream.concat(Stream.of(file), real.files().values().stream()).distinct().toList();
                if (volumes.size() < LEAST) {
                    throw new DataException(file + ": expected " + LEAST + " books or more, got " + volumes.size() + ".");
                }
                yield of(volumes, seed, limit, DataDescription.real("books of goodbooks-10k", file, files, "goodbooks-10k by Zygmunt Zając, CC BY-SA 4.0"), output);
            }
            case DataFiles.Generated generated -> {
                generated.warn(output);
                yield of(VolumeGenerator.generate(seed), seed, limit, DataDescription.generated("invented books", "generated from seed " + seed), output);
            }
        };
    }

    /// `title, author, year, lang, books_count, work_ratings_count, work_text_reviews_count, average_rating`, found by name. Other columns aren't
    /// looked at: the shares of stars would give the rating away.
    static List<Volume> read(Path file) {
        return volumes(CsvTable.read(file), "author", "year", "lang");
    }

    static List<Volume> volumes(CsvTable table, String author, String year, String language) {
        var titles = table.texts("title");
        var authors = table.texts(author);
        var languages = table.texts(language);
        var numbers = table.numbers(List.of(year, "books_count", "work_ratings_count", "work_text_reviews_count", "average_rating"));
        return IntStream.range(0, titles.size()).mapToObj(i -> {
            var row = numbers[i];
            if (row[1] < 0 || row[2] < 0 || row[3] < 0) {
                throw new DataException(table.file() + ": line " + table.rows().get(i).line() + ": expected counts of 0 or more, got " + row[1] + ", " + row[2] + " and " + row[3] + ".");
            }
            if (row[4] < 1 || row[4] > 5) {
                throw table.wrong(table.rows().get(i), table.column("average_rating"), "a rating from 1 to 5");
            }
            return new Volume(titles.get(i), authors.get(i), new Volume.Counts(row[1], row[2], row[3]), (int) row[0], Language.of(languages.get(i)), row[4]);
        }).toList();
    }

    private static VolumeData of(List<Volume> volumes, long seed, @Nullable Integer limit, DataDescription source, Output output) {
        var split = VolumeSplit.of(volumes, seed).limited(limit);
        var description = source.splits(List.of(part("train", split.train()), part("validation", split.validation()), part("test", split.test())));
        description.lines().forEach(output::say);
        output.say("  no author and no series is in two parts");
        return new VolumeData(split, description);
    }

    private static Split part(String name, List<Volume> volumes) {
        return Split.of(name, Language.names(), volumes.stream().mapToInt(volume -> volume.language().ordinal()).toArray());
    }
}
