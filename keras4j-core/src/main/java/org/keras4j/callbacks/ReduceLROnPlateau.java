package org.keras4j.callbacks;

import module java.base;
import org.keras4j.metrics.Metric.Direction;
import org.keras4j.text.Output;
import org.keras4j.text.PythonNumbers;

/// Lowers the learning rate when a value has stopped improving, and adds `learning_rate` to the logs. Follows
/// `keras.callbacks.ReduceLROnPlateau`.
public final class ReduceLROnPlateau extends Callback {
    private record Settings(Monitor monitor, double factor, int patience, int cooldown, double minRate, boolean announced) {
        Settings {
            if (!(factor > 0 && factor < 1)) {
                throw new IllegalArgumentException("ReduceLROnPlateau: expected a factor between 0 and 1, got " + factor + ".");
            }
            if (patience < 0 || cooldown < 0) {
                throw new IllegalArgumentException("ReduceLROnPlateau: expected patience and cooldown of 0 or more epochs, got " + patience + " and "
                        + cooldown + ".");
            }
        }
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
        return monitor("val_loss");
    }

    /// Follows the value of that name in the logs.
    public static ReduceLROnPlateau monitor(String name) {
        return new ReduceLROnPlateau(new Settings(new Monitor(name, Monitor.Mode.AUTO, 1e-4), 0.1, 10, 0, 0, false));
    }

    /// What the rate is multiplied with.
    public ReduceLROnPlateau factor(double factor) {
        return new ReduceLROnPlateau(new Settings(settings.monitor, factor, settings.patience, settings.cooldown, settings.minRate, settings.announced));
    }

    /// How many epochs without an improvement pass before.
    public ReduceLROnPlateau patience(int epochs) {
        return new ReduceLROnPlateau(new Settings(settings.monitor, settings.factor, epochs, settings.cooldown, settings.minRate, settings.announced));
    }

    /// How many epochs don't count after the rate was lowered.
    public ReduceLROnPlateau cooldown(int epochs) {
        return new ReduceLROnPlateau(new Settings(settings.monitor, settings.factor, settings.patience, epochs, settings.minRate, settings.announced));
    }

    /// The rate doesn't fall below this.
    public ReduceLROnPlateau minRate(double rate) {
        return new ReduceLROnPlateau(new Settings(settings.monitor, settings.factor, settings.patience, settings.cooldown, rate, settings.announced));
    }

    public ReduceLROnPlateau mode(Monitor.Mode mode) {
        return monitored(new Monitor(settings.monitor.name(), mode, settings.monitor.minDelta()));
    }

    /// What is less than this doesn't count as an improvement.
    public ReduceLROnPlateau minDelta(double minDelta) {
        return monitored(new Monitor(settings.monitor.name(), settings.monitor.mode(), minDelta));
    }

    private ReduceLROnPlateau monitored(Monitor monitor) {
        return new ReduceLROnPlateau(new Settings(monitor, settings.factor, settings.patience, settings.cooldown, settings.minRate, settings.announced));
    }

    /// Says so when it lowers the rate: `verbose=1`.
    public ReduceLROnPlateau announced() {
        return new ReduceLROnPlateau(new Settings(settings.monitor, settings.factor, settings.patience, settings.cooldown, settings.minRate, true));
    }

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
            wait = 0;
        }
        if (settings.monitor.improves(direction, current.getAsDouble(), best)) {
            best = current;
            wait = 0;
        } else if (cooling == 0 && ++wait >= settings.patience && learningRate() > (float) settings.minRate) {
            double rate = Math.max(learningRate() * settings.factor, settings.minRate);
            setLearningRate(rate);
            if (settings.announced) {
                Output.printLine("\nEpoch " + (epoch + 1) + ": ReduceLROnPlateau reducing learning rate to " + PythonNumbers.repr(rate) + ".");
            }
            cooling = settings.cooldown;
            wait = 0;
        }
    }
}
