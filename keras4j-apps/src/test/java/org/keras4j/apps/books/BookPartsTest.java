package org.keras4j.apps.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Job;
import org.keras4j.apps.Output;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.books.RatingSplit.Rule;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.score.Interval;
import org.keras4j.datasets.Goodbooks;
import org.keras4j.datasets.Goodbooks.Book;
import org.keras4j.datasets.Goodbooks.Edition;
import org.keras4j.engine.tensor.NDArray;

class BookPartsTest {

    @Test
    void rowsInTheOrderOfBooksAreSplitAtRandomAndOthersByTime() {
        var sorted = RatingSplit.of(read(30, i -> i), 0, null);
        assertThat(sorted.rule()).isEqualTo(Rule.RANDOM);
        var timed = RatingSplit.of(read(30, i -> i * 7 % 30), 0, null);
        assertThat(timed.rule()).isEqualTo(Rule.LAST);
        // The last three of thirty rows: (27, 28, 29)·7 mod 30 = 9, 16, 23; the one before: 2.
        assertThat(timed.test().books()).startsWith(9, 16, 23);
        assertThat(timed.validation().books()).startsWith(2);
    }

    @Test
    void aTenthOfEachReaderTestsAndNoRatingIsInTwoParts() {
        var split = RatingSplit.of(read(40, i -> i), 3, null);
        assertThat(split.test().perReader(split.readers())).containsOnly(4);
        assertThat(split.validation().perReader(split.readers())).containsOnly(2);
        assertThat(Stream.of(split.train(), split.validation(), split.test())
                .flatMap(part -> IntStream.range(0, part.count()).mapToObj(i -> part.readers()[i] + " " + part.books()[i]))).hasSize(120).doesNotHaveDuplicates();
        assertThat(RatingSplit.of(read(40, i -> i), 4, null).test().books()).isNotEqualTo(split.test().books());
        // All have read the same books, and each has others held out.
        assertThat(ReadingLists.of(split.readers(), split.books().size(), split.test()).lists()).doesNotHaveDuplicates();
    }

    @Test
    void aRatingIsColdWhereNobodyRatedTheBookBefore() {
        var books = IntStream.range(0, 3).mapToObj(i -> book(i, "Book " + i, 1)).toList();
        var split = new RatingSplit(Rule.LAST, 1, books, new Ratings(new int[1], new int[] {0}, new float[] {4}), new Ratings(new int[1], new int[] {1}, new float[] {4}),
                new Ratings(new int[4], new int[] {0, 1, 2, 2}, new float[] {4, 4, 4, 4}));
        assertThat(split.cold()).isEqualTo(3);
    }

    @Test
    void readersWithFewRatingsAreLeftOut() {
        assertThat(RatingSplit.of(read(19, i -> i), 0, null).readers()).isZero();
    }

    @Test
    void ofMoreReadersThanWantedTheFirstAreKept() {
        var two = RatingSplit.of(read(20, i -> i), 0, 2);
        assertThat(two.readers()).isEqualTo(2);
        assertThat(two.train().count() + two.validation().count() + two.test().count()).isEqualTo(40);
    }

    @Test
    void idsBecomeNumbersWithoutGaps() {
        var split = RatingSplit.of(read(20, i -> 1000 - 3 * i), 0, null);
        assertThat(split.books()).extracting(Book::id).isSorted().hasSize(20).contains(1001, 944);
        assertThat(IntStream.of(split.train().books())).allMatch(book -> book >= 0 && book < 20);
    }

    @Test
    void biasesAreShrunkTowardsTheMean() {
        // Two readers, one book each: 5 and 1. The mean is 3; each book has (±2 − reader's) / (1 + ridge).
        var biases = Biases.fit(new Ratings(new int[] {0, 1}, new int[] {0, 1}, new float[] {5, 1}), 2, 3, 1, 1);
        assertThat(biases.mean()).isEqualTo(3);
        // Fixed point of b = (2 − u) / 2 and u = (2 − b) / 2: both 2 / 3.
        assertThat(biases.book()[0]).isCloseTo(2.0 / 3, within(1e-4));
        assertThat(biases.reader()[1]).isCloseTo(-2.0 / 3, within(1e-4));
        assertThat(biases.book()[2]).isZero();
        // With 3 for books, b = (2 − u) / 4 and u = (2 − b) / 2: 2 / 7 and 6 / 7.
        var others = Biases.fit(new Ratings(new int[] {0, 1}, new int[] {0, 1}, new float[] {5, 1}), 2, 2, 1, 3);
        assertThat(others.book()[0]).isCloseTo(2.0 / 7, within(1e-6));
        assertThat(others.reader()[0]).isCloseTo(6.0 / 7, within(1e-6));
    }

