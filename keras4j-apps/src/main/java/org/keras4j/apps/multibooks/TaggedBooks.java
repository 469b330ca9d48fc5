package org.keras4j.apps.multibooks;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.apps.data.DataFiles;

/// The books of the full goodbooks-10k, in its own files, with a genre each.
///
/// | file            | columns, found by name                                                                                                 |
/// |-----------------|------------------------------------------------------------------------------------------------------------------------|
/// | `books.csv`     | `title, authors, original_publication_year, language_code, books_count, work_ratings_count, work_text_reviews_count, average_rating`, and Goodreads' number |
/// | `tags.csv`      | `tag_id, tag_name`                                                                                                     |
/// | `book_tags.csv` | `goodreads_book_id, tag_id, count`                                                                                     |
///
/// Goodreads' number of a book is `goodreads_book_id` in GitHub's edition, and `book_id` in Kaggle's, which has an `id` as well.
final class TaggedBooks {
    static final String BOOKS = "books.csv";
    static final String TAGS = "tags.csv";
    static final String BOOK_TAGS = "book_tags.csv";
    static final DataFiles FILES = DataFiles.of("books", "tags of goodbooks-10k", TAGS, BOOK_TAGS);

    private TaggedBooks() {}

    /// {@return the table beside the tags}
    ///
    /// @throws DataException if it isn't there
    static Path books(DataFiles.Real tags) {
        return Stream.of(BOOKS, BOOKS + ".gz").map(tags.folder()::resolve).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new DataException(tags.folder() + ": " + BOOKS + " is missing, while " + TAGS + " and " + BOOK_TAGS + " are there. Complete the files."));
    }

    /// Those whose year is known, 21 of 10,000 aren't.
    ///
    /// @throws DataException if a file is missing or broken, or the tags are of other books
    static List<Volume> read(DataFiles.Real tags) {
        var table = CsvTable.read(books(tags));
        var genres = genres(tags.file(TAGS), tags.file(BOOK_TAGS));
        int[] ids = whole(table, table.columns().contains("goodreads_book_id") ? "goodreads_book_id" : "book_id");
        if (IntStream.of(ids).noneMatch(genres::containsKey)) {
            throw new DataException(tags.file(BOOK_TAGS) + ": expected tags of the books in " + table.file() + ", got those of others. Take all files from one edition.");
        }
        int year = table.column("original_publication_year");
        var dated = IntStream.range(0, ids.length).filter(i -> !table.rows().get(i).fields().get(year).isBlank()).toArray();
        var kept = new CsvTable(table.file(), table.columns(), IntStream.of(dated).mapToObj(table.rows()::get).toList());
        var volumes = VolumeData.volumes(kept, "authors", "original_publication_year", "language_code");
        return IntStream.range(0, dated.length).mapToObj(i -> volumes.get(i).genre(genres.getOrDefault(ids[dated[i]], Genre.OTHER))).toList();
    }

    /// {@return the genre of each book by Goodreads' number}
    private static Map<Integer, Genre> genres(Path tags, Path bookTags) {
        var names = CsvTable.read(tags);
        int[] numbers = whole(names, "tag_id");
        var texts = names.texts("tag_name");
        var byNumber = new HashMap<Integer, String>();
        IntStream.range(0, numbers.length).forEach(i -> byNumber.put(numbers[i], texts.get(i)));
        var table = CsvTable.read(bookTags);
        int[] books = whole(table, "goodreads_book_id");
        int[] ids = whole(table, "tag_id");
        int[] counts = whole(table, "count");
        var tagged = new HashMap<Integer, Map<String, Integer>>();
        for (int i = 0; i < books.length; i++) {
            // A few counts of the published file are −1.
            tagged.computeIfAbsent(books[i], _ -> new HashMap<>()).merge(byNumber.getOrDefault(ids[i], ""), Math.max(0, counts[i]), Integer::sum);
        }
        return tagged.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> Genre.of(entry.getValue())));
    }

    private static int[] whole(CsvTable table, String column) {
        return DoubleStream.of(table.numbers(column)).mapToInt(number -> (int) number).toArray();
    }
}
