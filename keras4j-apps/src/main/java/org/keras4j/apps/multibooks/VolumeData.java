package org.keras4j.apps.multibooks;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.DataFile;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataFiles;
import org.keras4j.apps.data.Origin;

/// Books in their three parts, and what is to be said of them.
record VolumeData(VolumeSplit split, DataDescription description) {
    static final String FILE = "books_multi.csv";
    static final DataFiles FILES = DataFiles.of("tabular", "table of books", FILE);
    private static final int LEAST = 100;

    /// @param limit how many training books to keep; `null` for all
    /// @throws DataException if the file is missing or broken, or has too few books
    static VolumeData load(DataFiles.Choice choice, long seed, @Nullable Integer limit, Output output) {
        return switch (choice) {
            case DataFiles.Real real -> {
                var file = real.file(FILE);
                var volumes = read(file);
                if (volumes.size() < LEAST) {
                    throw new DataException(file + ": expected " + LEAST + " books or more, got " + volumes.size() + ".");
                }
                yield of(volumes, seed, limit, "books of goodbooks-10k", file.toString(), Origin.REAL, List.of(DataFile.of(file)), "goodbooks-10k by Zygmunt Zając, CC BY-SA 4.0", output);
            }
            case DataFiles.Generated generated -> {
                generated.warn(output);
                yield of(VolumeGenerator.generate(seed), seed, limit, "invented books", "generated from seed " + seed, Origin.SYNTHETIC, List.of(), "none needed", output);
            }
        };
    }

    /// `title, author, year, lang, books_count, work_ratings_count, work_text_reviews_count, average_rating`, found by name. Other columns aren't
    /// looked at: the shares of stars would give the rating away.
    static List<Volume> read(Path file) {
        var table = CsvTable.read(file);
        var titles = table.texts("title");
        var authors = table.texts("author");
        var languages = table.texts("lang");
        var numbers = table.numbers(List.of("year", "books_count", "work_ratings_count", "work_text_reviews_count", "average_rating"));
        return IntStream.range(0, titles.size()).mapToObj(i -> {
            var row = numbers[i];
            if (row[1] < 0 || row[2] < 0 || row[3] < 0) {
                throw new DataException(file + ": line " + table.rows().get(i).line() + ": expected counts of 0 or more, got " + row[1] + ", " + row[2] + " and " + row[3] + ".");
            }
            if (row[4] < 1 || row[4] > 5) {
                throw table.wrong(table.rows().get(i), table.column("average_rating"), "a rating from 1 to 5");
            }
            return new Volume(titles.get(i), authors.get(i), new Volume.Counts(row[1], row[2], row[3]), (int) row[0], Language.of(languages.get(i)), row[4]);
        }).toList();
    }

    private static VolumeData of(List<Volume> volumes, long seed, @Nullable Integer limit, String name, String place, Origin origin, List<DataFile> files, String licence, Output output) {
        var split = VolumeSplit.of(volumes, seed).limited(limit);
        var description = new DataDescription(name, place, origin, files,
                List.of(part("train", split.train()), part("validation", split.validation()), part("test", split.test())), licence);
        description.lines().forEach(output::say);
        output.say("  no author and no series is in two parts");
        return new VolumeData(split, description);
    }

    private static Split part(String name, List<Volume> volumes) {
        return Split.of(name, Language.names(), volumes.stream().mapToInt(volume -> volume.language().ordinal()).toArray());
    }
}
