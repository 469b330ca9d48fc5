package org.keras4j.apps.books;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.apps.data.DataFiles;

/// What readers call the books of the full goodbooks-10k.
///
/// | file            | columns, found by name             |
/// |-----------------|------------------------------------|
/// | `tags.csv`      | `tag_id, tag_name`                 |
/// | `book_tags.csv` | `goodreads_book_id, tag_id, count` |
///
/// Goodreads' number of a book is `goodreads_book_id` in `books.csv` of GitHub's edition, and `book_id` in Kaggle's, which has an `id` as well.
///
/// @param counts how often each tag was given, by Goodreads' number of the book
public record BookTags(Map<Integer, Map<String, Integer>> counts) {
    public static final String TAGS = "tags.csv";
    public static final String BOOK_TAGS = "book_tags.csv";
    public static final DataFiles FILES = DataFiles.of("books", "tags of goodbooks-10k", TAGS, BOOK_TAGS);

    /// @throws DataException if a file is broken
    public static BookTags read(DataFiles.Real files) {
        var names = CsvTable.read(files.file(TAGS));
        int[] numbers = whole(names, "tag_id");
        var texts = names.texts("tag_name");
        var byNumber = new HashMap<Integer, String>();
        IntStream.range(0, numbers.length).forEach(i -> byNumber.put(numbers[i], texts.get(i)));
        var table = CsvTable.read(files.file(BOOK_TAGS));
        int[] books = whole(table, "goodreads_book_id");
        int[] ids = whole(table, "tag_id");
        int[] counts = whole(table, "count");
        var tagged = new HashMap<Integer, Map<String, Integer>>();
        for (int i = 0; i < books.length; i++) {
            // A few counts of the published file are −1.
            tagged.computeIfAbsent(books[i], _ -> new HashMap<>()).merge(byNumber.getOrDefault(ids[i], ""), Math.max(0, counts[i]), Integer::sum);
        }
        return new BookTags(tagged);
    }

    /// {@return Goodreads' number of each row of a `books.csv`}
    public static int[] goodreadsNumbers(CsvTable books) {
        return whole(books, books.columns().contains("goodreads_book_id") ? "goodreads_book_id" : "book_id");
    }

    /// {@return the tags by the number that ratings have for a book}
    ///
    /// @param books the `books.csv` that belongs to the ratings
    /// @throws DataException if the file is broken
    Map<Integer, Map<String, Integer>> byId(Path books) {
        var table = CsvTable.read(books);
        int[] ids = whole(table, table.columns().contains("id") ? "id" : "book_id");
        int[] goodreads = goodreadsNumbers(table);
        var byId = new HashMap<Integer, Map<String, Integer>>();
        IntStream.range(0, ids.length).forEach(i -> byId.put(ids[i], counts.getOrDefault(goodreads[i], Map.of())));
        return byId;
    }

    private static int[] whole(CsvTable table, String column) {
        return DoubleStream.of(table.numbers(column)).mapToInt(number -> (int) number).toArray();
    }
}
