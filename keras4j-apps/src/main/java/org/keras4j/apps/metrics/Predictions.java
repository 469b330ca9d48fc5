package org.keras4j.apps.metrics;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.apps.score.Ranking;

/// What a classifier said of items whose class is known. As a CSV file it has a column `truth` and one or more of
///
/// | column      | value                                                                    |
/// |-------------|--------------------------------------------------------------------------|
/// | `p_CLASS`   | how probable the class is, a column for each class                       |
/// | `score`     | of two classes: the higher, the more it speaks for the positive one      |
/// | `predicted` | the class that was said; without it the threshold or the most probable says |
///
/// @param positive the class of `classes` that the question is about, where there are two
/// @param scores `[items][classes]`, or none where only classes were said
record Predictions(List<String> classes, int positive, int[] truth, int[] said, Optional<double[][]> scores) {
    static final String FILE = "predictions.csv";
    private static final String PREDICTED = "predicted";
    private static final String SCORE = "score";
    private static final String PROBABILITY = "p_";

    /// Of two classes the positive one is said where its score is above the threshold, else that of the highest score.
    static Predictions of(List<String> classes, int positive, int[] truth, double[][] scores, double threshold) {
        int[] said = Stream.of(scores).mapToInt(row -> classes.size() == 2
                ? row[positive] > threshold ? positive : 1 - positive
                : new Probabilities(row).best()).toArray();
        return new Predictions(classes, positive, truth, said, Optional.of(scores));
    }

    /// @param truth the name of the column that holds the true class
    /// @param positive the positive class; empty for the last in the order of `p_` columns, else of the alphabet or of numbers
    /// @throws DataException with file and line, if a column is missing or a value isn't what it should be
    static Predictions read(Path file, String truth, Optional<String> positive, OptionalDouble threshold) {
        var csv = CsvTable.read(file);
        var named = csv.columns().stream().filter(c -> c.startsWith(PROBABILITY)).map(c -> c.substring(PROBABILITY.length())).toList();
        boolean hasPredicted = csv.columns().contains(PREDICTED);
        boolean hasScore = csv.columns().contains(SCORE);
        if (!hasPredicted && !hasScore && named.isEmpty()) {
            throw new DataException(file + ": line 1: expected a column 'predicted', 'score', or 'p_CLASS' for each class, got " + String.join(", ", csv.columns()) + ".");
        }
        var classes = named.isEmpty() ? classes(csv, truth, hasPredicted) : named;
        if (classes.size() < 2) {
            throw new DataException(file + ": expected two classes or more, got " + String.join(", ", classes) + " alone.");
        }
        if (hasScore && named.isEmpty() && classes.size() != 2) {
            throw new DataException(file + ": expected two classes beside a column 'score', got " + String.join(", ", classes) + ". Give a column 'p_CLASS' for each.");
        }
        int at = positive.map(name -> {
            if (!classes.contains(name)) {
                throw new IllegalArgumentException("--positive: expected one of " + String.join(", ", classes) + ", got '" + name + "'.");
            }
            return classes.indexOf(name);
        }).orElse(classes.size() - 1);
        int[] labels = positions(csv, truth, classes);
        Optional<double[][]> scores = named.isEmpty()
                ? hasScore ? Optional.of(bothWays(csv.numbers(SCORE), at)) : Optional.empty()
                : Optional.of(csv.numbers(named.stream().map(c -> PROBABILITY + c).toList()));
        if (threshold.isPresent() && scores.isEmpty()) {
            throw new DataException(file + ": line 1: expected a column 'score' or 'p_CLASS' for each class beside --threshold, got " + String.join(", ", csv.columns()) + ".");
        }
        return hasPredicted && threshold.isEmpty() ? new Predictions(classes, at, labels, positions(csv, PREDICTED, classes), scores)
                : of(classes, at, labels, scores.orElseThrow(), threshold.orElse(0.5));
    }

    String csv() {
        var columns = Stream.concat(Stream.of("truth", PREDICTED), scores.isPresent() ? classes.stream().map(c -> PROBABILITY + c) : Stream.of()).toList();
        return CsvTable.text(columns, IntStream.range(0, truth.length).mapToObj(i -> {
            var numbers = scores.map(s -> DoubleStream.of(s[i]).mapToObj(Double::toString)).orElse(Stream.of());
            return Stream.concat(Stream.of(classes.get(truth[i]), classes.get(said[i])), numbers).toList();
        }));
    }

    boolean isBinary() {
        return classes.size() == 2;
    }

    Classification classification() {
        return Classification.of(classes, truth, said);
    }

    boolean[] isOf(int c) {
        var is = new boolean[truth.length];
        for (int i = 0; i < truth.length; i++) {
            is[i] = truth[i] == c;
        }
        return is;
    }

    Optional<double[]> scoresOf(int c) {
        return scores.map(s -> Stream.of(s).mapToDouble(row -> row[c]).toArray());
    }

    /// The curve of one class against the rest; none without scores, or where only one kind of item is there.
    Optional<Ranking> ranking(int c) {
        long own = IntStream.of(truth).filter(t -> t == c).count();
        return own == 0 || own == truth.length ? Optional.empty() : scoresOf(c).map(s -> Ranking.of(isOf(c), s));
    }

    /// Whether the scores may be read as probabilities.
    boolean areProbabilities() {
        return scores.isPresent() && Stream.of(scores.get()).flatMapToDouble(DoubleStream::of).allMatch(p -> p >= 0 && p <= 1);
    }

    private static double[][] bothWays(double[] scores, int positive) {
        boolean probabilities = DoubleStream.of(scores).allMatch(s -> s >= 0 && s <= 1);
        return DoubleStream.of(scores).mapToObj(s -> {
            double other = probabilities ? 1 - s : -s;
            return positive == 1 ? new double[] {other, s} : new double[] {s, other};
        }).toArray(double[][]::new);
    }

    private static List<String> classes(CsvTable csv, String truth, boolean hasPredicted) {
        var names = Stream.concat(csv.texts(truth).stream(), hasPredicted ? csv.texts(PREDICTED).stream() : Stream.of()).distinct().toList();
        boolean numbers = names.stream().allMatch(name -> name.matches("-?\\d{1,9}"));
        return names.stream().sorted(numbers ? Comparator.comparingInt(Integer::parseInt) : Comparator.naturalOrder()).toList();
    }

    private static int[] positions(CsvTable csv, String column, List<String> classes) {
        int at = csv.column(column);
        return csv.rows().stream().mapToInt(row -> {
            int position = classes.indexOf(row.fields().get(at).strip());
            if (position < 0) {
                throw csv.wrong(row, at, "one of " + String.join(", ", classes));
            }
            return position;
        }).toArray();
    }
}
