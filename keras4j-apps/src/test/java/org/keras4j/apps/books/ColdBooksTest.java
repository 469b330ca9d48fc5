package org.keras4j.apps.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataFiles;
import org.keras4j.datasets.Goodbooks.Book;

/// On eight books, of which nobody rated those of the numbers 2, 3, 6 and 7 in the training part.
class ColdBooksTest {
    private static final List<String> AUTHORS = List.of("X", "X", "X, Z", "Y", "Z", "W", "V", "U");
    private static final Map<Integer, Map<String, Integer>> TAGS = Map.of(10, Map.of("to-read", 900, "crime", 5), 12, Map.of("to-read", 900, "dragons", 9),
            13, Map.of("to-read", 900, "dragons", 9), 14, Map.of("to-read", 900, "dragons", 3), 15, Map.of("to-read", 900, "crime", 3),
            17, Map.of("to-read", 900, "dragons", 7, "crime", 7), 11, Map.of("to-read", 900), 16, Map.of("to-read", 900));
    @TempDir
    Path folder;

    @Test
    void aBookTakesAfterTheOtherBooksOfItsFirstAuthor() {
        assertThat(ColdBooks.of(split(), Map.of()).kin()).isEqualTo(Map.of(2, Map.of(0, 0.5, 1, 0.5)));
        assertThat(ColdBooks.of(split(), TAGS).kin()).containsEntry(2, Map.of(0, 0.5, 1, 0.5));
    }

    /// Three books say crime and four dragons, so that crime tells more: by TF-IDF log 8/3 against log 8/4 for as many tags.
    @Test
    void withoutOneItTakesAfterThoseThatAreTaggedAlike() {
        var kin = ColdBooks.of(split(), TAGS).kin();

        assertThat(kin.get(3)).isEqualTo(Map.of(4, 1.0));
        // All that it is tagged with all books are.
        assertThat(kin).doesNotContainKey(6);
        double dragons = Math.log(8.0 / 4);
        double crime = Math.log(8.0 / 3);
        assertThat(kin.get(7)).containsOnlyKeys(0, 4, 5);
        assertThat(kin.get(7).get(4)).isCloseTo(dragons / (dragons + 2 * crime), within(1e-9));
        assertThat(kin.get(7).get(5)).isCloseTo(crime / (dragons + 2 * crime), within(1e-9)).isCloseTo(kin.get(7).get(0), within(1e-9));
    }

    /// Of the fifteen books the last is cold, and twelve share its tag, the later ones with ever more of another: the ten most alike, by cosines of TF-IDF.
    @Test
    void itTakesAfterTheTenMostAlike() {
        var books = IntStream.range(0, 15).mapToObj(i -> new Book(i, "Book " + i, "Author " + i, OptionalInt.empty(), "", 4, 1)).toList();
        var tags = new HashMap<Integer, Map<String, Integer>>(Map.of(14, Map.of("a", 1)));
        IntStream.range(0, 12).forEach(i -> tags.put(i, Map.of("a", 5, "b", i)));
        var train = new Ratings(new int[14], IntStream.range(0, 14).toArray(), new float[14]);
        var none = new Ratings(new int[0], new int[0], new float[0]);

        var kin = ColdBooks.of(new RatingSplit(RatingSplit.Rule.LAST, 1, books, train, none, none), tags).kin();

        double a = Math.log1p(5) * Math.log(15.0 / 13);
        double[] likeness = IntStream.range(0, 10).mapToDouble(i -> a / Math.hypot(a, Math.log1p(i) * Math.log(15.0 / 12))).toArray();
        double all = DoubleStream.of(likeness).sum();
        assertThat(kin).containsOnlyKeys(14);
        assertThat(kin.get(14)).containsOnlyKeys(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        IntStream.range(0, 10).forEach(i -> assertThat(kin.get(14).get(i)).isCloseTo(likeness[i] / all, within(1e-12)));
    }

    @Test
    void theNetworkKnowsThemByTheMeanOfThose() {
        var settings = new Report.Settings(0, 1, 32, 1e-3, RunOptions.Precision.FLOAT32, 1, RunOptions.Preset.QUICK);
        var network = RatingNetwork.startingAt(new Biases(3, new double[1], new double[] {0.5, 1.5, 0, 0, -1, 2, 0, 0}, 1, 1), settings);
        var before = network.books();

        network.adopt(new ColdBooks(Map.of(2, Map.of(0, 0.5, 1, 0.5), 7, Map.of(4, 0.25, 5, 0.75))));

        var after = network.books();
        assertThat(after.bias()).containsExactly(0.5f, 1.5f, 1, 0, -1, 2, 0, 1.25f);
        for (int i = 0; i < RatingNetwork.FACTORS; i++) {
            assertThat(after.vectors()[2][i]).isCloseTo((before.vectors()[0][i] + before.vectors()[1][i]) / 2, within(1e-6f));
            assertThat(after.vectors()[3][i]).isEqualTo(before.vectors()[3][i]);
        }
    }

    /// In either edition the tags name a book by Goodreads' number, and the ratings by another.
    @Test
    void tagsAreFoundByTheNumbersOfRatings() throws IOException {
        Files.writeString(folder.resolve("tags.csv"), "tag_id,tag_name\n1,to-read\n2,dragons\n");
        Files.writeString(folder.resolve("book_tags.csv"), "goodreads_book_id,tag_id,count\n700,1,900\n700,2,9\n700,2,-1\n800,1,5\n");
        var kaggle = Files.writeString(folder.resolve("kaggle.csv"), "id,book_id,title\n1,700,A\n2,800,B\n3,900,C\n");
        var github = Files.writeString(folder.resolve("github.csv"), "book_id,goodreads_book_id,title\n1,700,A\n2,800,B\n3,900,C\n");
        DataFiles.Real files = BookTags.FILES.in(List.of(folder)).orElseThrow();

        for (var books : List.of(kaggle, github)) {
            assertThat(BookTags.read(files).byId(books)).isEqualTo(Map.of(1, Map.of("to-read", 900, "dragons", 9), 2, Map.of("to-read", 5), 3, Map.of()));
        }
        Files.delete(folder.resolve("tags.csv"));
        assertThatThrownBy(() -> BookTags.FILES.in(List.of(folder))).isInstanceOf(DataException.class)
                .hasMessage(folder + ": tags.csv is missing, while book_tags.csv is there. Complete the files.");
    }

    private static RatingSplit split() {
        var books = IntStream.range(0, 8).mapToObj(i -> new Book(10 + i, "Book " + i, AUTHORS.get(i), OptionalInt.empty(), "", 4, 1)).toList();
        var train = new Ratings(new int[4], new int[] {0, 1, 4, 5}, new float[] {3, 4, 5, 4});
        var none = new Ratings(new int[0], new int[0], new float[0]);
        return new RatingSplit(RatingSplit.Rule.LAST, 1, books, train, none, none);
    }
}
