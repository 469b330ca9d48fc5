package org.keras4j.models;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.metrics.Metric;
import org.keras4j.metrics.Metric.Direction;
import org.keras4j.metrics.Metrics;

/// A metric as the user gave it: `accuracy` means one only once targets and predictions are known.
sealed interface MetricChoice {
    record Named(String name) implements MetricChoice {}

    record Given(Metric metric) implements MetricChoice {
        @Override
        public String name() {
            return metric.name();
        }
    }

    /// Its name in logs, without that of the output.
    String name();

    /// Which way is better, when that is known already.
    default Optional<Direction> direction() {
        return switch (this) {
            case Named(String name) -> switch (name.toLowerCase(Locale.ROOT)) {
                case "accuracy", "acc" -> Optional.of(Direction.UP);
                case "crossentropy", "ce" -> Optional.of(Direction.DOWN);
                default -> Metrics.of(name).direction();
            };
            case Given(Metric metric) -> metric.direction();
        };
    }

    /// @throws IllegalArgumentException naming the choices, when no metric goes by that name
    default void requireKnown() {
        if (this instanceof Named(String name)) {
            Metrics.requireKnown(name);
        }
    }

    default Metric resolved(Type yTrue, Type yPred) {
        return switch (this) {
            case Named(String name) -> Metrics.of(name, yTrue, yPred);
            case Given(Metric metric) -> metric;
        };
    }
}
