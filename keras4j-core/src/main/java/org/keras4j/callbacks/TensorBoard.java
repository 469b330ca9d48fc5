package org.keras4j.callbacks;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.models.Model;
import org.keras4j.ops.Variable;

/// Writes what TensorBoard shows, into the folders `train` and `validation`: `epoch_loss` and the like, on request values of batches and
/// histograms of weights. What is written survives a crash. Follows `keras.callbacks.TensorBoard`, without images, graphs, embeddings
/// and profiles.
///
/// ```java
/// model.fit(x, y, Fit.epochs(10).callbacks(TensorBoard.in(Path.of("logs")).histograms(1)));
/// ```
public final class TensorBoard extends Callback {
    private static final String VALIDATION = "val_";

    /// @param everyBatches 0: never
    /// @param histogramEpochs 0: never
    private record Settings(Path folder, int everyBatches, int histogramEpochs) {}

    private final Settings settings;
    private @Nullable EventFile train;
    private @Nullable EventFile validation;
    private long batches;

    private TensorBoard(Settings settings) {
        this.settings = settings;
    }

    /// Values of epochs, in that folder.
    public static TensorBoard in(Path folder) {
        return new TensorBoard(new Settings(folder, 0, 0));
    }

    /// Also the values after each so many batches: `update_freq`.
    public TensorBoard everyBatches(int batches) {
        return new TensorBoard(new Settings(settings.folder, positive("update_freq", batches), settings.histogramEpochs));
    }

    /// Also how the numbers of each weight are spread, after each so many epochs: `histogram_freq`.
    public TensorBoard histograms(int epochs) {
        return new TensorBoard(new Settings(settings.folder, settings.everyBatches, positive("histogram_freq", epochs)));
    }

    private static int positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("TensorBoard: expected " + key + " of 1 or more, got " + value + ".");
        }
        return value;
    }

    private EventFile train() {
        EventFile open = train;
        return open != null ? open : (train = new EventFile(settings.folder.resolve("train")));
    }

    private EventFile validation() {
        EventFile open = validation;
        return open != null ? open : (validation = new EventFile(settings.folder.resolve("validation")));
    }

    /// Each training, and each evaluation by itself, has files of its own.
    @Override
    public void attach(Model model, RunInfo run) {
        super.attach(model, run);
        train = null;
        validation = null;
    }

    /// @throws UncheckedIOException when the folder can't be written: before the first step
    @Override
    public void onTrainBegin() {
        batches = 0;
        train();
        if (run().validated()) {
            validation();
        }
    }

    @Override
    public void onTrainBatchEnd(long batch, Logs logs) {
        if (settings.everyBatches > 0 && batches % settings.everyBatches == 0) {
            logs.values().forEach((name, value) -> train().scalar("batch_" + name, value, batches));
        }
        batches++;
    }

    @Override
    public void onTestEnd(Logs logs) {
        long step = (long) model().optimizer().iterations().value().item();
        logs.values().forEach((name, value) -> validation().scalar("evaluation_" + name + "_vs_iterations", value, step));
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        logs.values().forEach((name, value) -> {
            if (name.startsWith(VALIDATION)) {
                validation().scalar("epoch_" + name.substring(VALIDATION.length()), value, epoch);
            } else {
                train().scalar("epoch_" + name, value, epoch);
            }
        });
        if (logs.get("learning_rate").isEmpty()) {
            train().scalar("epoch_learning_rate", learningRate(), epoch);
        }
        if (settings.histogramEpochs > 0 && epoch % settings.histogramEpochs == 0) {
            for (Variable weight : model().weights()) {
                train().histogram(weight.path() + "/histogram", weight.value().toDoubleArray(), epoch);
            }
        }
    }
}
