package org.keras4j.apps.books;

import module java.base;
import org.keras4j.analysis.Tsne;
import org.keras4j.datasets.Goodbooks.Book;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.plots.Plot;
import org.keras4j.plots.Scatter;

/// The best-known books on a plane: those that the same readers open lie near each other.
final class BookMap {
    private static final int POINTS = 400;
    private static final int TITLES = 50;
    private static final int LONGEST_TITLE = 26;
    private static final double PERPLEXITY = 15;

    private BookMap() {}

    static Plot of(Recommender recommender) {
        var catalogue = recommender.catalogue();
        var known = IntStream.range(0, catalogue.books().size()).boxed().sorted(Comparator.comparingInt(book -> -catalogue.ratings()[book])).limit(POINTS).toList();
        var map = Tsne.map(NDArray.of(known.stream().map(book -> recommender.vectors()[book]).toArray(float[][]::new)), PERPLEXITY).toFloats2D();
        var labels = IntStream.range(0, known.size())
                .mapToObj(i -> new Scatter.Label(brief(Book.shortTitle(catalogue.title(known.get(i)))), map[i][0], map[i][1])).toList();
        var points = new Scatter.Group("the " + known.size() + " best-known books, those that the same readers open near each other",
                column(map, 0), column(map, 1));
        return Scatter.ofNamed("Books by who reads them", new Scatter.Names("t-SNE 1", "t-SNE 2"), List.of(points), labels, TITLES);
    }

    private static String brief(String title) {
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1).strip() + "…";
    }

    private static double[] column(float[][] map, int at) {
        return Stream.of(map).mapToDouble(point -> point[at]).toArray();
    }
}
