package org.keras4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.datasets.Goodbooks.Book;
import org.keras4j.datasets.Goodbooks.Edition;
import org.keras4j.engine.tensor.FormatException;

class GoodbooksTest {
    private static final String GITHUB = "book_id,goodreads_book_id,authors,original_publication_year,title,language_code,average_rating,ratings_count\n"
            + "1,2767052,Suzanne Collins,2008.0,\"The Hunger Games (The Hunger Games, #1)\",eng,4.34,4780653\n"
            + "2,1,\"Émile Zola, Someone\",-720.0,\"Thérèse \"\"R\"\"\",,3.9,10\n";
    /// Here `book_id` is the number of Goodreads, and ratings mean `id`.
    private static final String KAGGLE = GITHUB.replace("book_id,goodreads_book_id", "id,book_id");

    @TempDir
    Path folder;

    @Test
    void theGitHubEditionJoinsOnBookId() throws IOException {
        var data = read("user_id,book_id,rating\n7,1,5\n7,2,3\n9,1,4\n", GITHUB);

        assertThat(data.edition()).isEqualTo(Edition.GITHUB);
        assertThat(data.books().get(0)).isEqualTo(new Book(1, "The Hunger Games (The Hunger Games, #1)", "Suzanne Collins", OptionalInt.of(2008), "eng", 4.34, 4780653));
        assertThat(data.books().get(1).year()).hasValue(-720);
        assertThat(data.books().get(1).authors()).isEqualTo("Émile Zola, Someone");
        assertThat(data.ratings().users()).containsExactly(7, 7, 9);
        assertThat(data.ratings().books()).containsExactly(1, 2, 1);
        assertThat(data.ratings().values()).containsExactly(5, 3, 4);
        assertThat(data.unmatched() + data.repeated()).isZero();
    }

    @Test
    void theKaggleEditionJoinsOnId() throws IOException {
        var data = read("book_id,user_id,rating\n1,7,5\n2,7,3\n", KAGGLE);

        assertThat(data.edition()).isEqualTo(Edition.KAGGLE);
        assertThat(data.books()).extracting(Book::id).containsExactly(1, 2);
        assertThat(data.ratings().users()).containsExactly(7, 7);
        assertThat(data.ratings().books()).containsExactly(1, 2);
    }

    @Test
    void ofAPairThatComesTwiceTheLastHolds() throws IOException {
        var data = read("user_id,book_id,rating\n7,1,5\n7,2,3\n7,1,2\n", GITHUB);

        assertThat(data.ratings().values()).containsExactly(3, 2);
        assertThat(data.repeated()).isEqualTo(1);
    }

    @Test
    void oneInAHundredMayBeUnlisted() throws IOException {
        var rows = new StringBuilder("user_id,book_id,rating\n");
        IntStream.rangeClosed(1, 99).forEach(user -> rows.append(user).append(",1,4\n"));

        assertThat(read(rows + "100,77,4\n", GITHUB).unmatched()).isEqualTo(1);
        assertThatThrownBy(() -> read(rows + "100,77,4\n101,78,4\n", GITHUB)).isInstanceOf(FormatException.class)
                .hasMessage(folder.resolve("ratings.csv") + ": expected the books of " + folder.resolve("books.csv")
                        + ", got 99 of 101 ratings of a book whose 'book_id' is listed there. Take both files from one edition.");
    }

    @Test
    void readsAByteOrderMarkAndGzip() throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("ratings.csv.gz")))) {
            out.write("\uFEFFuser_id,book_id,rating\r\n7,1,5\r\n".getBytes(StandardCharsets.UTF_8));
        }
        var books = Files.writeString(folder.resolve("b.csv"), "\uFEFF" + GITHUB);

        assertThat(Goodbooks.read(folder.resolve("ratings.csv.gz"), books).ratings().users()).containsExactly(7);
    }

    @Test
    void titlesSayTheirSeries() {
        assertThat(Book.series("Catching Fire (The Hunger Games, #2)")).hasValue("The Hunger Games");
        assertThat(Book.series("Dune Messiah (Dune Chronicles #2)")).hasValue("Dune Chronicles");
        assertThat(Book.series("1984 (a novel)")).isEmpty();
        assertThat(Book.shortTitle("Catching Fire (The Hunger Games, #2)")).isEqualTo("Catching Fire");
    }

    @Test
    void namesTheLineThatIsWrong() {
        wrong("", "ratings.csv > line 1: expected a header of column names, got an empty file.");
        wrong("user_id,book,rating\n7,1,5\n", "ratings.csv > line 1: expected a column 'book_id', got user_id, book, rating.");
        wrong("user_id,book_id,rating\n", "ratings.csv > line 2: expected a row, got the end of the file.");
        wrong("user_id,book_id,rating\n7,1,5\n7,2,6\n", "ratings.csv > line 3: column 'rating': expected a whole number from 1 to 5, got '6'.");
        wrong("user_id,book_id,rating\nx,1,5\n", "ratings.csv > line 2: column 'user_id': expected a whole number from 1, got 'x'.");
        wrong("user_id,book_id,rating\n7,1\n", "ratings.csv > line 2: expected 3 columns, got 2.");
        wrong("user_id,book_id,rating,book_id\n7,1,5,2\n", "ratings.csv > line 1: expected one column 'book_id', got user_id, book_id, rating, book_id.");
    }

    private void wrong(String ratings, String message) {
        assertThatThrownBy(() -> read(ratings, GITHUB)).isInstanceOf(FormatException.class).hasMessage(folder + "/" + message);
    }

    private Goodbooks read(String ratings, String books) throws IOException {
        return Goodbooks.read(Files.writeString(folder.resolve("ratings.csv"), ratings), Files.writeString(folder.resolve("books.csv"), books));
    }
}
