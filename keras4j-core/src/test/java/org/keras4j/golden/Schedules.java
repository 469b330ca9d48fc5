package org.keras4j.golden;

import module java.base;
import org.keras4j.schedules.CosineDecay;
import org.keras4j.schedules.CosineDecayRestarts;
import org.keras4j.schedules.ExponentialDecay;
import org.keras4j.schedules.InverseTimeDecay;
import org.keras4j.schedules.LearningRateSchedule;
import org.keras4j.schedules.PiecewiseConstantDecay;
import org.keras4j.schedules.PolynomialDecay;
import tools.jackson.databind.JsonNode;

/// Schedules as golden files configure them.
public final class Schedules {
    private Schedules() {}

    public static LearningRateSchedule of(String className, JsonNode config) {
        if (className.equals("PiecewiseConstantDecay")) {
            return PiecewiseConstantDecay.of(config.get("boundaries").valueStream().map(JsonNode::longValue).toList(),
                    config.get("values").valueStream().map(JsonNode::doubleValue).toList());
        }
        double initial = config.get("initial_learning_rate").doubleValue();
        if (className.equals("CosineDecayRestarts")) {
            return CosineDecayRestarts.of(initial, config.get("first_decay_steps").longValue()).tMul(config.get("t_mul").doubleValue())
                    .mMul(config.get("m_mul").doubleValue()).alpha(config.get("alpha").doubleValue());
        }
        long steps = config.get("decay_steps").longValue();
        return switch (className) {
            case "ExponentialDecay" -> {
                var schedule = ExponentialDecay.of(initial, steps, config.get("decay_rate").doubleValue());
                yield config.get("staircase").booleanValue() ? schedule.staircase() : schedule;
            }
            case "InverseTimeDecay" -> {
                var schedule = InverseTimeDecay.of(initial, steps, config.get("decay_rate").doubleValue());
                yield config.get("staircase").booleanValue() ? schedule.staircase() : schedule;
            }
            case "PolynomialDecay" -> {
                var schedule = PolynomialDecay.of(initial, steps).endLearningRate(config.get("end_learning_rate").doubleValue())
                        .power(config.get("power").doubleValue());
                yield config.get("cycle").booleanValue() ? schedule.cycle() : schedule;
            }
            case "CosineDecay" -> {
                var schedule = CosineDecay.of(initial, steps).alpha(config.get("alpha").doubleValue());
                yield config.get("warmup_target").isNull() ? schedule
                        : schedule.warmup(config.get("warmup_target").doubleValue(), config.get("warmup_steps").longValue());
            }
            default -> throw new AssertionError(className);
        };
    }
}
