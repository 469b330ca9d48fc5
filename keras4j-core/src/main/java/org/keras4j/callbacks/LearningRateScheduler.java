package org.keras4j.callbacks;

import module java.base;
import org.keras4j.text.Output;
import org.keras4j.text.PythonNumbers;

/// Sets the learning rate before each epoch, and adds `learning_rate` to the logs. Follows `keras.callbacks.LearningRateScheduler`.
///
/// ```java
/// LearningRateScheduler.of((epoch, rate) -> epoch < 10 ? rate : rate * 0.9)
/// ```
public final class LearningRateScheduler extends Callback {
    /// The rate of an epoch, counted from 0, by that of the one before.
    @FunctionalInterface
    public interface Schedule {
        double rate(int epoch, double rate);
    }

    private final Schedule schedule;
    private final boolean announced;

    private LearningRateScheduler(Schedule schedule, boolean announced) {
        this.schedule = schedule;
        this.announced = announced;
    }

    /// Asks the schedule for the rate of each epoch.
    public static LearningRateScheduler of(Schedule schedule) {
        return new LearningRateScheduler(schedule, false);
    }

    /// Says so when it sets the rate: `verbose=1`.
    public LearningRateScheduler announced() {
        return new LearningRateScheduler(schedule, true);
    }

    @Override
    public void onEpochBegin(int epoch) {
        double rate = schedule.rate(epoch, learningRate());
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("LearningRateScheduler: expected a rate of 0 or more for epoch " + epoch + ", got " + rate + ".");
        }
        setLearningRate(rate);
        if (announced) {
            Output.printLine("\nEpoch " + (epoch + 1) + ": LearningRateScheduler setting learning rate to " + PythonNumbers.repr(rate) + ".");
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        logs.put("learning_rate", learningRate());
    }
}
