package org.keras4j.apps.mnist;

import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SOFTMAX;
import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.Training;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.Input;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.PartialShape;
import org.keras4j.losses.Losses;
import org.keras4j.models.GradCam;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;
import org.keras4j.models.Sequential;
import org.keras4j.optimizers.Adam;

/// The tutorial's network: 1,087,106 parameters.
final class MnistNetwork {
    /// The file of the model in a run folder, which Keras opens too.
    static final String FILE = "model.keras";
    private static final int PREDICT_BATCH = 500;

    private final Model model;

    private MnistNetwork(Model model) {
        this.model = model;
    }

    /// Fills in what the user left open: 10 epochs of 128 images with Adam, as the tutorial has it.
    static Report.Settings settings(RunOptions options) {
        int epochs = switch (options.preset()) {
            case QUICK, PAPER -> 10;
            case STANDARD -> 20;
        };
        return Report.Settings.of(options, epochs, 128, 1e-3);
    }

    /// With weights drawn by the settings' seed.
    static MnistNetwork create(Report.Settings settings) {
        Computing.prepare(settings);
        return new MnistNetwork(layers(settings.learningRate()));
    }

    /// The compiled model.
    static Model layers(double rate) {
        var model = Sequential.of(
                Input.shape(28, 28, 1),
                Conv2D.of(32, 5).activation(RELU), MaxPooling2D.of(2),
                Conv2D.of(64, 5).activation(RELU), MaxPooling2D.of(2),
                Flatten.create(),
                Dense.of(1000).activation(RELU),
                // Probabilities in full precision, also where the rest computes in 16 bits.
                Dense.of(10).activation(SOFTMAX).dtype("float32"));
        model.compile(Adam.of(rate), Losses.sparseCategoricalCrossentropy(), "accuracy");
        return model;
    }

    /// The network that [#save] wrote.
    ///
    /// @throws DataException if the file is missing or broken, or holds a model of something else
    static MnistNetwork load(EarlierRun run, Report.Settings settings) {
        Computing.prepare(settings);
        try {
            var model = run.model(FILE);
            model.build(PartialShape.of(PartialShape.UNKNOWN, 28, 28, 1));
            return new MnistNetwork(model);
        } catch (IllegalArgumentException e) {
            throw new DataException(run.file(FILE) + ": expected a model of pictures [28, 28, 1], got another one. " + e.getMessage(), e);
        }
    }

    void save(RunFolder folder) {
        model.save(folder.place(FILE));
    }

    Training train(LabelledImages train, LabelledImages validation, Fitting fitting) {
        return fitting.run(model, Samples.of("images", Element.of(train.pixels(), train.labels())),
                fit -> fit.validationData(validation.pixels(), validation.labels()));
    }

    /// {@return float32 `[count, 10]`: how probable each digit is}
    NDArray predict(LabelledImages images) {
        return model.predict(images.pixels(), Predict.defaults().batchSize(PREDICT_BATCH));
    }

    /// {@return float32 `[count, 1000]`: what the layer before the last makes of each image}
    NDArray features(LabelledImages images) {
        var layers = model.layers();
        var features = Model.of(layers.getFirst().nodes().getFirst().inputs().getFirst(), layers.get(layers.size() - 2).output());
        return features.predict(images.pixels(), Predict.defaults().batchSize(PREDICT_BATCH));
    }

    /// {@return how much each place of an image speaks for its digit, from 0 to 1: float32 `[count, 8, 8]`}
    NDArray heat(LabelledImages images, int[] digits) {
        // The last convolution rather than its pooling, which has a quarter of the places.
        var maps = model.layers().stream().filter(Conv2D.class::isInstance).toList().getLast();
        return GradCam.of(model, maps.name()).heat(images.pixels(), digits);
    }

    long parameters() {
        return model.countParams();
    }

    /// {@return `[5, 5, 1, 32]`}
    NDArray firstKernel() {
        return model.weights().getFirst().value();
    }
}
