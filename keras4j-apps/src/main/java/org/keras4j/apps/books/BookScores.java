package org.keras4j.apps.books;

import module java.base;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.Scores;

/// The scores on the test part, and what they are compared with.
///
/// @param rated the test error of each way to predict a rating, the network first
/// @param ranked how well each way proposes books, the network first
/// @param cold how many test ratings are of a book that nobody rated in the training part
record BookScores(SequencedMap<String, RatingError> rated, SequencedMap<String, RankingScores> ranked, Biases biases, long cold, long seed) {
    static final String FACTORS = "biased factors";
    static final String BIAS = "mean + reader + book (ridge)";
    static final String MEAN = "mean of all ratings";
    static final String NEURAL = "neural network on 5 + 5 numbers";
    static final String DOT = "product of 5 numbers";
    static final String LISTS = "autoencoder of lists";
    private static final Map<String, String> KEYS = Map.of(FACTORS, "test", BIAS, "bias", MEAN, "mean", NEURAL, "neural", DOT, "dot", LISTS, "ranking",
            "most popular", "popularity", "book bias", "bias_ranking");

    /// @param rivals other networks that predict ratings, by name
    static BookScores of(RatingSplit split, Biases biases, RatingNetwork rating, SequencedMap<String, RatingNetwork> rivals, RankingNetwork ranking, long seed) {
        var test = split.test();
        var rated = new LinkedHashMap<String, RatingError>();
        rated.put(FACTORS, RatingError.of(rating.predict(test), test));
        rivals.forEach((name, network) -> rated.put(name, RatingError.of(network.predict(test), test)));
        rated.put(BIAS, RatingError.of(biases.predict(test), test));
        var mean = new float[test.count()];
        Arrays.fill(mean, (float) biases.mean());
        rated.put(MEAN, RatingError.of(mean, test));

        int books = split.books().size();
        var read = split.read();
        var held = ReadingLists.of(split.readers(), books, test);
        var ranked = new LinkedHashMap<String, RankingScores>();
        ranked.put(LISTS, RankingScores.of(read, held, ranking));
        int[] counts = split.train().perBook(books);
        ranked.put("most popular", RankingScores.of(read, held, floats(IntStream.of(counts).asDoubleStream())));
        ranked.put("book bias", RankingScores.of(read, held, floats(DoubleStream.of(biases.book()))));
        return new BookScores(rated, ranked, biases, split.cold(), seed);
    }

    /// By name for `report.json`, the most telling first.
    Scores figures() {
        var scores = new Scores();
        rated.forEach((name, error) -> {
            scores.put(KEYS.get(name) + "_rmse", error.rmse(), error.interval(seed));
            scores.put(KEYS.get(name) + "_mae", error.mae());
        });
        scores.put("test_gain_over_bias_rmse", rated.get(BIAS).rmse() - rated.get(FACTORS).rmse(), rated.get(FACTORS).gainOver(rated.get(BIAS), seed));
        ranked.forEach((name, list) -> scores
                .put(KEYS.get(name) + "_ndcg_at_10", list.ndcg().value(), list.ndcg().interval(seed))
                .put(KEYS.get(name) + "_hit_rate_at_10", list.hit().value())
                .put(KEYS.get(name) + "_recall_at_10", list.recall().value())
                .put(KEYS.get(name) + "_coverage", list.coverage()));
        return scores.put("cold_test_ratings", cold);
    }

    List<String> lines() {
        var lines = new ArrayList<>(new ScoreTable("Error of predicted ratings (RMSE) on the test part", ScoreTable.Form.DECIMAL, rated.entrySet().stream()
                .map(row -> new ScoreTable.Row(row.getKey(), row.getValue().rmse(), row.getValue().interval(seed))).toList()).lines());
        lines.add("Gain over " + BIAS + ", on the same draws of ratings: above 0 throughout is a gain");
        rated.entrySet().stream().filter(row -> !row.getKey().equals(BIAS) && !row.getKey().equals(MEAN)).forEach(row -> {
            var gain = row.getValue().gainOver(rated.get(BIAS), seed);
            lines.add(String.format(Locale.ROOT, "  %-32s %+.4f  [%+.4f – %+.4f]", row.getKey(), rated.get(BIAS).rmse() - row.getValue().rmse(), gain.low(), gain.high()));
        });
        lines.add(String.format(Locale.ROOT, "  (mean absolute error of %s: %.3f; ridges chosen by validation: %.0f and %.0f; %d test ratings of books not in train)",
                FACTORS, rated.get(FACTORS).mae(), biases.readerRidge(), biases.bookRidge(), cold));
        lines.add("First ten of all unread books, where a reader's held-out books are right");
        lines.add(String.format(Locale.ROOT, "  %-22s %7s %-18s %6s %9s %9s", "", "NDCG@10", "", "HR@10", "Recall@10", "coverage"));
        ranked.forEach((name, scores) -> lines.add(String.format(Locale.ROOT, "  %-22s %7.4f %-18s %6.3f %9.3f %8.1f%%", name, scores.ndcg().value(),
                scores.ndcg().interval(seed), scores.hit().value(), scores.recall().value(), 100 * scores.coverage())));
        return lines;
    }

    private static float[] floats(DoubleStream values) {
        double[] doubles = values.toArray();
        var floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }
}
