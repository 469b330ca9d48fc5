package org.keras4j.plots;

import module java.base;
import java.awt.image.BufferedImage;
import org.keras4j.plots.Canvas.Anchor;
import org.keras4j.plots.Canvas.Font;

/// Pictures of a place, a map of it in coloured squares, and what the colours mean.
public final class ClassMap {
    private static final int LARGEST = 420;
    private static final int GAP = 16;
    private static final int LINE = 20;
    private static final int CAPTION = 18;

    private ClassMap() {}

    /// A picture of the place and what it is called.
    public record Panel(String caption, BufferedImage picture) {}

    /// A colour of the map.
    ///
    /// @param rgb red, green and blue in eight bits each
    /// @param note is written behind the name, such as `31.0 %`
    public record Entry(String name, int rgb, String note) {}

    /// @param pictures of one size, which stand before the map
    /// @param caption of the map
    /// @param square pixels of the pictures that a cell covers along each side; the last row and column may cover fewer
    /// @param cells `[row][column]`: positions in the legend
    /// @throws IllegalArgumentException when there is no picture or no cell, or a cell that the legend doesn't have
    public static Plot of(String title, List<Panel> pictures, String caption, int square, int[][] cells, List<Entry> legend) {
        if (pictures.isEmpty() || cells.length == 0 || Stream.of(cells).flatMapToInt(IntStream::of).anyMatch(cell -> cell < 0 || cell >= legend.size())) {
            throw new IllegalArgumentException("Class map: expected a picture, and cells of " + legend.size() + " classes, got " + pictures.size()
                    + " pictures and " + cells.length + " rows of cells.");
        }
        var first = pictures.getFirst().picture();
        double scale = (double) LARGEST / Math.max(first.getWidth(), first.getHeight());
        double width = first.getWidth() * scale;
        double height = first.getHeight() * scale;
        double names = legend.stream().mapToDouble(entry -> Font.TICK.width(entry.name + "  " + entry.note)).max().orElse(0) + LINE;
        double below = Plot.TOP + CAPTION;
        int all = (int) Math.ceil(2 * Plot.MARGIN + (pictures.size() + 1) * (width + GAP) + names);
        return Plot.of(title, all, (int) Math.ceil(below + Math.max(height, legend.size() * LINE) + Plot.MARGIN), canvas -> {
            double x = Plot.MARGIN;
            for (var panel : pictures) {
                canvas.text(panel.caption, x, below - 6, Font.TICK.anchor(Anchor.START));
                canvas.image(panel.picture, x, below, width, height);
                x += width + GAP;
            }
            canvas.text(caption, x, below - 6, Font.TICK.anchor(Anchor.START));
            double left = x;
            canvas.within(x, below, width, height, () -> canvas.image(map(cells, legend), left, below,
                    cells[0].length * square * scale, cells.length * square * scale));
            x += width + GAP;
            for (int i = 0; i < legend.size(); i++) {
                var entry = legend.get(i);
                canvas.rectangle(x, below + i * LINE, 12, 12, new Ink(entry.rgb, 1));
                canvas.text(entry.name + "  " + entry.note, x + LINE, below + i * LINE + 10, Font.TICK.ink(Ink.TEXT).anchor(Anchor.START));
            }
        });
    }

    private static BufferedImage map(int[][] cells, List<Entry> legend) {
        var map = new BufferedImage(cells[0].length, cells.length, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < cells[row].length; column++) {
                map.setRGB(column, row, legend.get(cells[row][column]).rgb);
            }
        }
        return map;
    }
}
