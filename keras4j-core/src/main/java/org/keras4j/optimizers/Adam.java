package org.keras4j.optimizers;

import org.keras4j.schedules.LearningRateSchedule;

/// Adam (Kingma & Ba 2015, the form before section 2.1, whose epsilon stands outside of the root), with `amsgrad` as Reddi et al.
/// 2018. Follows `keras.optimizers.Adam`.
public final class Adam extends AdamFamily<Adam> {
    private Adam(AdamConfig config) {
        super(config);
    }

    /// With Keras' defaults: a rate of 0.001.
    public static Adam create() {
        return new Adam(new AdamConfig());
    }

    /// With Keras' defaults but for the rate.
    public static Adam of(double learningRate) {
        return create().learningRate(learningRate);
    }

    /// With a rate that follows a schedule.
    public static Adam of(LearningRateSchedule schedule) {
        return create().learningRate(schedule);
    }
}
