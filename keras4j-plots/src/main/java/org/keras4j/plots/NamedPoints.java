package org.keras4j.plots;

import module java.base;
import org.keras4j.plots.Axes.Box;
import org.keras4j.plots.Axes.Range;

/// Points with their names beside them and the intervals in which their values lie: what is compared, against what it costs.
public final class NamedPoints {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 500;
    private static final Box BOX = new Box(76, Plot.TOP + 12, WIDTH - 110, HEIGHT - Plot.TOP - 72);
    private static final double RADIUS = 5;

    private NamedPoints() {}

    /// @param low and `high` ends of the interval of `y`
    public record Point(String name, double x, double y, double low, double high) {}

    public static Plot of(String title, Scatter.Names names, List<Point> points) {
        var axes = new Axes(BOX, Range.of(points.stream().mapToDouble(Point::x)),
                Range.of(points.stream().flatMapToDouble(point -> DoubleStream.of(point.low, point.high))));
        return Plot.of(title, WIDTH, HEIGHT, canvas -> {
            axes.paint(canvas, names.x(), names.y(), axes.x().ticks(8));
            var places = new NamePlaces(BOX, RADIUS);
            for (int i = 0; i < points.size(); i++) {
                var point = points.get(i);
                double x = axes.px(point.x);
                canvas.line(x, axes.py(point.low), x, axes.py(point.high), 2, Ink.series(i).opacity(0.35));
                canvas.circle(x, axes.py(point.y), RADIUS, Ink.series(i));
                places.line(x, axes.py(point.low), axes.py(point.high));
                places.point(x, axes.py(point.y));
            }
            points.forEach(point -> places.write(canvas, point.name, axes.px(point.x), axes.py(point.y)));
        });
    }
}
