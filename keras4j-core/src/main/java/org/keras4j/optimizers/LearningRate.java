package org.keras4j.optimizers;

import module java.base;
import org.keras4j.config.FromKeras;
import org.keras4j.config.KerasValue;
import org.keras4j.schedules.LearningRateSchedule;

/// How far a step goes.
public sealed interface LearningRate extends KerasValue {
    /// A number, which may be set later.
    record Fixed(double first) implements LearningRate {
        public Fixed {
            if (!(first >= 0)) {
                throw new IllegalArgumentException("learning_rate: expected 0 or more, got " + first + ".");
            }
        }
    }

    /// A function of the step.
    record Scheduled(LearningRateSchedule schedule) implements LearningRate {}

    /// The schedule, when there is one.
    default Optional<LearningRateSchedule> scheduled() {
        return switch (this) {
            case Fixed _ -> Optional.empty();
            case Scheduled(LearningRateSchedule schedule) -> Optional.of(schedule);
        };
    }

    @Override
    default Object kerasValue() {
        return switch (this) {
            case Fixed(double first) -> first;
            case Scheduled(LearningRateSchedule schedule) -> schedule.serialized();
        };
    }

    static LearningRate fromKeras(Object value) {
        return value instanceof Map<?, ?> map ? new Scheduled((LearningRateSchedule) FromKeras.object(map)) : new Fixed(((Number) value).doubleValue());
    }
}
