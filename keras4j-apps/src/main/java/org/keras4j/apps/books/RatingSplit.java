package org.keras4j.apps.books;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.datasets.Goodbooks;
import org.keras4j.engine.tensor.Philox;

/// The ratings of readers with many, in three parts: of each reader's, a tenth tests and half as many validate.
///
/// @param rule which tenth
/// @param readers how many there are
/// @param books those rated, in rising order of id: the place of a book is its number
record RatingSplit(Rule rule, int readers, List<Goodbooks.Book> books, Ratings train, Ratings validation, Ratings test) {
    /// Readers with fewer ratings tell too little to be held out from.
    static final int LEAST_RATINGS = 20;
    /// Where fewer of the neighbouring rows of a reader go up in books, their order is that of time.
    private static final double RISING = 0.9;

    /// Which of a reader's ratings are held out.
    enum Rule {
        LAST("the last tenth of each reader's ratings"), RANDOM("a random tenth of each reader's ratings, as the file is in the order of books");

        private final String words;

        Rule(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /// Readers and books keep no more than their order: a number has no gap.
    ///
    /// @param limit how many readers to keep, in rising order of id; `null` for all
    static RatingSplit of(Goodbooks data, long seed, @Nullable Integer limit) {
        var all = data.ratings();
        var counts = IntStream.of(all.users()).boxed().collect(Collectors.groupingBy(user -> user, Collectors.counting()));
        var readers = numbers(counts.keySet().stream().filter(user -> counts.get(user) >= LEAST_RATINGS).sorted().limit(limit == null ? Long.MAX_VALUE : limit)
                .mapToInt(user -> user));
        var kept = IntStream.range(0, all.count()).filter(i -> readers.containsKey(all.users()[i])).toArray();
        var books = numbers(IntStream.of(kept).map(i -> all.books()[i]));
        var values = new float[kept.length];
        IntStream.range(0, kept.length).forEach(i -> values[i] = all.values()[kept[i]]);
        var ratings = new Ratings(IntStream.of(kept).map(i -> readers.get(all.users()[i])).toArray(),
                IntStream.of(kept).map(i -> books.get(all.books()[i])).toArray(), values);
        var own = ratings.byReader(readers.size());
        var rule = rule(own, ratings);
        var train = IntStream.builder();
        var validation = IntStream.builder();
        var test = IntStream.builder();
        for (int reader = 0; reader < own.size(); reader++) {
            int[] order = order(own.get(reader), rule, Philox.of(seed).fork(reader));
            int tests = order.length / 10;
            int validates = order.length / 20;
            for (int i = 0; i < order.length; i++) {
                (i >= order.length - tests ? test : i >= order.length - tests - validates ? validation : train).add(order[i]);
            }
        }
        var listed = data.books().stream().filter(book -> books.containsKey(book.id())).sorted(Comparator.comparingInt(Goodbooks.Book::id)).toList();
        return new RatingSplit(rule, readers.size(), listed, ratings.at(train.build()), ratings.at(validation.build()), ratings.at(test.build()));
    }

    /// {@return what each reader has read when the test asks for more: nobody is proposed a book twice}
    ReadingLists read() {
        return ReadingLists.of(readers, books.size(), train, validation);
    }

    /// {@return how many test ratings are of a book that nobody rated in the training part}
    long cold() {
        int[] known = train.perBook(books.size());
        return IntStream.of(test.books()).filter(book -> known[book] == 0).count();
    }

    private static Rule rule(List<int[]> own, Ratings ratings) {
        long pairs = own.stream().mapToLong(at -> at.length - 1).sum();
        long rising = own.stream().mapToLong(at -> IntStream.range(1, at.length).filter(i -> ratings.books()[at[i]] > ratings.books()[at[i - 1]]).count()).sum();
        return rising > RISING * pairs ? Rule.RANDOM : Rule.LAST;
    }

    private static int[] order(int[] own, Rule rule, Philox random) {
        return switch (rule) {
            case LAST -> own;
            case RANDOM -> IntStream.of(random.permutation(own.length).toIntArray()).map(i -> own[i]).toArray();
        };
    }

    private static Map<Integer, Integer> numbers(IntStream ids) {
        var numbers = new TreeMap<Integer, Integer>();
        ids.sorted().distinct().forEach(id -> numbers.put(id, numbers.size()));
        return numbers;
    }
}
