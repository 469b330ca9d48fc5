package org.keras4j.plots;

import module java.base;
import org.keras4j.plots.Canvas.Anchor;
import org.keras4j.plots.Canvas.Font;
import org.keras4j.plots.Canvas.Weight;

/// How often each true class (row) was taken for each class (column): the count, and its share of the row in per cent.
/// Darker is a larger share; right ones are blue, mistakes orange.
public final class ConfusionMatrix {
    private static final int CELL = 56;

    private ConfusionMatrix() {}

    /// @param counts `[true class][predicted class]`
    /// @throws IllegalArgumentException when the counts aren't a square with one name for each row
    public static Plot of(String title, List<String> classes, long[][] counts) {
        int n = classes.size();
        if (n == 0 || counts.length != n || Stream.of(counts).anyMatch(row -> row.length != n)) {
            throw new IllegalArgumentException("Confusion matrix: expected " + n + " × " + n + " counts for " + n + " classes, got "
                    + counts.length + " rows.");
        }
        return plot(title, classes, counts, i -> LongStream.of(counts[i]).sum(), (canvas, left, top) -> {
            canvas.text("predicted", left + n * CELL / 2.0, top - 28, Font.LABEL);
            canvas.uprightText("true", Plot.MARGIN + 8, top + n * CELL / 2.0, Font.LABEL);
        });
    }

    /// How many items have both of two tags, and which share that is of those that have the row's tag.
    ///
    /// @param counts `[tag][tag]`, on the diagonal how many have the tag at all
    /// @throws IllegalArgumentException when the counts aren't a square with one name for each row
    public static Plot ofPairs(String title, List<String> tags, long[][] counts) {
        if (tags.isEmpty() || counts.length != tags.size() || Stream.of(counts).anyMatch(row -> row.length != tags.size())) {
            throw new IllegalArgumentException("Pairs of tags: expected " + tags.size() + " × " + tags.size() + " counts, got " + counts.length + " rows.");
        }
        return plot(title, tags, counts, i -> counts[i][i], (canvas, left, top) ->
                canvas.text("have also", left + tags.size() * CELL / 2.0, top - 28, Font.LABEL));
    }

    /// Writes along the axes of a table that begins at a point.
    private interface Words {
        void paint(Canvas canvas, double left, double top);
    }

    private static Plot plot(String title, List<String> classes, long[][] counts, IntToLongFunction whole, Words words) {
        int n = classes.size();
        double widest = classes.stream().mapToDouble(Font.TICK::width).max().orElse(0);
        double left = Plot.MARGIN + 34 + widest;
        double top = Plot.TOP + 44;
        int width = (int) Math.ceil(left + n * CELL + Plot.MARGIN);
        return Plot.of(title, width, (int) top + n * CELL + Plot.MARGIN, canvas -> {
            words.paint(canvas, left, top);
            for (int i = 0; i < n; i++) {
                canvas.text(shortened(classes.get(i)), left + (i + 0.5) * CELL, top - 8, Font.TICK.ink(Ink.TEXT));
                canvas.text(classes.get(i), left - 10, top + (i + 0.5) * CELL + 4, Font.TICK.ink(Ink.TEXT).anchor(Anchor.END));
                for (int j = 0; j < n; j++) {
                    cell(canvas, left + j * CELL, top + i * CELL, counts[i][j], whole.applyAsLong(i), i == j ? Ink.BLUE : Ink.ORANGE);
                }
            }
        });
    }

    private static void cell(Canvas canvas, double x, double y, long count, long rowTotal, Ink ink) {
        double share = rowTotal == 0 ? 0 : (double) count / rowTotal;
        // Mistakes are rare where a model is good: the root lets a share of 1 % still be seen.
        double strength = share == 0 ? 0 : 0.06 + 0.84 * Math.sqrt(share);
        canvas.rectangle(x + 1, y + 1, CELL - 2, CELL - 2, share == 0 ? new Ink(0xf6f7f9, 1) : ink.strength(strength));
        var text = strength > 0.6 ? Ink.PAPER : share == 0 ? Ink.AXIS : Ink.TEXT;
        canvas.text(String.format(Locale.ROOT, "%,d", count), x + CELL / 2.0, y + CELL / 2.0 + (share == 0 ? 5 : 0),
                new Font(13, Weight.NORMAL, text, Anchor.MIDDLE));
        if (share > 0) {
            canvas.text(percent(share), x + CELL / 2.0, y + CELL / 2.0 + 15, new Font(10, Weight.NORMAL, text, Anchor.MIDDLE));
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /// As much of a name as fits over a column.
    private static String shortened(String name) {
        return Font.TICK.width(name) <= CELL ? name : name.substring(0, 6) + "…";
    }
}
