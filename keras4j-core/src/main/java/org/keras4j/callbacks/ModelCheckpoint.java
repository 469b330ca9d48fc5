package org.keras4j.callbacks;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.metrics.Metric.Direction;
import org.keras4j.text.Output;
import org.keras4j.text.PythonNumbers;

/// Saves the model while it is trained: after each epoch, or when a value is better than ever. Follows `keras.callbacks.ModelCheckpoint`.
///
/// The name of the file may have places for the epoch, counted from 1, and for the values of the logs, with Python's formats:
/// `best-{epoch:02d}-{val_loss:.2f}.keras`. One that ends in `.weights.h5` gets the weights alone.
///
/// ```java
/// model.fit(x, y, Fit.epochs(10).validationSplit(0.1).callbacks(ModelCheckpoint.to("best.keras").saveBestOnly()));
/// ```
public final class ModelCheckpoint extends Callback {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?::([^{}]*))?}");
    private static final Pattern FORMAT = Pattern.compile("(0?)(\\d*)(?:\\.(\\d+))?([dfe]?)");
    private static final String WEIGHTS = ".weights.h5";

    private static final class Settings extends MonitorSettings {
        String file;
        boolean bestOnly;
        long everyBatches;
        OptionalDouble threshold = OptionalDouble.empty();

        Settings(String file) {
            this.file = file;
        }
    }

    private final Settings settings;
    private OptionalDouble best;
    private @Nullable Direction direction;
    private int epoch;
    private long batches;

    private ModelCheckpoint(Settings settings) {
        this.settings = settings;
        this.best = settings.threshold;
    }

    /// @throws IllegalArgumentException when the name ends neither in `.keras` nor in `.weights.h5`
    public static ModelCheckpoint to(String file) {
        if (!file.endsWith(".keras") && !file.endsWith(WEIGHTS)) {
            throw new IllegalArgumentException("ModelCheckpoint: expected a name that ends in .keras or .weights.h5, got " + file + ".");
        }
        return new ModelCheckpoint(new Settings(file));
    }

    /// Saves to this file, as [#to(String)] does.
    public static ModelCheckpoint to(Path file) {
        return to(file.toString());
    }

    private ModelCheckpoint with(Consumer<Settings> change) {
        return new ModelCheckpoint(settings.changed(change));
    }

    /// Which value of the logs is followed.
    public ModelCheckpoint monitor(String name) {
        return with(s -> s.monitor(name));
    }

    /// Whether less or more is better; unless said, the metric knows.
    public ModelCheckpoint mode(Monitor.Mode mode) {
        return with(s -> s.mode(mode));
    }

    /// By Keras' name: `auto`, `min` or `max`.
    public ModelCheckpoint mode(String mode) {
        return mode(Monitor.Mode.of(mode));
    }

    /// Saves only when the value is better than ever.
    public ModelCheckpoint saveBestOnly()                   { return with(s -> s.bestOnly = true); }

    /// Saves only what is better than this, too.
    public ModelCheckpoint initialValueThreshold(double value) { return with(s -> s.threshold = OptionalDouble.of(value)); }

    /// Says so when it saves: `verbose=1`.
    public ModelCheckpoint announced()                      { return with(s -> s.announced = true); }

    /// Saves after so many batches instead of after each epoch.
    public ModelCheckpoint saveFreq(long batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("ModelCheckpoint: expected saveFreq of 1 batch or more, got " + batches + ".");
        }
        return with(s -> s.everyBatches = batches);
    }

    @Override
    public void onEpochBegin(int epoch) {
        this.epoch = epoch;
    }

    @Override
    public void onTrainBatchEnd(long batch, Logs logs) {
        if (settings.everyBatches > 0 && ++batches == settings.everyBatches) {
            batches = 0;
            save(logs, OptionalLong.of(batch));
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        if (settings.everyBatches == 0) {
            save(logs, OptionalLong.empty());
        }
    }

    private void save(Logs logs, OptionalLong batch) {
        Path file = Path.of(named(logs, batch));
        if (!isWanted(logs, file)) {
            return;
        }
        createFolder(file);
        if (settings.file.endsWith(WEIGHTS)) {
            model().saveWeights(file);
        } else {
            model().save(file);
        }
        say("finished saving model to " + file);
    }

    private static void createFolder(Path file) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
        } catch (IOException e) {
            throw unwritable("ModelCheckpoint", file.getParent(), e);
        }
    }

    private boolean isWanted(Logs logs, Path file) {
        if (!settings.bestOnly) {
            say("saving model to " + file);
            return true;
        }
        OptionalDouble current = settings.monitor.value(logs, "ModelCheckpoint");
        if (current.isEmpty()) {
            return true;
        }
        if (direction == null) {
            direction = settings.monitor.direction(run(), "ModelCheckpoint");
        }
        String before = best.isPresent() ? PythonNumbers.fixed(best.getAsDouble(), 5) : "None";
        if (!settings.monitor.improves(direction, current.getAsDouble(), best)) {
            say(settings.monitor.name() + " did not improve from " + before);
            return false;
        }
        say(settings.monitor.name() + " improved from " + before + " to " + PythonNumbers.fixed(current.getAsDouble(), 5) + ", saving model to " + file);
        best = current;
        return true;
    }

    private void say(String what) {
        if (settings.announced) {
            Output.printLine("\nEpoch " + (epoch + 1) + ": " + what);
        }
    }

    // ---- the name --------------------------------------------------------------------------------------------------

    private String named(Logs logs, OptionalLong batch) {
        return PLACE.matcher(settings.file).replaceAll(place -> {
            String name = place.group(1);
            String format = Objects.requireNonNullElse(place.group(2), "");
            if (name.equals("epoch")) {
                return formatted(epoch + 1, format);
            }
            if (name.equals("batch") && batch.isPresent()) {
                return formatted(batch.getAsLong() + 1, format);
            }
            return formatted(logs.get(name).orElseThrow(() -> new IllegalArgumentException("ModelCheckpoint: expected values of the logs in the name, got {"
                    + name + "} in \"" + settings.file + "\". There are epoch, " + String.join(", ", logs.values().keySet()) + ".")), format);
        });
    }

    private static String formatted(double value, String format) {
        Matcher parts = FORMAT.matcher(format);
        if (!parts.matches()) {
            throw new IllegalArgumentException("ModelCheckpoint: expected a format like 02d or .3f, got " + format + ".");
        }
        String digits = parts.group(3);
        String number = switch (parts.group(4)) {
            case "f" -> PythonNumbers.fixed(value, digits == null ? 6 : Integer.parseInt(digits));
            case "e" -> PythonNumbers.scientific(value, digits == null ? 6 : Integer.parseInt(digits));
            default -> value == Math.rint(value) ? Long.toString((long) value) : PythonNumbers.repr(value);
        };
        int width = parts.group(2).isEmpty() ? 0 : Integer.parseInt(parts.group(2));
        return (parts.group(1).isEmpty() ? " " : "0").repeat(Math.max(0, width - number.length())) + number;
    }
}