    /// Two readers agree that one book is good and the other bad. Validation ratings at the mean like the strongest shrinking best, and ratings like those
    /// before the weakest: test ratings must not choose.
    @Test
    void ridgesAreChosenByValidationAlone() {
        var train = new Ratings(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}, new float[] {5, 1, 5, 1});
        var usual = new Ratings(new int[] {0}, new int[] {0}, new float[] {3});
        var again = new Ratings(new int[] {0}, new int[] {0}, new float[] {5});
        var books = List.of(book(1, "Good", 2), book(2, "Bad", 2));

        assertThat(Biases.tuned(new RatingSplit(Rule.LAST, 2, books, train, usual, again)).bookRidge()).isEqualTo(16);
        assertThat(Biases.tuned(new RatingSplit(Rule.LAST, 2, books, train, again, usual)).bookRidge()).isEqualTo(1);
    }

    @Test
    void whatWasValidatedOnHasBeenRead() {
        var split = RatingSplit.of(read(40, i -> i), 3, null);
        var read = split.read();
        assertThat(read.lists()).hasSize(3).allMatch(list -> list.length == 36);
        for (int i = 0; i < split.test().count(); i++) {
            assertThat(read.lists().get(split.test().readers()[i])).doesNotContain(split.test().books()[i]);
        }
    }

    @Test
    void errorsAreOfClippedRatingsAndPairedDraws() {
        var truth = new Ratings(new int[] {0, 0}, new int[] {0, 1}, new float[] {5, 2});
        var error = RatingError.of(new float[] {7, 3}, truth);
        assertThat(error.errors()).containsExactly(0, 1);
        assertThat(error.rmse()).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(error.mae()).isEqualTo(0.5);

        // Worse by 0.1 in every rating: apart the intervals overlap, and on the same draws they don't.
        var random = new SplittableRandom(1);
        double[] errors = DoubleStream.generate(random::nextGaussian).limit(200).toArray();
        var good = new RatingError(errors);
        var bad = new RatingError(DoubleStream.of(errors).map(e -> e * 1.03).toArray());
        assertThat(good.interval(0).high()).isGreaterThan(bad.interval(0).low());
        assertThat(good.gainOver(bad, 0).low()).isPositive();
    }

    @Test
    void rankingIsOverAllUnreadBooks() {
        // Of five books 0 and 1 are read; 2 and 3 are right, and shown in the first and third place.
        assertThat(RankingScores.top(new float[] {9, 8, 7, 3, 5}, new int[] {0, 1}, 10)).containsExactly(2, 4, 3);
        var scores = RankingScores.of(List.of(new int[] {2, 4, 3}, new int[] {4}), new ReadingLists(List.of(new int[] {2, 3}, new int[0]), 5));
        assertThat(scores.hit().value()).isEqualTo(1);
        assertThat(scores.recall().value()).isEqualTo(1);
        // (1 + 1 / log₂ 4) / (1 + 1 / log₂ 3) = 1.5 / 1.63093
        assertThat(scores.ndcg().value()).isCloseTo(0.919721, within(1e-6));
        assertThat(scores.coverage()).isEqualTo(3.0 / 5);
    }

    /// Of readers who are all alike there is one mean, however they are drawn.
    @Test
    void theIntervalIsOfTheMean() {
        assertThat(new RankingScores.PerReader(new double[] {0.25, 0.25, 0.25}).interval(0)).isEqualTo(new Interval(0.25, 0.25));
    }

    @Test
    void whatIsReadIsMarked() {
        var lists = new ReadingLists(List.of(new int[] {0, 2}, new int[] {3}), 4);
        assertThat(lists.rows()).isEqualTo(NDArray.of(new float[][] {{1, 0, 1, 0}, {0, 0, 0, 1}}));
        assertThat(lists.row(1)).isEqualTo(NDArray.of(0f, 0f, 0f, 1f));
    }

    /// Who has twelve held-out books can't be shown more than ten: ten right ones are all there is to gain.
    @Test
    void theBestPossibleGainIsThatOfTen() {
        var scores = RankingScores.of(List.of(IntStream.range(0, 10).toArray()), new ReadingLists(List.of(IntStream.range(0, 12).toArray()), 20));
        assertThat(scores.ndcg().value()).isEqualTo(1);
        assertThat(scores.recall().value()).isCloseTo(10.0 / 12, within(1e-12));
    }

    @Test
    void ofEqualScoresTheLowestNumbersAreShown() {
        assertThat(RankingScores.top(new float[] {1, 1, 1, 1}, new int[] {1}, 2)).containsExactly(0, 2);
    }

    @Test
    void foldingInIsRidgeRegression() {
        var factors = new BookFactors(3, new float[] {0.5f, 0}, new float[][] {{1, 0}, {0, 2}});
        // One rating 5 of book 0: 1.5 beyond the biases, half of which is the reader's own; (1 + 0.1)⁻¹ · 0.75 along the first axis.
        var reader = factors.reader(new int[] {0}, new double[] {5});
        assertThat(reader.bias()).isCloseTo(0.75, within(1e-12));
        assertThat(reader.vector()[0]).isCloseTo(0.75 / 1.1, within(1e-12));
        assertThat(reader.vector()[1]).isZero();
        assertThat(factors.predict(reader, 1)).isCloseTo(3.75, within(1e-12));
        assertThat(DoubleStream.of(factors.because(reader, 0)).sum()).isCloseTo(0.75 / 1.1, within(1e-12));
        assertThat(factors.predict(factors.reader(new int[0], new double[0]), 0)).isCloseTo(3.5, within(1e-12));
        assertThat(new BookFactors(3, new float[] {3}, new float[1][1]).predict(new BookFactors.Reader(0, new double[1], new double[0][]), 0)).isEqualTo(5);
        // Two ratings 5: 1.5 and 2 beyond the biases, 7/6 of which are the reader's own; the penalty counts for each rating, as in training.
        var two = factors.reader(new int[] {0, 1}, new double[] {5, 5});
        assertThat(two.vector()).containsExactly(new double[] {(1.5 - 3.5 / 3) / (1 + 2 * 0.1), 2 * (2 - 3.5 / 3) / (4 + 2 * 0.1)}, within(1e-6));
    }

    @Test
    void threeStarsAreLikedAndTwoAreNot() {
        assertThat(new Recommender.Taste(new int[] {7, 8, 9}, new double[] {3, 2, 5}).liked()).containsExactly(7, 9);
    }

    /// Four readers who opened books 0 and perhaps 1, and of whom two are tested with 2: by how often books were opened, 1 comes before 2 to who hasn't read it, which leaves
    /// log 2 / log 3 of the gain. What validated is read. Of the ratings that train the mean is 3: an error of 2 for a 5 and of 0 for a 3.
    @Test
    void whatIsComparedWithKnowsTheTrainingPartAlone() {
        var train = new Ratings(new int[] {0, 1, 2, 2}, new int[] {0, 0, 0, 1}, new float[] {5, 3, 1, 3});
        var validation = new Ratings(new int[] {1}, new int[] {1}, new float[] {1});
        var test = new Ratings(new int[] {0, 1}, new int[] {2, 2}, new float[] {5, 3});
        var split = new RatingSplit(Rule.LAST, 3, List.of(book(1, "A", 1), book(2, "B", 1), book(3, "C", 1)), train, validation, test);
        var settings = new Report.Settings(0, 1, 32, 1e-3, RunOptions.Precision.FLOAT32, 1, RunOptions.Preset.QUICK);
        var biases = Biases.fit(train, 3, 3, 1, 1);

        var figures = BookScores.of(split, biases, RatingNetwork.startingAt(biases, settings), new LinkedHashMap<>(), RankingNetwork.create(3, settings), 0).figures().values();

        assertThat(figures.get("popularity_ndcg_at_10")).isCloseTo((1 + Math.log(2) / Math.log(3)) / 2, within(1e-9));
        assertThat(figures.get("mean_rmse")).isCloseTo(Math.sqrt(2), within(1e-6));
        assertThat(figures.get("cold_test_ratings")).isEqualTo(2);
    }

    /// The same errors, and three hundredths more of each.
    @Test
    void aGainIsWhatTheErrorFell() {
        var random = new SplittableRandom(1);
        double[] errors = DoubleStream.generate(random::nextGaussian).limit(200).toArray();
        var rated = new LinkedHashMap<String, RatingError>();
        rated.put(BookScores.FACTORS, new RatingError(errors));
        rated.put(BookScores.BIAS, new RatingError(DoubleStream.of(errors).map(e -> 1.03 * e).toArray()));

        var scores = new BookScores(rated, new LinkedHashMap<>(), new Biases(3, new double[0], new double[0], 1, 1), 0, 0).figures();

        assertThat(scores.values().get("test_gain_over_bias_rmse")).isPositive().isBetween(scores.intervals().get("test_gain_over_bias_rmse").low(),
                scores.intervals().get("test_gain_over_bias_rmse").high());
    }

    @Test
    void whatSuggestsItselfIsFromAllOverTheReaders() {
        var split = RatingSplit.of(read(20, i -> i), 0, null);

        assertThat(SampleReaders.of(split).tastes()).hasSize(3).allMatch(taste -> taste.books().length == 17 && DoubleStream.of(taste.ratings()).allMatch(rating -> rating == 4));
        assertThat(IntStream.of(Catalogue.of(split).ratings()).sum()).isEqualTo(3 * 17);
    }

    /// Of three readers all three, with their ratings of the training part: as many stars here as the book's number.
    @Test
    void whatSuggestsItselfIsRatedAsItWas(@TempDir Path folder) {
        var train = new Ratings(new int[] {2, 0, 1, 0}, new int[] {3, 1, 2, 4}, new float[] {3, 1, 2, 4});
        var other = new Ratings(new int[] {0}, new int[] {0}, new float[] {5});
        var split = new RatingSplit(Rule.LAST, 3, List.of(), train, other, other);
        try (var run = RunFolder.create(new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, folder, null, null, false, false, false), "books")) {
            SampleReaders.of(split).write(run);

            var read = SampleReaders.read(run.soFar(), 5).tastes();

            assertThat(read).extracting(Recommender.Taste::books).containsExactly(new int[] {1, 4}, new int[] {2}, new int[] {3});
            assertThat(read).extracting(Recommender.Taste::ratings).containsExactly(new double[] {1, 4}, new double[] {2}, new double[] {3});
            assertThatThrownBy(() -> SampleReaders.read(run.soFar(), 4)).isInstanceOf(DataException.class)
                    .hasMessage(run.file(SampleReaders.FILE) + ": line 3: expected the number of one of 4 books, got 4.0.");
        }
    }

    /// A network that hardly learns: beside the biases there are but vectors of small random numbers. Of ratings 5 that train and a 1 that validates it is wrong by 0 and 4.
    @Test
    void ratingStartsAtTheBiasesAndIsValidatedWithTheOtherPart() {
        var biases = new Biases(3.5, new double[] {0.5, -0.25}, new double[] {1, -1, 0.75}, 1, 1);
        var settings = new Report.Settings(0, 1, 32, 1e-12, RunOptions.Precision.FLOAT32, 1, RunOptions.Preset.QUICK);
        var network = RatingNetwork.startingAt(biases, settings);

        assertThat(network.books().mean()).isEqualTo(3.5);
        assertThat(network.books().bias()).containsExactly(1, -1, 0.75f);
        assertThat(network.model().getLayer("reader_bias").getWeights()).containsExactly(NDArray.of(new float[][] {{0.5f}, {-0.25f}}));

        var split = new RatingSplit(Rule.LAST, 2, List.of(), new Ratings(new int[1], new int[1], new float[] {5}), new Ratings(new int[1], new int[1], new float[] {1}),
                new Ratings(new int[1], new int[1], new float[] {3}));
        var job = new Job(Application.Verb.TRAIN, List.of(), RunOptions.DEFAULTS, new Application.NoOptions(), new DataPlaces(null, Path.of("none")), InputStream.nullInputStream(),
                new Output(new PrintStream(OutputStream.nullOutputStream()), new PrintStream(OutputStream.nullOutputStream())), () -> false);
        var history = network.trainThrough(split, Fitting.of(settings, job)).history();
        assertThat(history.get("root_mean_squared_error").getFirst()).isCloseTo(0, within(0.5));
        assertThat(history.get("val_root_mean_squared_error").getFirst()).isCloseTo(4, within(0.5));
    }

    @Test
    void titlesAreFoundByTheirNameOrNearly() {
        var catalogue = new Catalogue(List.of(book(1, "Dune Messiah (Dune Chronicles #2)", 90), book(2, "Dune (Dune Chronicles #1)", 500),
                book(3, "The Girl with the Dragon Tattoo (Millennium, #1)", 300), book(4, "Les Misérables", 100)), new int[4]);
        assertThat(catalogue.find("dune")).isEqualTo(1);
        assertThat(catalogue.find("Dune Mesiah")).isZero();
        assertThat(catalogue.find("dragon tattoo")).isEqualTo(2);
        assertThat(catalogue.find("les miserables")).isEqualTo(3);
        // What begins with it comes before what holds it, however well known.
        assertThat(new Catalogue(List.of(book(1, "Heretics of Dune", 700), book(2, "Dune Messiah", 10)), new int[2]).find("Dune")).isEqualTo(1);
        assertThat(new Catalogue(List.of(new Book(1, "The Iliad", "Homer, Robert Fagles", OptionalInt.of(-762), "", 4, 1)), new int[1]).describe(0)).isEqualTo("The Iliad, Homer, 762 BC");
        // Of two of the same name, the one that more have rated.
        assertThat(new Catalogue(List.of(book(1, "Persuasion", 10), book(2, "Persuasion", 700), book(3, "Persuasion", 70)), new int[3]).find("persuasion")).isEqualTo(1);
    }

    /// A 5.0 by ten counts for less than a 4.6 by a thousand: shrunk by a thousand ratings towards the mean 4.16 they are 4.17 and 4.38.
    @Test
    void mostLikedIsWhatManyLike() {
        var books = IntStream.range(0, 10).mapToObj(i -> new Book(i, "Book " + i, "Somebody", OptionalInt.empty(), "", i == 3 ? 5 : i == 7 ? 4.6 : 4, i == 7 ? 1000 : 10)).toList();
        assertThat(new Catalogue(books, new int[10]).mostLiked()).startsWith(7, 3);
    }

    @Test
    void generatedReadersHaveTastesAndFewBooksAreReadByMany() {
        var data = BookGenerator.generate(0);
        assertThat(data.books()).hasSize(500);
        var split = RatingSplit.of(data, 0, null);
        assertThat(split.readers()).isEqualTo(2000);
        int[] counts = IntStream.of(split.train().perBook(split.books().size())).sorted().toArray();
        assertThat(counts[counts.length - 1]).isGreaterThan(5 * counts[counts.length / 2]);
        var histogram = IntStream.range(0, data.ratings().count()).mapToObj(i -> data.ratings().values()[i]).collect(Collectors.groupingBy(v -> v, Collectors.counting()));
        assertThat(Collections.max(histogram.entrySet(), Map.Entry.comparingByValue()).getKey()).isEqualTo((byte) 4);
        assertThat(BookGenerator.generate(0).ratings().values()).isEqualTo(data.ratings().values());
    }

    /// Of all goodbooks-10k, with a row for number 0. The first two are what the published notebook prints; by arithmetic: 5 numbers for each id; and layers
    /// from 10 to 128 to 32 to 1 behind them; ours has 32 numbers and a bias for each.
    @Test
    void theNetworksHaveTheSizesThatWerePublished() {
        int readers = 53_424 + 1;
        int books = 10_000 + 1;
        assertThat(RatingNetwork.dot(readers, books).countParams()).isEqualTo(317_130);
        assertThat(RatingNetwork.neural(readers, books).countParams()).isEqualTo(317_130 + 11 * 128 + 129 * 32 + 33).isEqualTo(322_699);
        assertThat(RatingNetwork.factors(readers, books, 4).countParams()).isEqualTo(33L * (readers + books)).isEqualTo(2_093_058);
    }

    private static Goodbooks read(int count, IntUnaryOperator book) {
        int readers = 3;
        int[] users = IntStream.range(0, readers * count).map(i -> 10 + i / count).toArray();
        int[] books = IntStream.range(0, readers * count).map(i -> 1 + book.applyAsInt(i % count)).toArray();
        var values = new byte[users.length];
        Arrays.fill(values, (byte) 4);
        return new Goodbooks(Edition.GITHUB, IntStream.of(books).distinct().mapToObj(id -> book(id, "Book " + id, 1)).toList(),
                new Goodbooks.Ratings(users, books, values), 0, 0);
    }

    private static Book book(int id, String title, long count) {
        return new Book(id, title, "Somebody", OptionalInt.of(2000), "eng", 4, count);
    }
}
