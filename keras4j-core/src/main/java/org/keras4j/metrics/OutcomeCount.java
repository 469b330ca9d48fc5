package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// How often a prediction is right or wrong in one way.
abstract class OutcomeCount extends ConfusionMetric {
    private final Outcome counted;

    OutcomeCount(ThresholdsConfig config, Outcome counted) {
        super(config);
        this.counted = counted;
    }

    @Override
    public ThresholdsConfig config() {
        return (ThresholdsConfig) super.config();
    }

    @Override
    final List<Outcome> outcomes() {
        return List.of(counted);
    }

    @Override
    final List<Double> thresholds() {
        return Thresholds.or(config().thresholds, 0.5);
    }

    @Override
    final String key(Outcome outcome) {
        return "accumulator";
    }

    @Override
    public final NDArray results() {
        return scalarOrVector(count(counted));
    }
}
