package org.keras4j.callbacks;

import module java.base;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.metrics.Metric.Direction;
import org.keras4j.ops.Variable;
import org.keras4j.text.Output;

/// Ends training when a value has stopped improving. Follows `keras.callbacks.EarlyStopping`.
///
/// ```java
/// model.fit(x, y, Fit.epochs(100).callbacks(EarlyStopping.of("val_loss").patience(5).restoreBestWeights()));
/// ```
public final class EarlyStopping extends Callback {
    private static final class Settings extends MonitorSettings {
        int patience;
        OptionalDouble baseline = OptionalDouble.empty();
        boolean restored;
        int startFromEpoch;
    }

    private final Settings settings;
    private Direction direction = Direction.DOWN;
    private int wait;
    private OptionalInt stoppedEpoch = OptionalInt.empty();
    private OptionalDouble best = OptionalDouble.empty();
    private OptionalInt bestEpoch = OptionalInt.empty();
    private List<NDArray> bestWeights = List.of();

    private EarlyStopping(Settings settings) {
        this.settings = settings;
    }

    /// Follows `val_loss`, and stops at the first epoch that isn't better.
    public static EarlyStopping create() {
        return new EarlyStopping(new Settings());
    }

    /// Follows the value of that name in the logs.
    public static EarlyStopping of(String monitor) {
        return create().monitor(monitor);
    }

    private EarlyStopping with(Consumer<Settings> change) {
        return new EarlyStopping(settings.changed(change));
    }

    /// The value of the logs to follow.
    public EarlyStopping monitor(String name) {
        return with(s -> s.monitor(name));
    }

    /// Whether less or more is better; unless said, the metric knows.
    public EarlyStopping mode(Monitor.Mode mode) {
        return with(s -> s.mode(mode));
    }

    /// By Keras' name: `auto`, `min` or `max`.
    public EarlyStopping mode(String mode) {
        return mode(Monitor.Mode.of(mode));
    }

    /// What is less than this doesn't count as an improvement.
    public EarlyStopping minDelta(double minDelta) {
        return with(s -> s.minDelta(minDelta));
    }

    /// How many epochs without an improvement pass before it stops.
    public EarlyStopping patience(int epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException("EarlyStopping: expected patience of 0 or more epochs, got " + epochs + ".");
        }
        return with(s -> s.patience = epochs);
    }

    /// Waits only as long as the value isn't better than this, too.
    public EarlyStopping baseline(double baseline) {
        return with(s -> s.baseline = OptionalDouble.of(baseline));
    }

    /// In the end the model gets the weights of its best epoch, whether it stopped early or not.
    public EarlyStopping restoreBestWeights() {
        return with(s -> s.restored = true);
    }

    /// Looks only from this epoch on, counted from 0.
    public EarlyStopping startFromEpoch(int epoch) {
        return with(s -> s.startFromEpoch = epoch);
    }

    /// Says so when it stops and when it restores weights: `verbose=1`.
    public EarlyStopping announced() {
        return with(s -> s.announced = true);
    }

    /// The epoch, counted from 0, after which it stopped the last training; empty when it didn't.
    public OptionalInt stoppedEpoch() {
        return stoppedEpoch;
    }

    /// The epoch, counted from 0, that was best in the last training so far; empty before there is one.
    public OptionalInt bestEpoch() {
        return bestEpoch;
    }

    /// What it watched was in [#bestEpoch].
    public OptionalDouble best() {
        return best;
    }

    /// The weights of the best epoch so far of the last training, in the order of the model's; empty before there is one, and unless they are to be
    /// restored: `best_weights`.
    public List<NDArray> bestWeights() {
        return bestWeights;
    }

    @Override
    public void onTrainBegin() {
        direction = settings.monitor.direction(run(), "EarlyStopping");
        wait = 0;
        stoppedEpoch = OptionalInt.empty();
        best = OptionalDouble.empty();
        bestEpoch = OptionalInt.empty();
        bestWeights = List.of();
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        OptionalDouble current = settings.monitor.value(logs, "EarlyStopping");
        if (current.isEmpty() || epoch < settings.startFromEpoch) {
            return;
        }
        double value = current.getAsDouble();
        wait++;
        if (settings.monitor.improves(direction, value, best)) {
            best = current;
            bestEpoch = OptionalInt.of(epoch);
            if (settings.restored) {
                bestWeights = model().weights().stream().map(Variable::value).toList();
            }
            if (settings.baseline.isEmpty() || settings.monitor.improves(direction, value, settings.baseline)) {
                wait = 0;
            }
        } else if (wait >= settings.patience) {
            stoppedEpoch = OptionalInt.of(epoch);
            model().requestStop();
        }
    }

    @Override
    public void onTrainEnd(Logs logs) {
        if (settings.announced) {
            stoppedEpoch.ifPresent(epoch -> Output.printLine("Epoch " + (epoch + 1) + ": early stopping"));
        }
        if (!bestWeights.isEmpty()) {
            if (settings.announced) {
                Output.printLine("Restoring model weights from the end of the best epoch: " + (bestEpoch.getAsInt() + 1) + ".");
            }
            List<Variable> weights = model().weights();
            for (int i = 0; i < weights.size(); i++) {
                weights.get(i).assign(bestWeights.get(i));
            }
        }
    }
}
