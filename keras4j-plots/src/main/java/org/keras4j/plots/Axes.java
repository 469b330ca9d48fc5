package org.keras4j.plots;

import module java.base;
import org.keras4j.plots.Canvas.Anchor;
import org.keras4j.plots.Canvas.Font;

/// A frame with a horizontal and a vertical scale: turns data into points of the canvas, and draws grid and numbers.
record Axes(Box box, Range x, Range y) {

    record Box(double left, double top, double width, double height) {
        boolean overlaps(Box other) {
            return left < other.left + other.width && other.left < left + width && top < other.top + other.height && other.top < top + height;
        }
    }

    /// A part of a scale. `from < to`, both finite.
    record Range(double from, double to) {

        /// What holds all finite values, with a little room at both ends.
        static Range of(DoubleStream values) {
            var seen = values.filter(Double::isFinite).summaryStatistics();
            if (seen.getCount() == 0) {
                return new Range(0, 1);
            }
            double size = seen.getMax() - seen.getMin();
            double room = size > 0 ? size * 0.06 : Math.max(Math.abs(seen.getMax()) * 0.1, 1e-3);
            return new Range(seen.getMin() - room, seen.getMax() + room);
        }

        /// This range, starting at `from` where it would start below.
        Range notBelow(double least) {
            return new Range(Math.max(from, Math.min(least, to - 1e-9)), to);
        }

        /// Round numbers inside, at most `most` steps: multiples of 1, 2 or 5 times a power of ten.
        double[] ticks(int most) {
            double step = step(most);
            // A little beyond the ends, for ends that are ticks themselves but for rounding.
            long first = (long) Math.ceil(from / step - 1e-6);
            long last = (long) Math.floor(to / step + 1e-6);
            return LongStream.rangeClosed(first, last).mapToDouble(i -> i * step).toArray();
        }

        double step(int most) {
            double raw = (to - from) / most;
            double power = Math.pow(10, Math.floor(Math.log10(raw)));
            double step = power;
            for (double factor : new double[] {1, 2, 5, 10}) {
                step = factor * power;
                if (step >= raw * (1 - 1e-9)) {
                    break;
                }
            }
            return step;
        }

        /// As many decimals as tell neighbours apart.
        static String label(double value, double step) {
            double size = Math.max(Math.abs(value), step);
            if (value != 0 && (size >= 1e6 || size < 1e-4)) {
                return String.format(Locale.ROOT, "%.1e", value);
            }
            int decimals = (int) Math.clamp(-Math.floor(Math.log10(step) + 1e-9), 0, 6);
            return String.format(Locale.ROOT, "%." + decimals + "f", value == 0 ? 0 : value);
        }
    }

    double px(double value) {
        return box.left + (value - x.from) / (x.to - x.from) * box.width;
    }

    double py(double value) {
        return box.top + box.height - (value - y.from) / (y.to - y.from) * box.height;
    }

    double[] px(double[] values) {
        return DoubleStream.of(values).map(this::px).toArray();
    }

    double[] py(double[] values) {
        return DoubleStream.of(values).map(this::py).toArray();
    }

    /// A curve through these points in their order. Where a coordinate isn't a finite number, it has a gap.
    void curve(Canvas canvas, double[] xs, double[] ys, double width, Canvas.Stroke stroke, Ink ink) {
        int start = 0;
        for (int i = 0; i <= xs.length; i++) {
            if (i == xs.length || !isPoint(xs[i], ys[i])) {
                if (i - start > 1) {
                    canvas.polyline(px(Arrays.copyOfRange(xs, start, i)), py(Arrays.copyOfRange(ys, start, i)), width, stroke, ink);
                }
                start = i + 1;
            }
        }
    }

    static boolean isPoint(double x, double y) {
        return Double.isFinite(x) && Double.isFinite(y);
    }

    /// Grid, numbers and names of both scales; series are painted over it.
    void paint(Canvas canvas, String xName, String yName, double[] xTicks) {
        double bottom = box.top + box.height;
        double[] yTicks = y.ticks(6);
        for (double tick : yTicks) {
            canvas.line(box.left, py(tick), box.left + box.width, py(tick), 1, Ink.GRID);
            canvas.text(Range.label(tick, y.step(6)), box.left - 8, py(tick) + 4, Font.TICK.anchor(Anchor.END));
        }
        double xStep = xTicks.length > 1 ? xTicks[1] - xTicks[0] : 1;
        for (double tick : xTicks) {
            canvas.line(px(tick), box.top, px(tick), bottom, 1, Ink.GRID);
            canvas.text(Range.label(tick, xStep), px(tick), bottom + 18, Font.TICK);
        }
        canvas.line(box.left, bottom, box.left + box.width, bottom, 1, Ink.AXIS);
        canvas.text(xName, box.left + box.width / 2, bottom + 38, Font.LABEL);
        if (!yName.isEmpty()) {
            canvas.uprightText(yName, box.left - 46, box.top + box.height / 2, Font.LABEL);
        }
    }
}
