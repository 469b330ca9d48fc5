package org.keras4j.optimizers;

import org.keras4j.schedules.LearningRateSchedule;

/// [Adam] with weight decay (Loshchilov & Hutter 2019). Follows `keras.optimizers.AdamW`.
public final class AdamW extends AdamFamily<AdamW> {
    public static final class Config extends AdamConfig {
        Config() {
            weightDecay = 0.004;
        }
    }

    private AdamW(Config config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001, and weight decay of 0.004.
    public static AdamW create() {
        return new AdamW(new Config());
    }

    /// With Keras' defaults but for the rate.
    public static AdamW of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static AdamW of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }
}
