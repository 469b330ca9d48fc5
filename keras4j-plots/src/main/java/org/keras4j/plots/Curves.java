package org.keras4j.plots;

import module java.base;
import org.keras4j.plots.Axes.Box;
import org.keras4j.plots.Axes.Range;
import org.keras4j.plots.Canvas.Anchor;
import org.keras4j.plots.Canvas.Font;
import org.keras4j.plots.Canvas.Stroke;

/// The history of a training: one panel for each measure, the training's values and those of the validation (`val_…`), as far as there are any,
/// against the epoch.
public final class Curves {
    private static final String VALIDATION = "val_";
    private static final int PANEL = 430;
    private static final int HEIGHT = 380;

    private Curves() {}

    /// All measures of a history, in its order, two panels to a row; the learning rate is left out.
    ///
    /// @param history the values of each measure, one an epoch, as `fit` returns them
    public static Plot of(String title, Map<String, List<Double>> history) {
        var measures = history.keySet().stream()
                .filter(key -> !key.equals("learning_rate")).map(Curves::measure).distinct().toList();
        int columns = Math.clamp(measures.size(), 1, 2);
        int rows = Math.max(1, Math.ceilDiv(measures.size(), columns));
        return Plot.of(title, columns * PANEL + Plot.MARGIN, rows * HEIGHT, canvas -> {
            for (int i = 0; i < measures.size(); i++) {
                double left = i % columns * PANEL;
                double top = Plot.TOP + i / columns * (HEIGHT - Plot.TOP / 2.0);
                panel(canvas, left, top, measures.get(i), history);
            }
        });
    }

    private static void panel(Canvas canvas, double left, double top, String measure, Map<String, List<Double>> history) {
        var training = history.getOrDefault(measure, List.of());
        var validation = history.getOrDefault(VALIDATION + measure, List.of());
        var y = Range.of(Stream.of(training, validation).flatMap(List::stream).mapToDouble(Double::doubleValue));
        if (isShare(measure)) {
            y = y.to() > 0.97 ? new Range(y.from(), 1) : y;
        } else if (y.from() < 0.1 * y.to()) {
            y = y.notBelow(0);
        }
        int epochs = Math.max(training.size(), validation.size());
        var x = epochs > 1 ? new Range(1, epochs) : new Range(0.5, 1.5);
        var axes = new Axes(new Box(left + 76, top + 24, PANEL - 96, HEIGHT - Plot.TOP - 92), x, y);
        double[] ticks = DoubleStream.of(x.ticks(10)).filter(t -> t == Math.rint(t)).toArray();
        axes.paint(canvas, "epoch", measure.replace('_', ' '), ticks);
        series(canvas, axes, training, Ink.BLUE);
        series(canvas, axes, validation, Ink.ORANGE);
        double at = left + 76;
        if (!training.isEmpty()) {
            at = key(canvas, at, top + 10, "training", Ink.BLUE);
        }
        if (!validation.isEmpty()) {
            key(canvas, at, top + 10, "validation", Ink.ORANGE);
        }
    }

    /// Values that aren't numbers leave a gap.
    private static void series(Canvas canvas, Axes axes, List<Double> values, Ink ink) {
        double[] epochs = IntStream.rangeClosed(1, values.size()).asDoubleStream().toArray();
        double[] heights = values.stream().mapToDouble(Double::doubleValue).toArray();
        for (int i = 0; i < epochs.length && epochs.length <= 40; i++) {
            if (Double.isFinite(heights[i])) {
                canvas.circle(axes.px(epochs[i]), axes.py(heights[i]), 3, ink);
            }
        }
        axes.curve(canvas, epochs, heights, 2, Stroke.SOLID, ink);
    }

    private static double key(Canvas canvas, double x, double y, String name, Ink ink) {
        canvas.line(x, y - 4, x + 18, y - 4, 2.5, ink);
        canvas.text(name, x + 24, y, Font.LABEL.anchor(Anchor.START));
        return x + 24 + Font.LABEL.width(name) + 18;
    }

    private static boolean isShare(String measure) {
        return measure.endsWith("accuracy") || measure.equals("acc");
    }

    /// What a key of a history measures, of whichever data.
    private static String measure(String key) {
        return key.startsWith(VALIDATION) ? key.substring(VALIDATION.length()) : key;
    }
}
