package org.keras4j.schedules;

import module java.base;
import org.keras4j.config.Config;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// `values[i]` up to and with step `boundaries[i]`, after the last boundary the last value. Follows
/// `keras.optimizers.schedules.PiecewiseConstantDecay`.
public final class PiecewiseConstantDecay extends LearningRateSchedule {
    public static final class Settings extends Config {
        public List<Long> boundaries = List.of();
        public List<Double> values = List.of();
        public String name = "PiecewiseConstant";
    }

    private PiecewiseConstantDecay(Settings settings) {
        super(settings);
    }

    /// @param boundaries growing; one less than the values
    public static PiecewiseConstantDecay of(List<Long> boundaries, List<Double> values) {
        if (boundaries.size() != values.size() - 1) {
            throw new IllegalArgumentException("PiecewiseConstantDecay: expected one value more than there are boundaries, got " + boundaries
                    + " and " + values + ".");
        }
        var settings = new Settings();
        settings.boundaries = List.copyOf(boundaries);
        settings.values = List.copyOf(values);
        return new PiecewiseConstantDecay(settings);
    }

    @Override
    public Settings config() {
        return (Settings) super.config();
    }

    @Override
    public Value rate(Value step) {
        List<Double> values = config().values;
        Value rate = Ops.fullLike(step, values.getLast());
        for (int i = values.size() - 2; i >= 0; i--) {
            rate = Ops.where(Ops.lessEqual(step, config().boundaries.get(i)), Ops.fullLike(step, values.get(i)), rate);
        }
        return rate;
    }
}
