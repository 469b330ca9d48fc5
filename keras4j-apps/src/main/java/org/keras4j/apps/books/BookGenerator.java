package org.keras4j.apps.books;

import module java.base;
import org.keras4j.datasets.Goodbooks;
import org.keras4j.datasets.Goodbooks.Book;

/// Invents readers with tastes, books that suit some of them, and the ratings that follow.
final class BookGenerator {
    private static final int READERS = 2000;
    private static final int BOOKS = 500;
    private static final int FEWEST = 20;
    private static final int MOST = 80;
    private static final int SERIES = 4;
    /// How much rather a reader opens a book of their own kind.
    private static final double LOYALTY = 8;
    private static final double MEAN = 3.8;
    private static final List<String> KINDS = List.of("Dragon", "Detective", "Starship", "Duchess", "Regiment", "Kitchen", "Ghost", "Robot");
    private static final List<String> THINGS = List.of("Winter", "Silver", "Ashes", "the North", "Lost Hours", "Glass", "Seven Rivers", "the Moon", "Salt", "Thorns");
    private static final List<String> NAMES = List.of("Ada Moor", "Bo Lindqvist", "Carla Ruiz", "Dan Okafor", "Emi Sato", "Finn Keller", "Gita Rao", "Hugo Blanc");

    private BookGenerator() {}

    static Goodbooks generate(long seed) {
        var random = new SplittableRandom(seed);
        var quality = DoubleStream.generate(() -> 0.35 * random.nextGaussian()).limit(BOOKS).toArray();
        var users = IntStream.builder();
        var books = IntStream.builder();
        var values = new ByteArrayOutputStream();
        for (int reader = 1; reader <= READERS; reader++) {
            int favourite = random.nextInt(KINDS.size());
            double mildness = 0.4 * random.nextGaussian();
            for (int book : chosen(favourite, random)) {
                double taste = kind(book) == favourite ? 0.5 : -0.2;
                users.add(reader);
                books.add(book + 1);
                values.write((int) Math.clamp(Math.round(MEAN + mildness + quality[book] + taste + 0.7 * random.nextGaussian()), 1L, 5L));
            }
        }
        var ratings = new Goodbooks.Ratings(users.build().toArray(), books.build().toArray(), values.toByteArray());
        return new Goodbooks(Goodbooks.Edition.GITHUB, IntStream.range(0, BOOKS).mapToObj(i -> book(i, quality[i], ratings)).toList(), ratings, 0, 0);
    }

    /// Weighted sampling without replacement by the largest keys `u^(1/w)` (Efraimidis and Spirakis 2006), in the order of books.
    private static int[] chosen(int favourite, SplittableRandom random) {
        var keys = new double[BOOKS];
        // A few books are read by many: the power law of popularity.
        Arrays.setAll(keys, i -> Math.log(random.nextDouble()) * (i / SERIES + 5) / (kind(i) == favourite ? LOYALTY : 1));
        return IntStream.range(0, BOOKS).boxed().sorted(Comparator.comparingDouble(i -> -keys[i])).limit(random.nextInt(FEWEST, MOST + 1))
                .mapToInt(Integer::intValue).sorted().toArray();
    }

    /// Four books in a row are a series, of one kind.
    private static int kind(int book) {
        return book / SERIES % KINDS.size();
    }

    private static Book book(int i, double quality, Goodbooks.Ratings ratings) {
        int series = i / SERIES;
        String name = "The " + KINDS.get(kind(i)) + " of " + THINGS.get(series / KINDS.size() % THINGS.size()) + (series >= KINDS.size() * THINGS.size() ? " Returns" : "");
        String title = name + " " + (i % SERIES + 1) + " (" + name + ", #" + (i % SERIES + 1) + ")";
        long count = IntStream.of(ratings.books()).filter(book -> book == i + 1).count();
        return new Book(i + 1, title, NAMES.get(series % NAMES.size()), OptionalInt.of(1950 + series % 70), "eng",
                Math.clamp(Math.round(100 * (MEAN + quality)) / 100.0, 1, 5), count);
    }
}
