package org.keras4j.apps.books;

import module java.base;

/// The strong simple baseline: what is usual, how much more a reader gives than others, and how much more a book gets. Both are
/// shrunk towards 0, by as much as validation ratings like best.
///
/// @param mean of all ratings
/// @param reader what each reader adds
/// @param book what each book adds; 0 for one that nobody rated
/// @param readerRidge so many ratings without a bias are added to a reader's own
record Biases(double mean, double[] reader, double[] book, double readerRidge, double bookRidge) {
    private static final int ROUNDS = 15;
    private static final double[] RIDGES = {1, 2, 4, 8, 16};

    static Biases tuned(RatingSplit split) {
        return DoubleStream.of(RIDGES).boxed()
                .flatMap(reader -> DoubleStream.of(RIDGES).mapToObj(book -> fit(split.train(), split.readers(), split.books().size(), reader, book)))
                .min(Comparator.comparingDouble(biases -> RatingError.of(biases.predict(split.validation()), split.validation()).rmse()))
                .orElseThrow();
    }

    /// Ridge regression on readers and books, by turns until they agree.
    static Biases fit(Ratings ratings, int readers, int books, double readerRidge, double bookRidge) {
        double mean = ratings.mean();
        var reader = new double[readers];
        var book = new double[books];
        int[] perReader = ratings.perReader(readers);
        int[] perBook = ratings.perBook(books);
        for (int round = 0; round < ROUNDS; round++) {
            Arrays.fill(book, 0);
            for (int i = 0; i < ratings.count(); i++) {
                book[ratings.books()[i]] += ratings.values()[i] - mean - reader[ratings.readers()[i]];
            }
            Arrays.setAll(book, i -> book[i] / (perBook[i] + bookRidge));
            Arrays.fill(reader, 0);
            for (int i = 0; i < ratings.count(); i++) {
                reader[ratings.readers()[i]] += ratings.values()[i] - mean - book[ratings.books()[i]];
            }
            Arrays.setAll(reader, i -> reader[i] / (perReader[i] + readerRidge));
        }
        return new Biases(mean, reader, book, readerRidge, bookRidge);
    }

    float[] predict(Ratings ratings) {
        var predicted = new float[ratings.count()];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = (float) (mean + reader[ratings.readers()[i]] + book[ratings.books()[i]]);
        }
        return predicted;
    }
}
