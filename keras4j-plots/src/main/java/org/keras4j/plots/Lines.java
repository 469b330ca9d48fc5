package org.keras4j.plots;

import module java.base;
import org.keras4j.plots.Axes.Box;
import org.keras4j.plots.Axes.Range;
import org.keras4j.plots.Canvas.Anchor;
import org.keras4j.plots.Canvas.Font;
import org.keras4j.plots.Canvas.Stroke;

/// Several curves over one pair of axes, such as the ROC curves of some classifiers.
public final class Lines {
    private static final int WIDTH = 620;
    private static final double RADIUS = 5;
    private static final int HEIGHT = 460;
    private static final double ROW = 18;

    private Lines() {}

    public enum Style {
        /// A curve, in a colour of its own.
        SOLID,
        /// A thin grey line to compare with.
        REFERENCE,
        /// Dots alone.
        POINTS
    }

    /// @param x rising for a curve of a function; any points are joined in their order
    /// @param y as many; a point of which one coordinate isn't a finite number leaves a gap
    public record Series(String name, double[] x, double[] y, Style style) {
        public Series {
            if (x.length != y.length) {
                throw new IllegalArgumentException("Lines '" + name + "': expected as many x as y, got " + x.length + " and " + y.length + ".");
            }
        }
    }

    /// Axes as wide as the series.
    public static Plot of(String title, Scatter.Names names, List<Series> series) {
        return plot(title, names, series, range(series, Series::x), range(series, Series::y));
    }

    /// Both axes from 0 to 1.
    public static Plot ofShares(String title, Scatter.Names names, List<Series> series) {
        return plot(title, names, series, new Range(0, 1), new Range(0, 1));
    }

    private static Plot plot(String title, Scatter.Names names, List<Series> series, Range x, Range y) {
        var rows = legendRows(series);
        double top = Plot.TOP + 12 + rows.size() * ROW;
        var box = new Box(76, top, WIDTH - 100, HEIGHT - Plot.TOP - 84);
        return Plot.of(title, WIDTH, (int) Math.ceil(top + box.height() + 60), canvas -> {
            var axes = new Axes(box, x, y);
            axes.paint(canvas, names.x(), names.y(), axes.x().ticks(8));
            canvas.within(box.left() - RADIUS, box.top() - RADIUS, box.width() + 2 * RADIUS, box.height() + 2 * RADIUS, () -> {
                for (int i = 0; i < series.size(); i++) {
                    paint(canvas, axes, series.get(i), ink(series, i));
                }
            });
            for (int row = 0; row < rows.size(); row++) {
                legend(canvas, series, rows.get(row), Plot.TOP + 10 + row * ROW);
            }
        });
    }

    private static void paint(Canvas canvas, Axes axes, Series series, Ink ink) {
        switch (series.style) {
            case SOLID -> axes.curve(canvas, series.x, series.y, 2, Stroke.SOLID, ink);
            case REFERENCE -> axes.curve(canvas, series.x, series.y, 1.5, Stroke.DASHED, ink);
            case POINTS -> IntStream.range(0, series.x.length).filter(i -> Axes.isPoint(series.x[i], series.y[i]))
                    .forEach(i -> canvas.circle(axes.px(series.x[i]), axes.py(series.y[i]), RADIUS, ink));
        }
    }

    private static void legend(Canvas canvas, List<Series> series, List<Integer> row, double y) {
        double x = 76;
        for (int i : row) {
            var one = series.get(i);
            switch (one.style) {
                case SOLID -> canvas.line(x, y - 4, x + 18, y - 4, 2.5, ink(series, i));
                case REFERENCE -> canvas.polyline(new double[] {x, x + 18}, new double[] {y - 4, y - 4}, 1.5, Stroke.DASHED, ink(series, i));
                case POINTS -> canvas.circle(x + 9, y - 4, RADIUS, ink(series, i));
            }
            canvas.text(one.name, x + 24, y, Font.LABEL.anchor(Anchor.START));
            x += width(one);
        }
    }

    private static List<List<Integer>> legendRows(List<Series> series) {
        var rows = new ArrayList<List<Integer>>(List.of(new ArrayList<>()));
        double used = 0;
        for (int i = 0; i < series.size(); i++) {
            double width = width(series.get(i));
            if (used + width > WIDTH - 76 && !rows.getLast().isEmpty()) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.getLast().add(i);
            used += width;
        }
        return rows;
    }

    private static double width(Series series) {
        return 24 + Font.LABEL.width(series.name) + 18;
    }

    private static Ink ink(List<Series> series, int at) {
        return series.get(at).style == Style.REFERENCE ? Ink.MUTED
                : Ink.series((int) series.subList(0, at).stream().filter(s -> s.style != Style.REFERENCE).count());
    }

    private static Range range(List<Series> series, Function<Series, double[]> side) {
        return Range.of(series.stream().flatMapToDouble(s -> DoubleStream.of(side.apply(s))));
    }
}
