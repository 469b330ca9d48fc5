package org.keras4j.plots;

import module java.base;
import org.keras4j.plots.Axes.Box;
import org.keras4j.plots.Canvas.Anchor;
import org.keras4j.plots.Canvas.Font;

/// Finds for the name of each point a place beside it, where it covers neither points nor other names.
final class NamePlaces {
    private static final double HEIGHT = 11;
    private static final double GAP = 4;
    /// What it costs a name to cover a name, a point, or a line, which is pale.
    private static final double NAME = 100;
    private static final double POINT = 10;
    private static final double LINE = 1;
    private static final double OUTSIDE = 1000;

    private final Box inside;
    private final double radius;
    private final List<Box> points = new ArrayList<>();
    private final List<Box> lines = new ArrayList<>();
    private final List<Box> names = new ArrayList<>();

    /// @param inside where names may stand
    /// @param radius of a point
    NamePlaces(Box inside, double radius) {
        this.inside = inside;
        this.radius = radius;
    }

    void point(double x, double y) {
        points.add(new Box(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /// From top to bottom.
    void line(double x, double from, double to) {
        lines.add(new Box(x - 1, Math.min(from, to), 2, Math.abs(to - from)));
    }

    /// Writes the name of this point where it covers least, the first place of the best.
    void write(Canvas canvas, String name, double x, double y) {
        write(canvas, name, places(name, x, y).min(Comparator.comparingDouble(this::cost)).orElseThrow());
    }

    /// Writes it if there is a place where it covers nothing.
    ///
    /// @return whether it did
    boolean writeIfFree(Canvas canvas, String name, double x, double y) {
        var free = places(name, x, y).filter(place -> cost(place) == 0).findFirst();
        free.ifPresent(place -> write(canvas, name, place));
        return free.isPresent();
    }

    private void write(Canvas canvas, String name, Box place) {
        names.add(place);
        canvas.text(name, place.left(), place.top() + HEIGHT - 2, Font.TICK.ink(Ink.TEXT).anchor(Anchor.START));
    }

    /// To the right, to the left, above, below, and between these.
    private Stream<Box> places(String name, double x, double y) {
        double width = Font.TICK.width(name);
        double away = radius + GAP;
        double right = x + away;
        double left = x - away - width;
        double above = y - radius - 2 - HEIGHT;
        double below = y + radius + 2;
        return Stream.of(new double[] {right, y - HEIGHT / 2}, new double[] {left, y - HEIGHT / 2}, new double[] {x - width / 2, above},
                new double[] {x - width / 2, below}, new double[] {x, above}, new double[] {x, below}, new double[] {x - width, above},
                new double[] {x - width, below}).map(at -> new Box(at[0], at[1], width, HEIGHT));
    }

    private double cost(Box place) {
        boolean isOut = place.left() < inside.left() || place.left() + place.width() > inside.left() + inside.width()
                || place.top() < inside.top() || place.top() + place.height() > inside.top() + inside.height();
        return (isOut ? OUTSIDE : 0) + NAME * covered(names, place) + POINT * covered(points, place) + LINE * covered(lines, place);
    }

    private static long covered(List<Box> some, Box place) {
        return some.stream().filter(place::overlaps).count();
    }
}
