package org.keras4j.apps.books;

import module java.base;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Report;
import org.keras4j.apps.books.BooksOptions.Choosing;

/// What a run's folder knows: which books suit whom, and which are alike.
///
/// @param vectors of the books by which readers open them, of length 1
record Recommender(Catalogue catalogue, BookFactors factors, RankingNetwork ranking, float[][] vectors) {
    /// From so many of the likeliest, unlike ones are picked.
    private static final int POOL = 60;
    /// How much a book's own score counts against its likeness to those picked before it.
    private static final double RELEVANCE = 0.4;
    /// Readers opened what they rate lower, too, but nobody wants more of it.
    private static final double LIKED = 3;

    /// A reader by their ratings.
    ///
    /// @param books numbers, each once
    /// @param ratings 1 to 5
    record Taste(int[] books, double[] ratings) {
        int[] liked() {
            return IntStream.range(0, books.length).filter(i -> ratings[i] >= LIKED).map(i -> books[i]).toArray();
        }
    }

    static Recommender of(Catalogue catalogue, RatingNetwork rating, RankingNetwork ranking) {
        return new Recommender(catalogue, rating.books(), ranking, Stream.of(ranking.vectors()).map(Recommender::unit).toArray(float[][]::new));
    }

    static Recommender load(EarlierRun run, Report.Settings settings) {
        var catalogue = Catalogue.read(run);
        int books = catalogue.books().size();
        return of(catalogue, RatingNetwork.load(run, books, settings), RankingNetwork.load(run, books));
    }

    /// {@return numbers of books that the reader hasn't rated: those they will most probably open, or, of a reader who liked nothing yet, those
    ///     that most people like}
    int[] suggest(Taste taste, Choosing choosing, int count) {
        if (taste.liked().length == 0) {
            var rated = IntStream.of(taste.books).boxed().collect(Collectors.toSet());
            return catalogue.mostLiked().stream().filter(book -> !rated.contains(book)).limit(count).mapToInt(Integer::intValue).toArray();
        }
        var scores = ranking.scores(List.of(taste.liked()), catalogue.books().size()).getFirst();
        return switch (choosing) {
            case LIKELIEST -> RankingScores.top(scores, taste.books, count);
            case DIVERSE -> diverse(RankingScores.top(scores, taste.books, Math.max(POOL, count)), scores, count);
        };
    }

    /// {@return the books that the same readers open, the most alike first}
    int[] similar(int book, int count) {
        var likeness = new float[vectors.length];
        for (int i = 0; i < likeness.length; i++) {
            likeness[i] = cosine(i, book);
        }
        return RankingScores.top(likeness, new int[] {book}, count);
    }

    float cosine(int a, int b) {
        float sum = 0;
        for (int i = 0; i < vectors[a].length; i++) {
            sum += vectors[a][i] * vectors[b][i];
        }
        return sum;
    }

    /// Maximal marginal relevance (Carbonell and Goldstein 1998).
    private int[] diverse(int[] pool, float[] scores, int count) {
        float high = scores[pool[0]];
        float range = Math.max(1e-6f, high - scores[pool[pool.length - 1]]);
        var left = IntStream.of(pool).boxed().collect(Collectors.toCollection(ArrayList::new));
        var picked = new ArrayList<Integer>();
        while (picked.size() < count && !left.isEmpty()) {
            var next = left.stream().max(Comparator.comparingDouble(book -> {
                double relevance = 1 - (high - scores[book]) / range;
                double likeness = picked.stream().mapToDouble(other -> cosine(book, other)).max().orElse(0);
                return RELEVANCE * relevance - (1 - RELEVANCE) * likeness;
            })).orElseThrow();
            picked.add(next);
            left.remove(next);
        }
        return picked.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(IntStream.range(0, vector.length).mapToDouble(i -> vector[i] * vector[i]).sum());
        var unit = vector.clone();
        for (int i = 0; i < unit.length && length > 0; i++) {
            unit[i] /= (float) length;
        }
        return unit;
    }
}
