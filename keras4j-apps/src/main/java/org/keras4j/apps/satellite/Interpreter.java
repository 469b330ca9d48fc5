package org.keras4j.apps.satellite;

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
import org.keras4j.apps.score.Thresholds;
import org.keras4j.data.Dataset;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.PartialShape;
import org.keras4j.layers.Symbol;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;
import org.keras4j.optimizers.Adam;
import org.keras4j.schedules.CosineDecay;
import org.keras4j.schedules.LearningRateSchedule;
import org.keras4j.schedules.PiecewiseConstantDecay;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A network with what its numbers mean: `model.keras`, which Keras opens too, and `labels.json`.
///
/// @param side of the pictures it reads, in pixels
/// @param labels the names of its classes or tags
/// @param thresholds from which probability on a tag is said; of no use for classes
record Interpreter(Model model, int side, Task task, List<String> labels, Thresholds thresholds) {
    static final String FILE = "model.keras";
    static final String LABELS = "labels.json";
    private static final int PREDICT_BATCH = 64;

    /// Fills in what the user left open: 32 tiles a step with Adam, whose rate rises to 2e-3 and falls along a cosine.
    ///
    /// The original's for `PAPER`: 128 a step, 20 epochs of 1e-3, then 5 of a tenth and 5 of a hundredth of it.
    static Report.Settings settings(RunOptions options, Task task) {
        boolean paper = options.preset() == RunOptions.Preset.PAPER;
        int epochs = switch (options.preset()) {
            case QUICK -> task == Task.MOSAICS ? 5 : 10;
            case STANDARD -> 40;
            case PAPER -> 30;
        };
        return Report.Settings.of(options, epochs, paper ? 128 : 32, paper ? 1e-3 : 2e-3);
    }

    /// With weights drawn by the settings' seed.
    static Interpreter create(SatelliteNetwork network, int side, Task task, Head head, List<String> labels, Report.Settings settings) {
        Computing.prepare(settings);
        return new Interpreter(network.create(side, labels.size(), head), side, task, labels, Thresholds.same(0.5, labels.size()));
    }

    Interpreter thresholds(Thresholds thresholds) {
        return new Interpreter(model, side, task, labels, thresholds);
    }

    /// @throws DataException if data have other labels than the network learned
    void requireLabels(List<String> others) {
        if (!labels.equals(others)) {
            throw new DataException("The network knows " + String.join(", ", labels) + "; the data have " + String.join(", ", others)
                    + ". Name another run with --run, or other data with --data.");
        }
    }

    // ---- training --------------------------------------------------------------------------------------------------

    /// @param unit what a sample is, in the plural
    /// @param count how many an epoch has
    Training train(String unit, long count, Dataset batches, Fitting fitting) {
        long steps = Math.ceilDiv(count, fitting.settings().batchSize());
        var adam = Adam.of(rate(fitting.settings(), steps));
        var head = head();
        head.compile(model, adam);
        return fitting.run(model, Samples.of(unit, count, batches.map(head::targets)));
    }

    private static LearningRateSchedule rate(Report.Settings settings, long steps) {
        double rate = settings.learningRate();
        long all = steps * settings.epochs();
        return switch (settings.preset()) {
            case QUICK, STANDARD -> {
                long rising = Math.max(1, all / 10);
                yield CosineDecay.of(rate / 10, Math.max(1, all - rising)).warmup(rate, rising);
            }
            case PAPER -> PiecewiseConstantDecay.of(List.of(all * 2 / 3, all * 5 / 6), List.of(rate, rate / 10, rate / 100));
        };
    }

    private Head head() {
        return model.outputs().size() > 1 ? Head.WEATHER_AND_GROUND : task == Task.CLASSES ? Head.CLASS : Head.TAGS;
    }

    /// Takes the convolutions of a network of the same kind that learned from single tiles; what follows them stays its own.
    void startFrom(Interpreter other) {
        var layers = model.layers();
        for (int i = 0; !(layers.get(i) instanceof GlobalAveragePooling2D || layers.get(i) instanceof Flatten); i++) {
            layers.get(i).setWeights(other.model.getLayer(i).getWeights());
        }
    }

