package org.keras4j.callbacks;

import module java.base;
import org.keras4j.text.Output;
import org.keras4j.text.PythonNumbers;

/// The progress of one epoch, evaluation or prediction, as Keras 3 prints it:
/// `3/3 ━━━━━━━━━━━━━━━━━━━━ 0s 30ms/step - accuracy: 0.8000 - loss: 0.6135`. For one thread.
public final class ProgressBar {
    private static final int WIDTH = 20;
    private static final double REDRAW_SECONDS = 0.05;
    private static final String BOLD = "\u001b[1m";
    private static final String GREEN = "\u001b[32m";
    private static final String WHITE = "\u001b[37m";
    private static final String PLAIN = "\u001b[0m";
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[\\d+m");

    private enum Moment { UNDER_WAY, LAST }

    private final Verbosity verbosity;
    private final OptionalLong target;
    private final LongSupplier nanos;
    private final long start;
    private OptionalLong afterFirstStep = OptionalLong.empty();
    private OptionalLong lastDrawn = OptionalLong.empty();
    private int columnsDrawn;

    /// Starts the clock.
    ///
    /// @param target the number of steps, when it is known
    public ProgressBar(Verbosity verbosity, OptionalLong target) {
        this(verbosity, target, System::nanoTime);
    }

    /// @param nanos what time it is, in nanoseconds, as [System#nanoTime]
    public ProgressBar(Verbosity verbosity, OptionalLong target, LongSupplier nanos) {
        this.verbosity = verbosity.resolved();
        this.target = target;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /// Says that `steps` steps are done. Draws at most every 0.05 s, and asks for the values only when it draws.
    public void update(long steps, Supplier<SequencedMap<String, Double>> values) {
        if (verbosity != Verbosity.BAR) {
            return;
        }
        long now = nanos.getAsLong();
        double perStep = secondsPerStep(steps, now);
        if (lastDrawn.isEmpty() || seconds(lastDrawn.getAsLong(), now) >= REDRAW_SECONDS) {
            draw(steps, target, Moment.UNDER_WAY, now, perStep, values.get());
            lastDrawn = OptionalLong.of(now);
        }
    }

    /// Says that this was all, after `steps` steps, and ends the line. Where a stop cut it short, the line shows how far it came; Keras shows it full.
    public void finish(long steps, SequencedMap<String, Double> values) {
        long now = nanos.getAsLong();
        long total = target.orElse(steps);
        double perStep = secondsPerStep(steps, now);
        switch (verbosity) {
            case BAR -> draw(steps, OptionalLong.of(total), Moment.LAST, now, perStep, values);
            case LINES -> {
                if (total > 0) {
                    Output.printLine(steps + "/" + total + " - " + PythonNumbers.fixed(seconds(start, now), 0) + "s -" + time(perStep)
                            + listed(values, value -> value));
                }
            }
            case SILENT, AUTO -> { }
        }
    }

    private void draw(long steps, OptionalLong of, Moment moment, long now, double perStep, SequencedMap<String, Double> values) {
        String line = (of.orElse(0) > 0 ? bar(steps, of.getAsLong()) : String.format(Locale.ROOT, "%7d/Unknown", steps))
                + " " + BOLD + clock(steps, of, moment, now, perStep) + PLAIN + time(perStep) + listed(values, Math::abs);
        int columns = ESCAPES.matcher(line).replaceAll("").length();
        Output.print("\b".repeat(columnsDrawn) + "\r" + line + " ".repeat(Math.max(0, columnsDrawn - columns))
                + (moment == Moment.LAST ? "\n" : ""));
        columnsDrawn = columns;
    }

    private static String bar(long steps, long total) {
        int digits = Long.toString(total).length();
        int done = (int) (WIDTH * ((double) steps / total));
        return BOLD + String.format(Locale.ROOT, "%" + digits + "d/%d", steps, total) + PLAIN + " "
                + (done > 0 ? GREEN + "━".repeat(done) + PLAIN : "")
                + WHITE + "━".repeat(WIDTH - Math.min(done, WIDTH)) + PLAIN;
    }

    /// The time that is left, or at the end the time it took.
    private String clock(long steps, OptionalLong total, Moment moment, long now, double perStep) {
        if (moment == Moment.LAST || total.orElse(0) <= 0) {
            return PythonNumbers.fixed(seconds(start, now), 0) + "s";
        }
        double left = perStep * (total.getAsLong() - steps);
        long whole = (long) left;
        if (left > 3600) {
            return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60);
        }
        return left > 60 ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60) : whole + "s";
    }

    private static String time(double perStep) {
        if (perStep >= 1 || perStep == 0) {
            return " " + PythonNumbers.fixed(perStep, 0) + "s/step";
        }
        return perStep >= 1e-3 ? " " + PythonNumbers.fixed(perStep * 1e3, 0) + "ms/step" : " " + PythonNumbers.fixed(perStep * 1e6, 0) + "us/step";
    }

    /// @param size what decides between the two notations: Keras takes the absolute value in the bar, but not in the lines
    private static String listed(SequencedMap<String, Double> values, DoubleUnaryOperator size) {
        return values.entrySet().stream().map(entry -> {
            double value = entry.getValue();
            String number = size.applyAsDouble(value) > 1e-3 ? PythonNumbers.fixed(value, 4) : PythonNumbers.scientific(value, 4);
            return " - " + entry.getKey() + ": " + number;
        }).collect(Collectors.joining());
    }

    /// Without the first step, which compiles, as soon as there is another.
    private double secondsPerStep(long steps, long now) {
        if (steps == 0) {
            return 0;
        }
        double perStep = afterFirstStep.isPresent() && steps > 1
                ? seconds(afterFirstStep.getAsLong(), now) / (steps - 1)
                : seconds(start, now) / steps;
        if (steps == 1) {
            afterFirstStep = OptionalLong.of(now);
        }
        return perStep;
    }

    private static double seconds(long from, long to) {
        return (to - from) * 1e-9;
    }
}
