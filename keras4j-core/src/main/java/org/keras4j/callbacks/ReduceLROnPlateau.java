package org.keras4j.callbacks;

import module java.base;
import org.keras4j.metrics.Metric.Direction;
import org.keras4j.text.Output;
import org.keras4j.text.PythonNumbers;

/// Lowers the learning rate when a value has stopped improving, and adds `learning_rate` to the logs. Follows
/// `keras.callbacks.ReduceLROnPlateau`.
public final class ReduceLROnPlateau extends Callback {
    private static final class Settings extends MonitorSettings {
        double factor = 0.1;
        int patience = 10;
        int cooldown;
        double minLr;
    }

    private final Settings settings;
    private Direction direction = Direction.DOWN;
    private OptionalDouble best = OptionalDouble.empty();
    private int wait;
    private int cooling;

    private ReduceLROnPlateau(Settings settings) {
        this.settings = settings;
    }

    /// Follows `val_loss`; after 10 epochs that aren't better by 1e-4 the rate becomes a tenth.
    public static ReduceLROnPlateau create() {
        return new ReduceLROnPlateau(new Settings()).minDelta(1e-4);
    }

    /// Follows the value of that name in the logs.
    public static ReduceLROnPlateau of(String monitor) {
        return create().monitor(monitor);
    }

    private ReduceLROnPlateau with(Consumer<Settings> change) {
        return new ReduceLROnPlateau(settings.changed(change));
    }

    /// The value of the logs to follow.
    public ReduceLROnPlateau monitor(String name) {
        return with(s -> s.monitor(name));
    }

    /// What the rate is multiplied with.
    public ReduceLROnPlateau factor(double factor) {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("ReduceLROnPlateau: expected a factor between 0 and 1, got " + factor + ".");
        }
        return with(s -> s.factor = factor);
    }

    /// How many epochs without an improvement pass before.
    public ReduceLROnPlateau patience(int epochs)      { return with(s -> s.patience = counted("patience", epochs)); }

    /// How many epochs don't count after the rate was lowered.
    public ReduceLROnPlateau cooldown(int epochs)      { return with(s -> s.cooldown = counted("cooldown", epochs)); }

    private static int counted(String option, int epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException("ReduceLROnPlateau: expected " + option + " of 0 or more epochs, got " + epochs + ".");
        }
        return epochs;
    }

    /// The rate doesn't fall below this.
    public ReduceLROnPlateau minLr(double rate)        { return with(s -> s.minLr = rate); }

    /// Whether less or more is better; unless said, the metric knows.
    public ReduceLROnPlateau mode(Monitor.Mode mode)   { return with(s -> s.mode(mode)); }
    /// By Keras' name: `auto`, `min` or `max`.
    public ReduceLROnPlateau mode(String mode)         { return mode(Monitor.Mode.of(mode)); }

    /// What is less than this doesn't count as an improvement.
    public ReduceLROnPlateau minDelta(double minDelta) { return with(s -> s.minDelta(minDelta)); }

    /// Says so when it lowers the rate: `verbose=1`.
    public ReduceLROnPlateau announced()               { return with(s -> s.announced = true); }

    @Override
    public void onTrainBegin() {
        direction = settings.monitor.direction(run(), "ReduceLROnPlateau");
        best = OptionalDouble.empty();
        wait = 0;
        cooling = 0;
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        logs.put("learning_rate", learningRate());
        OptionalDouble current = settings.monitor.value(logs, "ReduceLROnPlateau");
        if (current.isEmpty()) {
            return;
        }
        if (cooling > 0) {
            cooling--;
        }
        if (settings.monitor.improves(direction, current.getAsDouble(), best)) {
            best = current;
            wait = 0;
        } else if (cooling == 0 && ++wait >= settings.patience && learningRate() > (float) settings.minLr) {
            double rate = Math.max(learningRate() * settings.factor, settings.minLr);
            setLearningRate(rate);
            if (settings.announced) {
                Output.printLine("\nEpoch " + (epoch + 1) + ": ReduceLROnPlateau reducing learning rate to " + PythonNumbers.repr(rate) + ".");
            }
            cooling = settings.cooldown;
            wait = 0;
        }
    }
}
