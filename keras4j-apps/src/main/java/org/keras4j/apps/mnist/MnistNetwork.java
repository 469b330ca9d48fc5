package org.keras4j.apps.mnist;

import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SOFTMAX;
import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Training;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npz;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.Input;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.losses.Losses;
import org.keras4j.models.Fit;
import org.keras4j.models.Predict;
import org.keras4j.models.Sequential;
import org.keras4j.optimizers.Adam;

/// The tutorial's network: 1,087,106 parameters.
final class MnistNetwork {
    /// The file of its weights in a run folder: an array for each variable, by its path.
    static final String WEIGHTS = "weights.npz";
    private static final int PREDICT_BATCH = 500;

    private final Sequential model;

    private MnistNetwork(Sequential model) {
        this.model = model;
    }

    /// Fills in what the user left open: 10 epochs of 128 images with Adam, as the tutorial has it.
    static Report.Settings settings(RunOptions options) {
        int epochs = switch (options.preset()) {
            case QUICK, PAPER -> 10;
            case STANDARD -> 20;
        };
        return new Report.Settings(options.seed(),
                Objects.requireNonNullElse(options.epochs(), epochs),
                Objects.requireNonNullElse(options.batchSize(), 128),
                Objects.requireNonNullElse(options.learningRate(), 1e-3),
                options.dtype(), Computing.threads(options), options.preset());
    }

    /// With weights drawn by the settings' seed.
    static MnistNetwork create(Report.Settings settings) {
        Computing.prepare(settings);
        var model = Sequential.of(
                Input.shape(28, 28, 1),
                Conv2D.of(32, 5).activation(RELU), MaxPooling2D.of(2),
                Conv2D.of(64, 5).activation(RELU), MaxPooling2D.of(2),
                Flatten.create(),
                Dense.of(1000).activation(RELU),
                // Probabilities in full precision, also where the rest computes in 16 bits.
                Dense.of(10).activation(SOFTMAX).dtype("float32"));
        model.compile(Adam.of(settings.learningRate()), Losses.sparseCategoricalCrossentropy(), "accuracy");
        return new MnistNetwork(model);
    }

    /// The network that [#save] wrote.
    ///
    /// @throws DataException if the file is missing or broken, or holds other weights
    static MnistNetwork load(RunFolder folder, Report.Settings settings) {
        var file = folder.file(WEIGHTS);
        var network = create(settings);
        try {
            var arrays = Npz.read(file);
            for (var weight : network.model.weights()) {
                var value = arrays.get(weight.path());
                if (value == null || !value.shape().equals(weight.shape())) {
                    throw new DataException(file + " > " + weight.path() + ": expected an array " + weight.shape() + ", got "
                            + (value == null ? "none" : value.shape()) + ".");
                }
                weight.assign(value);
            }
        } catch (FormatException | UncheckedIOException e) {
            throw new DataException(e.getMessage(), e);
        }
        return network;
    }

    void save(RunFolder folder) {
        var arrays = new LinkedHashMap<String, NDArray>();
        model.weights().forEach(weight -> arrays.put(weight.path(), weight.value()));
        Npz.write(folder.file(WEIGHTS), arrays);
    }

    /// @param saving called when a stop is requested, and at the end
    Training train(LabelledImages train, LabelledImages validation, Report.Settings settings, Job job, Consumer<Training> saving) {
        var fit = Fit.epochs(settings.epochs()).batchSize(settings.batchSize()).seed(settings.seed())
                .validationData(validation.pixels(), validation.labels());
        return Training.of(model, Element.of(train.pixels(), train.labels()), fit, settings, "images", job, saving);
    }

    /// {@return float32 `[count, 10]`: how probable each digit is}
    NDArray predict(LabelledImages images) {
        return model.predict(images.pixels(), Predict.defaults().batchSize(PREDICT_BATCH).verbose(Verbosity.SILENT));
    }

    long parameters() {
        return model.countParams();
    }

    /// {@return `[5, 5, 1, 32]`}
    NDArray firstKernel() {
        return model.weights().getFirst().value();
    }
}
