package org.keras4j.schedules;

import org.keras4j.config.Config;
import org.keras4j.config.KerasObject;
import org.keras4j.engine.graph.Value;

/// A learning rate that follows the steps.
public abstract class LearningRateSchedule extends KerasObject {
    protected LearningRateSchedule(Config config) {
        super(config);
    }

    @Override
    public String module() {
        return "keras.optimizers.schedules";
    }

    /// The rate at a step: both float32 scalars.
    public abstract Value rate(Value step);

    /// The same on the host.
    public abstract double rate(long step);
}
