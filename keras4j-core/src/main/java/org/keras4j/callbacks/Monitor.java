package org.keras4j.callbacks;

import module java.base;
import org.keras4j.config.Named;
import org.keras4j.metrics.Metric.Direction;
import org.keras4j.text.Nearest;

/// A value in the logs that a callback follows, and what counts as an improvement of it.
///
/// @param name its name in the logs, such as `val_loss`
/// @param minDelta by how much more than this it must improve
public record Monitor(String name, Mode mode, double minDelta) {
    private static final System.Logger LOGGER = System.getLogger(Monitor.class.getName());
    private static final String VALIDATION = "val_";

    /// Which way is better.
    public enum Mode {
        /// As the metric says; losses go down.
        AUTO,
        MIN,
        MAX;

        /// By Keras' name: `auto`, `min` or `max`.
        public static Mode of(String name) {
            return Named.of("mode", Mode.class, name);
        }
    }

    public Monitor {
        minDelta = Math.abs(minDelta);
    }

    /// Its value, or empty, with a warning, when the logs don't have it.
    OptionalDouble value(Logs logs, String callback) {
        OptionalDouble value = logs.get(name);
        if (value.isEmpty()) {
            LOGGER.log(System.Logger.Level.WARNING, "{0} follows ''{1}'', which is not in the logs. There are {2}.", callback, name,
                    String.join(", ", logs.values().keySet()));
        }
        return value;
    }

    /// @throws IllegalArgumentException when the mode is AUTO and the way isn't known
    Direction direction(RunInfo run, String callback) {
        return switch (mode) {
            case MIN -> Direction.DOWN;
            case MAX -> Direction.UP;
            case AUTO -> {
                String metric = name.startsWith(VALIDATION) ? name.substring(VALIDATION.length()) : name;
                Direction known = run.directions().get(metric);
                if (known == null && (metric.equals("loss") || metric.endsWith("_loss"))) {
                    known = Direction.DOWN;
                }
                if (known == null) {
                    throw new IllegalArgumentException(callback + ": expected a value of which it is known whether more or less is better, got '" + name
                            + "'. " + Nearest.question(name, names(run)) + " Or say mode(MIN) or mode(MAX).");
                }
                yield known;
            }
        };
    }

    private static List<String> names(RunInfo run) {
        return Stream.concat(Stream.of("loss"), run.directions().keySet().stream()).flatMap(metric -> Stream.of(metric, VALIDATION + metric)).toList();
    }

    /// Whether `value` is better than `reference`; anything is better than nothing.
    boolean improves(Direction direction, double value, OptionalDouble reference) {
        return reference.isEmpty() || switch (direction) {
            case UP -> value - minDelta > reference.getAsDouble();
            case DOWN -> value + minDelta < reference.getAsDouble();
        };
    }
}
