package org.keras4j.apps.books;

import module java.base;
import org.keras4j.apps.books.Recommender.Taste;
import org.keras4j.datasets.Goodbooks.Book;

/// How proposals are printed.
record Page(Recommender recommender) {
    private static final int REASONS = 3;

    /// A reader's books, then those proposed: title, author, year, predicted and mean rating, and the rated book that speaks most for it.
    List<String> proposals(Taste taste, BooksOptions options) {
        var catalogue = recommender.catalogue();
        var factors = recommender.factors();
        var reader = factors.reader(taste.books(), taste.ratings());
        var lines = new ArrayList<String>();
        lines.add(taste.liked().length == 0 ? "Nothing that you like is known yet, so here is what most people like" : "Of what you rated: " + rated(taste));
        int[] books = recommender.suggest(taste, options.choosing(), options.count());
        for (int i = 0; i < books.length; i++) {
            int book = books[i];
            double[] because = factors.because(reader, book);
            var reasons = IntStream.range(0, because.length).boxed().sorted(Comparator.comparingDouble(j -> -Math.abs(because[j]))).limit(REASONS).toList();
            lines.add(String.format(Locale.ROOT, "%3d. %.1f (mean %.2f)  %s%s", i + 1, factors.predict(reader, book), catalogue.books().get(book).averageRating(),
                    catalogue.describe(book), nearest(taste, book)));
            if (options.explain()) {
                lines.add(String.format(Locale.ROOT, "       %.2f all books %+.2f this book %+.2f you %+.2f your taste%s", factors.mean(), factors.bias()[book], reader.bias(),
                        DoubleStream.of(because).sum(), reasons.isEmpty() ? "" : reasons.stream()
                                .map(j -> String.format(Locale.ROOT, "%+.3f %s", because[j], Book.shortTitle(catalogue.title(taste.books()[j]))))
                                .collect(Collectors.joining(", ", ", most of it from: ", ""))));
            }
        }
        return lines;
    }

    /// The books most like one, and how much.
    List<String> similar(int book, int count) {
        var lines = new ArrayList<String>();
        lines.add("Like " + recommender.catalogue().describe(book));
        for (int other : recommender.similar(book, count)) {
            lines.add(String.format(Locale.ROOT, "  %.2f  %s", recommender.cosine(book, other), recommender.catalogue().describe(other)));
        }
        return lines;
    }

    private String rated(Taste taste) {
        var order = IntStream.range(0, taste.books().length).boxed().sorted(Comparator.comparingDouble(i -> -taste.ratings()[i])).limit(6);
        return order.map(i -> String.format(Locale.ROOT, "%s=%.0f", Book.shortTitle(recommender.catalogue().title(taste.books()[i])), taste.ratings()[i]))
                .collect(Collectors.joining("; ")) + (taste.books().length > 6 ? "; and " + (taste.books().length - 6) + " more" : "");
    }

    /// The book that the reader likes and that is most like this one: those who open the one open the other.
    private String nearest(Taste taste, int book) {
        return IntStream.of(taste.liked()).boxed().max(Comparator.comparingDouble(liked -> recommender.cosine(liked, book)))
                .map(liked -> ", because you rated " + Book.shortTitle(recommender.catalogue().title(liked))).orElse("");
    }
}
