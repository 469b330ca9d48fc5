package org.keras4j.apps.satellite;

import module java.base;
import org.keras4j.apps.score.MultiLabel;
import org.keras4j.apps.score.Ranking;
import org.keras4j.apps.score.Thresholds;
import org.keras4j.plots.ConfusionMatrix;
import org.keras4j.plots.ImageGrid.Caption;
import org.keras4j.plots.Plot;

/// What a network said of pictures with tags.
///
/// @param probabilities `[count][tags]`
/// @param thresholds tuned on other pictures
record TagResults(List<String> tags, Pictures pictures, double[][] probabilities, Thresholds thresholds) {
    /// Planet's score: that a tag is found counts twice as much as that it is true.
    static final double BETA = 2;
    private static final int SHOWN = 20;

    MultiLabel score() {
        return score(thresholds);
    }

    MultiLabel score(Thresholds others) {
        return new MultiLabel(tags, pictures.tags(), others.said(probabilities));
    }

    MultiLabel score(boolean[][] said) {
        return new MultiLabel(tags, pictures.tags(), said);
    }

    double meanAveragePrecision() {
        return MultiLabel.meanAveragePrecision(pictures.tags(), probabilities);
    }

    /// {@return a table with a row for each tag}
    List<String> lines() {
        int width = tags.stream().mapToInt(String::length).max().orElse(0);
        var lines = new ArrayList<String>();
        lines.add(String.format(Locale.ROOT, "  %" + width + "s  %9s  %9s  %9s  %9s  %9s  %9s", "", "threshold", "precision", "recall", "F2", "avg prec", "pictures"));
        for (var row : rows()) {
            lines.add(String.format(Locale.ROOT, "  %" + width + "s  %9.2f  %9.4f  %9.4f  %9.4f  %9.4f  %,9d",
                    row.tag, row.threshold, row.precision, row.recall, row.f2, row.averagePrecision, row.pictures));
        }
        return lines;
    }

    /// {@return the same as CSV}
    String table() {
        return "tag,threshold,precision,recall,f2,average_precision,pictures\n" + rows().stream()
                .map(row -> String.format(Locale.ROOT, "%s,%.2f,%.4f,%.4f,%.4f,%.4f,%d\n",
                        row.tag, row.threshold, row.precision, row.recall, row.f2, row.averagePrecision, row.pictures))
                .collect(Collectors.joining());
    }

    private record Row(String tag, double threshold, double precision, double recall, double f2, double averagePrecision, long pictures) {}

    private List<Row> rows() {
        var score = score();
        boolean[][] truth = pictures.tags();
        return IntStream.range(0, tags.size()).mapToObj(tag -> {
            var counts = score.of(tag);
            long positive = counts.truePositives() + counts.falseNegatives();
            var has = new boolean[truth.length];
            IntStream.range(0, has.length).forEach(i -> has[i] = truth[i][tag]);
            double average = positive == 0 || positive == counts.total() ? Double.NaN
                    : Ranking.of(has, Stream.of(probabilities).mapToDouble(p -> p[tag]).toArray()).averagePrecision();
            return new Row(tags.get(tag), thresholds.values()[tag], counts.precision(), counts.recall(), counts.fBeta(BETA), average, positive);
        }).toList();
    }

    Plot togetherPlot() {
        return ConfusionMatrix.ofPairs("Tags that are seen together", tags, MultiLabel.together(pictures.tags(), tags.size()));
    }

    /// The first pictures once for each tag that is said of them, with what speaks for it.
    Plot gradCamPlot(Interpreter interpreter) {
        boolean[][] said = thresholds.said(probabilities);
        boolean[][] truth = pictures.tags();
        var rows = new ArrayList<Integer>();
        var labels = new ArrayList<Integer>();
        var captions = new ArrayList<Caption>();
        for (int i = 0; i < said.length && rows.size() < SHOWN; i++) {
            for (int tag = 0; tag < tags.size() && rows.size() < SHOWN; tag++) {
                if (said[i][tag]) {
                    rows.add(i);
                    labels.add(tag);
                    captions.add(new Caption(ClassResults.shortened(tags.get(tag)), truth[i][tag] ? Caption.Tone.PLAIN : Caption.Tone.WRONG));
                }
            }
        }
        return ClassResults.heatPlot("What speaks for each tag (red: a tag that the picture hasn't)", pictures,
                rows.stream().mapToInt(i -> i).toArray(), labels.stream().mapToInt(i -> i).toArray(), captions, interpreter);
    }

    /// {@return which tags a picture has}
    String truth(int picture) {
        boolean[] has = pictures.tags()[picture];
        return IntStream.range(0, has.length).filter(tag -> has[tag]).mapToObj(tags::get).collect(Collectors.joining(", "));
    }
}
