package org.keras4j.apps.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.books.BooksOptions.Choosing;
import org.keras4j.apps.books.Recommender.Taste;
import org.keras4j.datasets.Goodbooks.Book;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

/// Networks with weights that are said here propose books.
class RecommenderTest {
    private static final Report.Settings SETTINGS = new Report.Settings(0, 1, 32, 1e-3, RunOptions.Precision.FLOAT32, 1, RunOptions.Preset.QUICK);
    private static final float HALF = (float) Math.sqrt(0.5);

    /// Two of the six are rated, one of them badly. By hand: of what remains 2 goes first, of 0.4 times how likely less 0.6 times how much it is like one that was picked 4 comes
    /// next, like nothing; then 5, which is like both by √½, and last 3, which is the same as 2.
    @Test
    void proposesWhatIsLikelyOrUnlikeTheOthers() {
        var recommender = recommender(new float[] {9, 8, 7, 6, 5, 5.5f}, new float[][] {{1, 0}, {1, 0}, {1, 0}, {1, 0}, {0, 1}, {HALF, HALF}});
        var taste = new Taste(new int[] {0, 1}, new double[] {5, 1});

        assertThat(recommender.suggest(taste, Choosing.LIKELIEST, 3)).containsExactly(2, 3, 5);
        assertThat(recommender.suggest(taste, Choosing.DIVERSE, 4)).containsExactly(2, 4, 5, 3);
    }

    /// The most liked of all first, and nothing that was rated.
    @Test
    void whoLikedNothingGetsWhatMostLike() {
        var recommender = recommender(new float[] {9, 8, 7}, new float[3][2]);

        assertThat(recommender.suggest(new Taste(new int[] {2}, new double[] {1}), Choosing.LIKELIEST, 2)).containsExactly(1, 0);
    }

    @Test
    void aBookIsProposedForTheOneLikedThatItIsLike() {
        var recommender = recommender(new float[] {9, 8, 7}, new float[][] {{1, 0}, {0, 1}, {0.6f, 0.8f}});

        var lines = new Page(recommender).proposals(new Taste(new int[] {0, 1}, new double[] {4, 5}), BooksOptions.DEFAULTS);

        assertThat(lines.getFirst()).isEqualTo("Of what you rated: Book 1=5; Book 0=4");
        assertThat(lines.get(1)).endsWith("  Book 2, Somebody, because you rated Book 1");
        assertThat(recommender.similar(2, 5)).containsExactly(1, 0);
    }

    /// Of kernels by which books are opened: (3, 4) and (6, 8) point the same way, (4, −3) stands upright on them.
    @Test
    void likenessIsTheAngleBetweenBooks() {
        var ranking = ranking(new float[3]);
        var next = ranking.model().getLayer("next");
        var kernel = NDArray.zeros(DType.FLOAT32, next.getWeights().getFirst().shape());
        float[][] books = {{3, 4}, {6, 8}, {4, -3}};
        for (int book = 0; book < 3; book++) {
            kernel.set(books[book][0], 0, book);
            kernel.set(books[book][1], 1, book);
        }
        next.setWeights(List.of(kernel, next.getWeights().getLast()));

        var recommender = Recommender.of(catalogue(3), RatingNetwork.startingAt(new Biases(3, new double[1], new double[3], 1, 1), SETTINGS), ranking);

        assertThat(recommender.cosine(0, 1)).isCloseTo(1, within(1e-6f));
        assertThat(recommender.cosine(0, 2)).isCloseTo(0, within(1e-6f));
    }

    /// Six series of two volumes, of which the second ones are books 0 to 5 and the last ones best known: the five with those. Two have both volumes in one direction, among
    /// the first ten of all that have it.
    @Test
    void aSequelIsAnotherVolumeAmongTheTenMostAlike() {
        var books = new ArrayList<Book>();
        var ratings = new int[24];
        var vectors = new float[24][];
        for (int i = 0; i < 24; i++) {
            books.add(book(i, i < 12 ? "Volume " + i + " (Series " + "ABCDEF".charAt(i % 6) + ", #" + (i < 6 ? 2 : 1) + ")" : "Book " + i));
            ratings[i] = i < 6 ? 10 + i : i < 12 ? 100 - i : 1;
            vectors[i] = new float[] {i < 4 ? -1 : 1};
        }

        var sequels = Sequels.of(new Recommender(new Catalogue(books, ratings), new BookFactors(3, new float[24], new float[24][1]), ranking(new float[24]), vectors));

        assertThat(sequels).isEqualTo(new Sequels(List.of(11, 10, 9, 8, 7), 2));
    }

    @Test
    void aTitleAloneIsLiked() {
        var taste = Wish.taste(List.of("Book 1=2; Book 0", "Book = 2 = 4.5"), catalogue(3));

        assertThat(taste.books()).containsExactly(1, 0, 2);
        assertThat(taste.ratings()).containsExactly(2, 5, 4.5);
    }

    private static Recommender recommender(float[] scores, float[][] vectors) {
        return new Recommender(catalogue(scores.length), new BookFactors(3, new float[scores.length], new float[scores.length][1]), ranking(scores), vectors);
    }

    /// Whose scores are these, whatever was read.
    private static RankingNetwork ranking(float[] scores) {
        var network = RankingNetwork.create(scores.length, SETTINGS);
        var next = network.model().getLayer("next");
        next.setWeights(List.of(NDArray.zeros(DType.FLOAT32, next.getWeights().getFirst().shape()), NDArray.of(scores)));
        return network;
    }

    /// Of which the later ones are liked better.
    private static Catalogue catalogue(int count) {
        return new Catalogue(IntStream.range(0, count).mapToObj(i -> book(i, "Book " + i)).toList(), new int[count]);
    }

    private static Book book(int id, String title) {
        return new Book(id, title, "Somebody", OptionalInt.empty(), "", 3 + 0.01 * id, 100);
    }
}