    /// {@return the model with all answers in one output, `[batch, labels]`}
    Model inOne() {
        return model.outputs().size() == 1 ? model : Model.of(model.inputs(), Concatenate.create().apply(model.outputs().toArray(Symbol[]::new)));
    }

    // ---- predicting ------------------------------------------------------------------------------------------------

    /// {@return how probable each label is: `[count][labels]`}
    double[][] predict(NDArray images) {
        return predict(images, 1);
    }

    /// The mean over the eight views of each picture.
    double[][] predictAllViews(NDArray images) {
        return predict(images, Views.COUNT);
    }

    /// As the user gets it: classes by all views, tags by the one view that their thresholds were tuned for.
    double[][] answer(NDArray images) {
        return switch (task) {
            case CLASSES -> predictAllViews(images);
            case MOSAICS, PLANET -> predict(images);
        };
    }

    private double[][] predict(NDArray images, int views) {
        var pictures = new Pictures(images, images);
        int count = pictures.count();
        var mean = new double[count][labels.size()];
        // In pieces: as floats, eight times, a large set would not fit.
        for (int from = 0; from < count; from += PREDICT_BATCH) {
            int[] rows = IntStream.range(from, Math.min(count, from + PREDICT_BATCH)).toArray();
            for (int view = 0; view < views; view++) {
                int chosen = view;
                var p = NDArray.concat(1, model.predict(List.of(pictures.pixels(rows, _ -> chosen)), Predict.defaults().batchSize(PREDICT_BATCH))).toFloats2D();
                for (int i = 0; i < rows.length; i++) {
                    for (int k = 0; k < p[i].length; k++) {
                        mean[rows[i]][k] += p[i][k] / views;
                    }
                }
            }
        }
        return mean;
    }

    // ---- files -----------------------------------------------------------------------------------------------------

    void save(RunFolder folder) {
        model.save(folder.place(FILE));
        var root = JsonMapper.shared().createObjectNode();
        root.put("task", task.name().toLowerCase(Locale.ROOT));
        root.put("side", side);
        var names = root.putArray("labels");
        labels.forEach(names::add);
        if (task != Task.CLASSES) {
            var cuts = root.putArray("thresholds");
            DoubleStream.of(thresholds.values()).forEach(cuts::add);
        }
        folder.write(LABELS, root.toPrettyString() + "\n");
    }

    /// What [#save] wrote.
    ///
    /// @throws DataException if a file is missing or broken, or they don't fit each other
    static Interpreter load(EarlierRun run, Report.Settings settings) {
        var file = run.file(LABELS);
        Computing.prepare(settings);
        try {
            var root = run.json(LABELS, JsonNode.class);
            var task = Stream.of(Task.values()).filter(t -> t.name().toLowerCase(Locale.ROOT).equals(root.path("task").asString(""))).findFirst()
                    .orElseThrow(() -> new DataException(file + ": expected the task classes, mosaics or planet, got '" + root.path("task") + "'."));
            var labels = root.path("labels").values().stream().map(label -> label.asString()).toList();
            var cuts = task == Task.CLASSES ? Thresholds.same(0.5, labels.size())
                    : new Thresholds(root.path("thresholds").values().stream().mapToDouble(cut -> cut.asDouble()).toArray());
            var model = run.model(FILE);
            int side = root.path("side").asInt();
            model.build(PartialShape.of(PartialShape.UNKNOWN, side, side, 3));
            long answers = model.outputs().stream().mapToLong(output -> output.shape().size(-1)).sum();
            if (answers != labels.size() || cuts.values().length != answers) {
                throw new DataException(file + ": expected a name (and for tags a threshold) for each of the network's " + answers + " answers, got "
                        + labels.size() + ".");
            }
            return new Interpreter(model, side, task, labels, cuts);
        } catch (IllegalArgumentException e) {
            throw new DataException(run.file(FILE) + ": expected a model of the pictures that " + LABELS + " says, got another one. " + e.getMessage(), e);
        }
    }
}
