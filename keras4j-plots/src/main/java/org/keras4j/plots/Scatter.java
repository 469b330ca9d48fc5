package org.keras4j.plots;

import module java.base;
import org.keras4j.plots.Axes.Box;
import org.keras4j.plots.Axes.Range;
import org.keras4j.plots.Canvas.Anchor;
import org.keras4j.plots.Canvas.Font;
import org.keras4j.plots.Canvas.Stroke;

/// Points in a plane, in one colour for each group; for regressions with the fitted line or against zero.
public final class Scatter {
    private static final int WIDTH = 680;
    private static final int HEIGHT = 460;
    private static final double RADIUS = 3.2;
    private static final Box BOX = new Box(76, Plot.TOP + 24, WIDTH - 100, HEIGHT - Plot.TOP - 84);

    private Scatter() {}

    /// What the axes show.
    public record Names(String x, String y) {}

    /// Points of one kind.
    public record Group(String name, double[] x, double[] y) {
        public Group {
            if (x.length != y.length) {
                throw new IllegalArgumentException("Scatter '" + name + "': expected as many x as y, got " + x.length + " and " + y.length + ".");
            }
        }
    }

    /// A fitted line and the band around it, over rising `x`.
    public record Line(String name, double[] x, double[] y, double[] low, double[] high) {
        public Line {
            if (y.length != x.length || low.length != x.length || high.length != x.length) {
                throw new IllegalArgumentException("Line '" + name + "': expected " + x.length + " values and bounds, got "
                        + y.length + ", " + low.length + ", " + high.length + ".");
            }
        }
    }

    public static Plot of(String title, Names names, List<Group> groups) {
        return plot(title, names, groups, List.of(), range(groups, Group::y));
    }

    /// A name at a point.
    public record Label(String text, double x, double y) {}

    /// The points, some of them with names: the first of the labels, up to `most`, for which there is a free place beside their points.
    public static Plot ofNamed(String title, Names names, List<Group> groups, List<Label> labels, int most) {
        return Plot.of(title, 2 * WIDTH, 2 * HEIGHT, canvas -> {
            var box = new Box(BOX.left(), BOX.top(), 2 * WIDTH - 100, 2 * HEIGHT - Plot.TOP - 84);
            var axes = new Axes(box, range(groups, Group::x), range(groups, Group::y));
            axes.paint(canvas, names.x(), names.y(), axes.x().ticks(8));
            var places = new NamePlaces(box, RADIUS);
            for (int i = 0; i < groups.size(); i++) {
                var group = groups.get(i);
                points(canvas, axes, group, Ink.series(i));
                IntStream.range(0, group.x().length).forEach(at -> places.point(axes.px(group.x()[at]), axes.py(group.y()[at])));
            }
            int named = 0;
            for (var label : labels) {
                if (named < most && places.writeIfFree(canvas, label.text(), axes.px(label.x()), axes.py(label.y()))) {
                    named++;
                }
            }
            legend(canvas, groups, List.of());
        });
    }

    /// The points, the line through them and its band.
    public static Plot ofFit(String title, Names names, List<Group> groups, Line line) {
        var y = Range.of(DoubleStream.concat(groups.stream().flatMapToDouble(g -> DoubleStream.of(g.y())),
                DoubleStream.concat(DoubleStream.of(line.low()), DoubleStream.of(line.high()))));
        return plot(title, names, groups, List.of(line), y);
    }

    /// What was predicted against what is left over (`truth − prediction`): a good fit leaves no pattern around zero.
    public static Plot ofResiduals(String title, double[] predicted, double[] truth) {
        var residuals = IntStream.range(0, predicted.length).mapToDouble(i -> truth[i] - predicted[i]).toArray();
        var range = Range.of(DoubleStream.of(residuals).flatMap(r -> DoubleStream.of(r, -r)));
        var group = new Group("", predicted, residuals);
        return Plot.of(title, WIDTH, HEIGHT, canvas -> {
            var axes = new Axes(BOX, Range.of(DoubleStream.of(predicted)), range);
            axes.paint(canvas, "predicted", "truth − predicted", axes.x().ticks(8));
            canvas.polyline(new double[] {BOX.left(), BOX.left() + BOX.width()}, new double[] {axes.py(0), axes.py(0)}, 1.5, Stroke.DASHED, Ink.MUTED);
            points(canvas, axes, group, Ink.BLUE);
        });
    }

    private static Plot plot(String title, Names names, List<Group> groups, List<Line> lines, Range y) {
        return Plot.of(title, WIDTH, HEIGHT, canvas -> {
            var axes = new Axes(BOX, range(groups, Group::x), y);
            axes.paint(canvas, names.x(), names.y(), axes.x().ticks(8));
            canvas.within(BOX.left(), BOX.top(), BOX.width(), BOX.height(), () -> {
                lines.forEach(line -> band(canvas, axes, line));
                for (int i = 0; i < groups.size(); i++) {
                    points(canvas, axes, groups.get(i), Ink.series(i));
                }
                lines.forEach(line -> canvas.polyline(axes.px(line.x()), axes.py(line.y()), 2, Stroke.SOLID, Ink.RED));
            });
            legend(canvas, groups, lines);
        });
    }

    private static void band(Canvas canvas, Axes axes, Line line) {
        int n = line.x().length;
        var x = IntStream.range(0, 2 * n).mapToDouble(i -> axes.px(i < n ? line.x()[i] : line.x()[2 * n - 1 - i])).toArray();
        var y = IntStream.range(0, 2 * n).mapToDouble(i -> axes.py(i < n ? line.low()[i] : line.high()[2 * n - 1 - i])).toArray();
        canvas.polygon(x, y, Ink.RED.opacity(0.12));
    }

    private static void points(Canvas canvas, Axes axes, Group group, Ink ink) {
        double radius = group.x().length > 2000 ? 1.6 : RADIUS;
        for (int i = 0; i < group.x().length; i++) {
            if (Axes.isPoint(group.x()[i], group.y()[i])) {
                canvas.circle(axes.px(group.x()[i]), axes.py(group.y()[i]), radius, ink.opacity(0.65));
            }
        }
    }

    private static void legend(Canvas canvas, List<Group> groups, List<Line> lines) {
        double x = BOX.left();
        double y = Plot.TOP + 10;
        for (int i = 0; i < groups.size(); i++) {
            canvas.circle(x + 4, y - 4, 4, Ink.series(i));
            x = name(canvas, groups.get(i).name(), x + 14, y);
        }
        for (var line : lines) {
            canvas.line(x, y - 4, x + 18, y - 4, 2.5, Ink.RED);
            x = name(canvas, line.name(), x + 24, y);
        }
    }

    private static double name(Canvas canvas, String name, double x, double y) {
        canvas.text(name, x, y, Font.LABEL.anchor(Anchor.START));
        return x + Font.LABEL.width(name) + 18;
    }

    private static Range range(List<Group> groups, Function<Group, double[]> side) {
        return Range.of(groups.stream().flatMapToDouble(g -> DoubleStream.of(side.apply(g))));
    }
}
