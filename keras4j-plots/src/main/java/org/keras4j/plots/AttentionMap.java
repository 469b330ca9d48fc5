package org.keras4j.plots;

import module java.base;
import org.keras4j.plots.Canvas.Anchor;
import org.keras4j.plots.Canvas.Font;
import org.keras4j.plots.Canvas.Weight;

/// Where a model looked while it wrote: a row for each token written, a column for each token read; darker is more attention. Weights from
/// a tenth on are written into their cells, in per cent.
public final class AttentionMap {
    private static final int CELL = 38;
    private static final double WRITTEN_FROM = 0.1;
    private static final Font TOKEN = new Font(13, Weight.NORMAL, Ink.TEXT, Anchor.MIDDLE);

    private AttentionMap() {}

    /// @param weights `[written][read]`, from 0 to 1
    /// @throws IllegalArgumentException when there aren't as many rows and columns of weights as tokens
    public static Plot of(String title, List<String> written, List<String> read, double[][] weights) {
        if (written.isEmpty() || read.isEmpty() || weights.length != written.size() || Stream.of(weights).anyMatch(row -> row.length != read.size())) {
            throw new IllegalArgumentException("Attention map: expected " + written.size() + " × " + read.size() + " weights for as many tokens, got "
                    + weights.length + " rows.");
        }
        double left = Plot.MARGIN + 12 + widest(written);
        double column = Math.max(CELL, widest(read) + 10);
        double top = Plot.TOP + 30;
        return Plot.of(title, (int) Math.ceil(left + read.size() * column + Plot.MARGIN), (int) top + written.size() * CELL + Plot.MARGIN, canvas -> {
            for (int j = 0; j < read.size(); j++) {
                canvas.text(read.get(j), left + (j + 0.5) * column, top - 9, TOKEN);
            }
            for (int i = 0; i < written.size(); i++) {
                canvas.text(written.get(i), left - 10, top + (i + 0.5) * CELL + 5, TOKEN.anchor(Anchor.END));
                for (int j = 0; j < read.size(); j++) {
                    cell(canvas, left + j * column, top + i * CELL, column, weights[i][j]);
                }
            }
        });
    }

    private static double widest(List<String> tokens) {
        return tokens.stream().mapToDouble(TOKEN::width).max().orElseThrow();
    }

    private static void cell(Canvas canvas, double x, double y, double width, double weight) {
        double strength = 0.04 + 0.86 * Math.clamp(weight, 0, 1);
        canvas.rectangle(x + 1, y + 1, width - 2, CELL - 2, Ink.BLUE.strength(strength));
        if (weight >= WRITTEN_FROM) {
            canvas.text(Long.toString(Math.round(100 * weight)), x + width / 2, y + CELL / 2.0 + 4, Font.TICK.ink(strength > 0.5 ? Ink.PAPER : Ink.TEXT));
        }
    }
}
