package org.keras4j.apps.metrics;

import module java.base;
import org.keras4j.apps.score.BinaryCounts;
import org.keras4j.apps.score.Calibration;
import org.keras4j.apps.score.Ranking;
import org.keras4j.apps.score.Scores;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.metrics.AUC;
import org.keras4j.plots.ConfusionMatrix;
import org.keras4j.plots.Lines;
import org.keras4j.plots.Lines.Series;
import org.keras4j.plots.Lines.Style;
import org.keras4j.plots.Plot;
import org.keras4j.plots.Scatter.Names;

/// All that can be said of predictions: every figure is scikit-learn's, and beside the exact areas stand those of Keras.
///
/// @param title what was predicted
record PredictionReport(String title, Predictions predictions, Costs costs) {
    private static final int BINS = 10;
    private static final double[] SHOWN = {0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
    private static final Series CHANCE = new Series("chance", new double[] {0, 1}, new double[] {0, 1}, Style.REFERENCE);

    List<String> lines() {
        var score = predictions.classification();
        var lines = new ArrayList<String>();
        lines.add(String.format(Locale.ROOT, "%s: %,d items", title, predictions.truth().length));
        lines.addAll(score.lines());
        score.warnings().forEach(warning -> lines.add("  Warning: " + warning));
        lines.addAll(score.confusionLines());
        lines.add(String.format(Locale.ROOT, "  accuracy %.4f %s; always the most frequent class %.4f", score.accuracy(), score.interval(), score.majorityShare()));
        lines.add(String.format(Locale.ROOT, "  Matthews %.4f, Cohen's kappa %.4f", score.matthews(), score.kappa()));
        if (predictions.isBinary()) {
            predictions.ranking(predictions.positive()).ifPresent(ranking -> lines.addAll(binary(ranking)));
        } else {
            manyAreas().ifPresent(area -> lines.add(String.format(Locale.ROOT, "  area below ROC, one class against the rest, mean of classes %.6f (exact)", area)));
        }
        return lines;
    }

    /// {@return the figures by name}
    Scores scores() {
        var score = predictions.classification();
        var scores = new Scores();
        if (predictions.isBinary()) {
            var positive = score.score(predictions.positive());
            scores.put("f1", positive.f1());
            scores.put("precision", positive.precision());
            scores.put("recall", positive.recall());
        }
        scores.put("accuracy", score.accuracy());
        scores.put("macro_f1", score.macroF1());
        scores.put("weighted_f1", score.weighted().f1());
        scores.put("matthews", score.matthews());
        scores.put("kappa", score.kappa());
        if (predictions.isBinary()) {
            predictions.ranking(predictions.positive()).ifPresent(ranking -> {
                scores.put("roc_area", ranking.rocArea());
                scores.put("average_precision", ranking.averagePrecision());
                if (predictions.areProbabilities()) {
                    scores.put("roc_area_keras_200_thresholds", keras(AUC.Curve.ROC));
                    scores.put("brier", Calibration.brier(truth(), positiveScores()));
                    scores.put("calibration_error", calibration().error());
                }
            });
        } else {
            manyAreas().ifPresent(area -> scores.put("roc_area_one_against_rest", area));
        }
        return scores;
    }

    /// {@return plots by the name of their file}
    SequencedMap<String, Plot> plots() {
        var plots = new LinkedHashMap<String, Plot>();
        var score = predictions.classification();
        plots.put("confusion", ConfusionMatrix.of(String.format(Locale.ROOT, "%s: %.1f %% right", title, 100 * score.accuracy()), predictions.classes(), score.counts()));
        if (predictions.scores().isEmpty()) {
            return plots;
        }
        var shown = predictions.isBinary() ? List.of(predictions.positive()) : IntStream.range(0, predictions.classes().size()).boxed().toList();
        plots.put("roc", Lines.ofShares(title + ": ROC", new Names("share of negatives taken for positive", "recall"),
                Stream.concat(Stream.of(CHANCE), curves(shown, Ranking::roc, Ranking::rocArea)).toList()));
        plots.put("precision-recall", Lines.ofShares(title + ": precision and recall", new Names("recall", "precision"),
                curves(shown, Ranking::precisionRecall, Ranking::averagePrecision).toList()));
        if (predictions.isBinary()) {
            predictions.ranking(predictions.positive()).ifPresent(ranking -> plots.put("thresholds", sweepPlot(ranking)));
            if (predictions.areProbabilities()) {
                plots.put("calibration", calibrationPlot());
            }
        }
        return plots;
    }

    // ---- two classes -----------------------------------------------------------------------------------------------

    private List<String> binary(Ranking ranking) {
        var lines = new ArrayList<String>();
        String positive = predictions.classes().get(predictions.positive());
        lines.add("  positive class: " + positive);
        lines.add(String.format(Locale.ROOT, "  area below ROC %.6f exact%s", ranking.rocArea(), beside(AUC.Curve.ROC)));
        lines.add(String.format(Locale.ROOT, "  average precision %.6f exact%s", ranking.averagePrecision(), beside(AUC.Curve.PR)));
        if (predictions.areProbabilities()) {
            lines.add(String.format(Locale.ROOT, "  Brier score %.6f, calibration error %.4f", Calibration.brier(truth(), positiveScores()), calibration().error()));
        }
        lines.add("  threshold  precision     recall         F1   accuracy       cost");
        double[] thresholds = predictions.areProbabilities() ? SHOWN : quantiles(ranking);
        DoubleStream.of(thresholds).forEach(t -> lines.add(row(t, ranking.above(t))));
        var best = ranking.best(BinaryCounts::f1);
        var cheapest = ranking.best(counts -> -costs.of(counts));
        lines.add(row(best.threshold(), best.counts()) + "  best F1 of these items");
        lines.add(row(cheapest.threshold(), cheapest.counts()) + "  cheapest of these items: " + costs);
        lines.add("  (choose a threshold on other items than those it is judged by)");
        return lines;
    }

    private String row(double threshold, BinaryCounts counts) {
        return String.format(Locale.ROOT, "  %9.4f  %9.4f  %9.4f  %9.4f  %9.4f  %9s", threshold, counts.precision(), counts.recall(), counts.f1(), counts.accuracy(),
                costs.words(counts));
    }

    private String beside(AUC.Curve curve) {
        return predictions.areProbabilities() ? String.format(Locale.ROOT, " (%.6f by Keras' AUC with 200 thresholds)", keras(curve)) : "";
    }

    private double keras(AUC.Curve curve) {
        var metric = AUC.create().curve(curve);
        boolean[] truth = truth();
        double[] scores = positiveScores();
        metric.update(column(i -> truth[(int) i] ? 1 : 0), column(i -> scores[(int) i]));
        return metric.result();
    }

    private NDArray column(LongToDoubleFunction value) {
        return NDArray.generate(DType.FLOAT32, Shape.of(predictions.truth().length, 1), value);
    }

    private Plot sweepPlot(Ranking ranking) {
        var cuts = ranking.sweep();
        double[] x = cuts.stream().mapToDouble(Ranking.Cut::threshold).toArray();
        double dearest = cuts.stream().mapToDouble(cut -> costs.of(cut.counts())).max().orElseThrow();
        var best = ranking.best(BinaryCounts::f1);
        var series = List.of(sweep("precision", x, cuts, BinaryCounts::precision), sweep("recall", x, cuts, BinaryCounts::recall), sweep("F1", x, cuts, BinaryCounts::f1),
                sweep("cost (of the dearest)", x, cuts, counts -> costs.of(counts) / dearest),
                new Series(String.format(Locale.ROOT, "best F1, at %.3f", best.threshold()), new double[] {best.threshold()}, new double[] {best.counts().f1()}, Style.POINTS));
        var names = new Names("threshold", "score");
        return predictions.areProbabilities() ? Lines.ofShares(title + ": thresholds", names, series) : Lines.of(title + ": thresholds", names, series);
    }

    private static Series sweep(String name, double[] x, List<Ranking.Cut> cuts, ToDoubleFunction<BinaryCounts> value) {
        return new Series(name, x, cuts.stream().mapToDouble(cut -> value.applyAsDouble(cut.counts())).toArray(), Style.SOLID);
    }

    private Plot calibrationPlot() {
        var calibration = calibration();
        var perfect = new Series("as said", CHANCE.x(), CHANCE.y(), Style.REFERENCE);
        String name = String.format(Locale.ROOT, "observed, error %.3f", calibration.error());
        return Lines.ofShares(title + ": calibration", new Names("probability that was said", "share that came true"), List.of(perfect,
                new Series(name, calibration.predicted(), calibration.observed(), Style.SOLID), new Series("bins", calibration.predicted(), calibration.observed(), Style.POINTS)));
    }

    private Calibration calibration() {
        return Calibration.of(truth(), positiveScores(), BINS);
    }

    private boolean[] truth() {
        return predictions.isOf(predictions.positive());
    }

    private double[] positiveScores() {
        return predictions.scoresOf(predictions.positive()).orElseThrow();
    }

    private static double[] quantiles(Ranking ranking) {
        var cuts = ranking.sweep();
        return IntStream.range(0, SHOWN.length).mapToDouble(i -> cuts.get(i * (cuts.size() - 1) / (SHOWN.length - 1)).threshold()).distinct().toArray();
    }

    // ---- several ---------------------------------------------------------------------------------------------------

    private OptionalDouble manyAreas() {
        var rankings = IntStream.range(0, predictions.classes().size()).mapToObj(predictions::ranking).toList();
        return rankings.stream().allMatch(Optional::isPresent) ? rankings.stream().mapToDouble(r -> r.orElseThrow().rocArea()).average() : OptionalDouble.empty();
    }

    private Stream<Series> curves(List<Integer> classes, Function<Ranking, Ranking.Curve> curve, ToDoubleFunction<Ranking> area) {
        return classes.stream().flatMap(c -> predictions.ranking(c).stream().map(ranking -> new Series(
                String.format(Locale.ROOT, "%s %.3f", predictions.classes().get(c), area.applyAsDouble(ranking)), curve.apply(ranking).x(), curve.apply(ranking).y(), Style.SOLID)));
    }
}
