package org.keras4j.apps.multibooks;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.books.BookTags;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.apps.data.DataFiles;

/// The books of the full goodbooks-10k, in its own files, with a genre each: of its [tags][BookTags], and of `books.csv` with the columns `title, authors,
/// original_publication_year, language_code, books_count, work_ratings_count, work_text_reviews_count, average_rating`, and Goodreads' number.
final class TaggedBooks {
    static final String BOOKS = "books.csv";

    private TaggedBooks() {}

    /// {@return the table beside the tags}
    ///
    /// @throws DataException if it isn't there
    static Path books(DataFiles.Real tags) {
        return Stream.of(BOOKS, BOOKS + ".gz").map(tags.folder()::resolve).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new DataException(tags.folder() + ": " + BOOKS + " is missing, while " + BookTags.TAGS + " and " + BookTags.BOOK_TAGS + " are there. Complete the files."));
    }

    /// Those whose year is known, 21 of 10,000 aren't.
    ///
    /// @throws DataException if a file is missing or broken, or the tags are of other books
    static List<Volume> read(DataFiles.Real tags) {
        var table = CsvTable.read(books(tags));
        var tagged = BookTags.read(tags).counts();
        int[] ids = BookTags.goodreadsNumbers(table);
        if (IntStream.of(ids).noneMatch(tagged::containsKey)) {
            throw new DataException(tags.file(BookTags.BOOK_TAGS) + ": expected tags of the books in " + table.file() + ", got those of others. Take all files from one edition.");
        }
        int year = table.column("original_publication_year");
        var dated = IntStream.range(0, ids.length).filter(i -> !table.rows().get(i).fields().get(year).isBlank()).toArray();
        var kept = new CsvTable(table.file(), table.columns(), IntStream.of(dated).mapToObj(table.rows()::get).toList());
        var volumes = VolumeData.volumes(kept, "authors", "original_publication_year", "language_code");
        return IntStream.range(0, dated.length).mapToObj(i -> volumes.get(i).genre(Genre.of(tagged.getOrDefault(ids[dated[i]], Map.of())))).toList();
    }
}
