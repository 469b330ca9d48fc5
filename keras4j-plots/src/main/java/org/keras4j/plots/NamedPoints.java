package org.keras4j.plots;

import module java.base;
import org.keras4j.plots.Axes.Box;
import org.keras4j.plots.Axes.Range;
import org.keras4j.plots.Canvas.Anchor;
import org.keras4j.plots.Canvas.Font;

/// Points with their names beside them and the intervals in which their values lie: what is compared, against what it costs.
public final class NamedPoints {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 500;
    private static final Box BOX = new Box(76, Plot.TOP + 12, WIDTH - 110, HEIGHT - Plot.TOP - 72);
    private static final double ROW = 13;

    private NamedPoints() {}

    /// @param low and `high` ends of the interval of `y`
    public record Point(String name, double x, double y, double low, double high) {}

    public static Plot of(String title, Scatter.Names names, List<Point> points) {
        var axes = new Axes(BOX, Range.of(points.stream().mapToDouble(Point::x)),
                Range.of(points.stream().flatMapToDouble(point -> DoubleStream.of(point.low, point.high))));
        return Plot.of(title, WIDTH, HEIGHT, canvas -> {
            axes.paint(canvas, names.x(), names.y(), axes.x().ticks(8));
            for (int i = 0; i < points.size(); i++) {
                var point = points.get(i);
                double x = axes.px(point.x);
                canvas.line(x, axes.py(point.low), x, axes.py(point.high), 2, Ink.series(i).opacity(0.35));
                canvas.circle(x, axes.py(point.y), 5, Ink.series(i));
            }
            names(canvas, axes, points);
        });
    }

    /// From top to bottom, each moved down as far as those before it need.
    private static void names(Canvas canvas, Axes axes, List<Point> points) {
        var taken = new ArrayList<Box>();
        for (var point : points.stream().sorted(Comparator.comparingDouble((Point p) -> -p.y)).toList()) {
            double width = Font.TICK.width(point.name);
            boolean left = axes.px(point.x) + 9 + width > BOX.left() + BOX.width();
            double x = axes.px(point.x) + (left ? -9 - width : 9);
            double y = axes.py(point.y) + 4;
            while (collides(taken, x, y, width)) {
                y++;
            }
            taken.add(new Box(x, y, width, ROW));
            canvas.text(point.name, left ? x + width : x, y, Font.TICK.ink(Ink.TEXT).anchor(left ? Anchor.END : Anchor.START));
        }
    }

    private static boolean collides(List<Box> taken, double x, double y, double width) {
        return taken.stream().anyMatch(box -> Math.abs(box.top() - y) < ROW && x < box.left() + box.width() && box.left() < x + width);
    }
}
