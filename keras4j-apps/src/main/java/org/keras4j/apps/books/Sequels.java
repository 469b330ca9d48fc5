package org.keras4j.apps.books;

import module java.base;
import org.keras4j.datasets.Goodbooks.Book;

/// The five series of which two volumes are best known, and whether another volume is among the ten books most like the best known of
/// each: nobody told the network of series.
///
/// @param first numbers of the best-known volumes
/// @param found how many of them have one
record Sequels(List<Integer> first, int found) {
    private static final int SERIES = 5;

    static Sequels of(Recommender recommender) {
        var catalogue = recommender.catalogue();
        var bySeries = IntStream.range(0, catalogue.books().size()).boxed().filter(book -> Book.series(catalogue.title(book)).isPresent())
                .sorted(Comparator.comparingInt(book -> -catalogue.ratings()[book]))
                .collect(Collectors.groupingBy(book -> Book.series(catalogue.title(book)).orElseThrow()));
        var first = bySeries.values().stream().filter(volumes -> volumes.size() > 1)
                .sorted(Comparator.comparingInt(volumes -> -catalogue.ratings()[volumes.get(1)])).limit(SERIES).map(List::getFirst).toList();
        long found = first.stream().filter(book -> IntStream.of(recommender.similar(book, RankingScores.SHOWN))
                .anyMatch(other -> sameSeries(catalogue, book, other))).count();
        return new Sequels(first, (int) found);
    }

    private static boolean sameSeries(Catalogue catalogue, int book, int other) {
        return Book.series(catalogue.title(book)).equals(Book.series(catalogue.title(other)));
    }
}
