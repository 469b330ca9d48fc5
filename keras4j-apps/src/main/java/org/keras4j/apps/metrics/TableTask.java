package org.keras4j.apps.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.apps.score.StratifiedSplit;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// A table with a class for each row.
///
/// @param title for people
/// @param key in names of files and scores
/// @param positive the class of `classes` that the question is about; of several classes any
/// @param x `[rows][features]`
/// @param labels positions in `classes`
record TableTask(String title, String key, List<String> features, List<String> classes, int positive, double[][] x, int[] labels) {
    static final String CANCER_FILE = "breast_cancer.csv";
    static final String DIGITS_FILE = "digits.csv";
    private static final double TEST_SHARE = 0.2;
    private static final double VALIDATION_SHARE = 0.125;
    private static final int RARE_ROWS = 6000;
    private static final int RARE_FEATURES = 8;
    private static final double RARE_SHARE = 0.05;

    /// A task in three parts with the same shares of classes: 70 % train, 10 % choose thresholds, 20 % test.
    record Parts(TableTask train, TableTask validation, TableTask test) {}

    /// 569 tumours. **Malignant is the positive class**: in scikit-learn's own coding 1 is benign.
    static TableTask cancer(Path file) {
        return of("breast cancer", "malignant", CsvTable.read(file), "class", Set.of("target"), List.of("benign", "malignant"));
    }

    /// 1,797 digits of 8×8 points.
    static TableTask digits(Path file) {
        return of("digits", "digits", CsvTable.read(file), "target", Set.of(), IntStream.range(0, 10).mapToObj(Integer::toString).toList());
    }

    /// Made up: a class of 5 % that overlaps with the rest, of which always saying "no" gets 95 % right.
    static TableTask rare(long seed) {
        var random = Philox.of(seed).fork(5);
        double[][] x = new double[RARE_ROWS][RARE_FEATURES];
        double[] noise = random.at(1).normal(DType.FLOAT64, Shape.of(RARE_ROWS * RARE_FEATURES), 0, 1).toDoubleArray();
        int[] labels = new int[RARE_ROWS];
        int rare = (int) Math.round(RARE_ROWS * RARE_SHARE);
        int[] order = random.permutation(RARE_ROWS).toIntArray();
        for (int i = 0; i < RARE_ROWS; i++) {
            labels[i] = order[i] < rare ? 1 : 0;
            for (int f = 0; f < RARE_FEATURES; f++) {
                // Every second feature tells something; one more bends the border, which a line can't follow.
                double shift = labels[i] == 1 && f % 2 == 0 ? 0.9 : 0;
                double spread = labels[i] == 1 && f == 1 ? 2 : 1;
                x[i][f] = noise[i * RARE_FEATURES + f] * spread + shift;
            }
        }
        return new TableTask("rare events", "rare", IntStream.range(0, RARE_FEATURES).mapToObj(f -> "x" + f).toList(), List.of("usual", "rare"), 1, x, labels);
    }

    private static TableTask of(String title, String key, CsvTable csv, String label, Set<String> ignored, List<String> classes) {
        int column = csv.column(label);
        var features = csv.columns().stream().filter(name -> !name.equals(label) && !ignored.contains(name)).toList();
        int[] labels = csv.rows().stream().mapToInt(row -> {
            int at = classes.indexOf(row.fields().get(column).strip());
            if (at < 0) {
                throw csv.wrong(row, column, "one of " + String.join(", ", classes));
            }
            return at;
        }).toArray();
        return new TableTask(title, key, features, classes, classes.size() - 1, csv.numbers(features), labels);
    }

    boolean isBinary() {
        return classes.size() == 2;
    }

    int count() {
        return labels.length;
    }

    Parts split(long seed) {
        var outer = StratifiedSplit.of(labels, TEST_SHARE, seed);
        var learning = rows(outer.train());
        var inner = StratifiedSplit.of(learning.labels, VALIDATION_SHARE, seed);
        return new Parts(learning.rows(inner.train()), learning.rows(inner.test()), rows(outer.test()));
    }

    /// The same with the first `limit` rows only; `null` leaves all.
    TableTask limited(@Nullable Integer limit) {
        return limit == null || limit >= count() ? this : rows(IntStream.range(0, limit).toArray());
    }

    TableTask rows(int[] positions) {
        return new TableTask(title, key, features, classes, positive, IntStream.of(positions).mapToObj(i -> x[i]).toArray(double[][]::new),
                IntStream.of(positions).map(i -> labels[i]).toArray());
    }
}
