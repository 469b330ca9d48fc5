package org.keras4j.apps.metrics;

import module java.base;
import org.keras4j.apps.score.BinaryCounts;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.metrics.F1Score;
import org.keras4j.metrics.Precision;
import org.keras4j.metrics.Recall;
import org.keras4j.models.Evaluate;
import org.keras4j.models.Model;

/// Precision, recall and F1 of the same predictions, measured in three ways and with several batch sizes: (a) changes with the batch size,
/// (b) and (c) don't.
///
/// @param batches their sizes
/// @param articles `[measure][batch size]`, the mean over batches of the article's functions
/// @param keras `[measure][batch size]`, Keras' metrics, which count over batches
/// @param whole `[measure]`, all predictions at once
record ThreeWays(int[] batches, double[][] articles, double[][] keras, double[] whole) {
    private static final List<String> MEASURES = List.of("precision", "recall", "F1");

    /// @param table what the model is evaluated on
    static ThreeWays of(Model model, TableTask table, Predictions predictions, int... batches) {
        var x = TableNetwork.inputs(table.x());
        var y = TableNetwork.targets(table.labels(), table.classes().size());
        var articles = new double[MEASURES.size()][batches.length];
        var keras = new double[MEASURES.size()][batches.length];
        for (int b = 0; b < batches.length; b++) {
            var results = model.evaluate(x, y, Evaluate.defaults().silently().batchSize(batches[b]));
            put(articles, b, results, "precision_batch_mean", "recall_batch_mean", "f1_batch_mean");
            put(keras, b, results, "precision", "recall", "f1_score");
        }
        var score = predictions.classification();
        // Of many classes Keras' Precision and Recall look at each probability above ½ of any class, which is a micro average of its own.
        var whole = table.isBinary() ? score.against(table.positive()) : aboveHalf(predictions);
        return new ThreeWays(batches, articles, keras, new double[] {whole.precision(), whole.recall(), table.isBinary() ? whole.f1() : score.micro().f1()});
    }

    /// {@return the table as text}
    List<String> lines(String of) {
        var lines = new ArrayList<String>();
        lines.add("Three ways to measure the same predictions of " + of + ", by batch size");
        lines.add("  " + " ".repeat(55) + IntStream.of(batches).mapToObj(b -> String.format(Locale.ROOT, "%8d", b)).collect(Collectors.joining()));
        for (int m = 0; m < MEASURES.size(); m++) {
            lines.add(row(MEASURES.get(m), "(a) the article's function: batch mean, wrong", articles[m]));
            lines.add(row("", "(b) Keras' metric, counted over batches", keras[m]));
            double all = whole[m];
            lines.add(row("", "(c) all predictions at the end of the epoch", IntStream.of(batches).mapToDouble(_ -> all).toArray()));
        }
        return lines;
    }

    /// The smallest example: batch A has one item, found; batch B nine that are missed and one false alarm.
    static List<String> twoBatches() {
        var articles = ArticleMetrics.f1();
        var f1 = F1Score.create().threshold(0.5);
        var precision = Precision.create();
        var recall = Recall.create();
        for (var metric : List.of(articles, f1, precision, recall)) {
            metric.update(column(1), column(1));
            metric.update(column(1, 1, 1, 1, 1, 1, 1, 1, 1, 0), column(0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
        }
        var all = new BinaryCounts(1, 0, 0, 0).plus(new BinaryCounts(0, 1, 9, 0));
        return List.of(
                "Two batches: A has 1 positive item, found; B has 9, all missed, and 1 false alarm",
                String.format(Locale.ROOT, "  (a) the article's F1, a mean over batches   %.4f   wrong", articles.result()),
                String.format(Locale.ROOT, "  (b) Keras' F1Score                          %.4f   precision %.4f, recall %.4f", f1.result(), precision.result(), recall.result()),
                String.format(Locale.ROOT, "  (c) counted by hand: 2 · ½ · 0.1 / 0.6      %.4f", all.f1()));
    }

    private static NDArray column(float... values) {
        return NDArray.of(Shape.of(values.length, 1), values);
    }

    private static BinaryCounts aboveHalf(Predictions predictions) {
        var sum = new BinaryCounts(0, 0, 0, 0);
        for (int c = 0; c < predictions.classes().size(); c++) {
            double[] scores = predictions.scoresOf(c).orElseThrow();
            for (int i = 0; i < scores.length; i++) {
                boolean said = scores[i] > 0.5;
                boolean is = predictions.truth()[i] == c;
                sum = sum.plus(new BinaryCounts(said && is ? 1 : 0, said && !is ? 1 : 0, !said && is ? 1 : 0, !said && !is ? 1 : 0));
            }
        }
        return sum;
    }

    private static void put(double[][] table, int column, Map<String, Double> results, String... names) {
        for (int m = 0; m < names.length; m++) {
            table[m][column] = Objects.requireNonNull(results.get(names[m]), names[m]);
        }
    }

    private static String row(String measure, String way, double[] values) {
        return String.format(Locale.ROOT, "  %-9s %-45s", measure, way) + DoubleStream.of(values).mapToObj(v -> String.format(Locale.ROOT, "%8.4f", v)).collect(Collectors.joining());
    }
}
