package org.keras4j.apps.multibooks;

import module java.base;
import org.keras4j.apps.multibooks.VolumeNetwork.Answer;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.Probabilities;

/// One way to answer, scored on the test part: for each head the measure that it is judged by.
///
/// @param answers of each test book
/// @param truth the test books
record HeadScores(List<Answer> answers, List<Volume> truth) {

    /// The trivial answers: mean rating, the language and genre that most have, and the middle or the mean year.
    static HeadScores constant(List<Volume> train, List<Volume> test, double year) {
        double rating = train.stream().mapToDouble(Volume::rating).average().orElseThrow();
        var languages = new float[Language.values().length];
        train.forEach(volume -> languages[volume.language().ordinal()]++);
        var genres = new float[Genre.values().length];
        train.stream().map(Volume::genre).filter(Objects::nonNull).forEach(genre -> genres[genre.ordinal()]++);
        return new HeadScores(Collections.nCopies(test.size(), new Answer(year, Probabilities.of(languages), rating, Probabilities.of(genres))), test);
    }

    /// {@return the head's measure: mean absolute error of years, macro-F1 of languages and genres, root mean squared error of ratings}
    double value(Head head) {
        return value(head, IntStream.range(0, truth.size()).toArray());
    }

    Interval interval(Head head, long seed) {
        return Interval.ofScore(truth.size(), drawn -> value(head, drawn), seed);
    }

    /// {@return by how much this is better than the other on the same draws of books; above 0 is better for every head}
    Interval gainOver(HeadScores other, Head head, long seed) {
        return Interval.ofScore(truth.size(), drawn -> better(head) * (value(head, drawn) - other.value(head, drawn)), seed);
    }

    double accuracy() {
        return languages(IntStream.range(0, truth.size()).toArray()).accuracy();
    }

    /// {@return 1 where more is better, −1 where less is}
    static int better(Head head) {
        return switch (head) {
            case YEAR, RATING -> -1;
            case LANGUAGE, GENRE -> 1;
        };
    }

    static String measure(Head head) {
        return switch (head) {
            case YEAR -> "year: mean absolute error, in years";
            case LANGUAGE -> "language: macro-F1";
            case GENRE -> "genre: macro-F1";
            case RATING -> "rating: root mean squared error";
        };
    }

    /// {@return the name in `report.json`}
    static String key(Head head) {
        return switch (head) {
            case YEAR -> "year_mae";
            case LANGUAGE -> "language_macro_f1";
            case GENRE -> "genre_macro_f1";
            case RATING -> "rating_rmse";
        };
    }

    private double value(Head head, int[] drawn) {
        return switch (head) {
            case YEAR -> mean(drawn, i -> Math.abs(answers.get(i).year() - truth.get(i).year()));
            case LANGUAGE -> languages(drawn).macroF1();
            case GENRE -> genres(drawn).macroF1();
            case RATING -> Math.sqrt(mean(drawn, i -> Math.pow(answers.get(i).rating() - truth.get(i).rating(), 2)));
        };
    }

    private Classification languages(int[] drawn) {
        return Classification.of(Language.names(), IntStream.of(drawn).map(i -> truth.get(i).language().ordinal()).toArray(),
                IntStream.of(drawn).map(i -> answers.get(i).language().ordinal()).toArray());
    }

    private Classification genres(int[] drawn) {
        return Classification.of(Genre.names(), IntStream.of(drawn).map(i -> Objects.requireNonNull(truth.get(i).genre()).ordinal()).toArray(),
                IntStream.of(drawn).map(i -> answers.get(i).genre().ordinal()).toArray());
    }

    private static double mean(int[] drawn, IntToDoubleFunction value) {
        return IntStream.of(drawn).mapToDouble(value).average().orElseThrow();
    }
}
