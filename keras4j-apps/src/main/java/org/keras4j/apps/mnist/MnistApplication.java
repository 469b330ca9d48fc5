package org.keras4j.apps.mnist;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Job;
import org.keras4j.apps.Output;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.Setting;
import org.keras4j.apps.Training;
import org.keras4j.apps.Unfinished;
import org.keras4j.apps.Workload;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.pictures.PictureFiles;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.apps.score.Scores;
import org.keras4j.apps.score.SoftmaxRegression;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.plots.Curves;
import org.keras4j.plots.ImageGrid;

/// Trains the convolutional network of the well-known tutorial on handwritten digits, and reads the user's own.
public final class MnistApplication implements Application {
    private static final String NAME = "mnist";
    private static final int SHOWN = 3;
    private static final int BASELINE_EPOCHS = 3;
    private static final int PREDICT_BATCH = 64;
    /// What a demonstration without an earlier run learns from.
    private static final int DEMO_IMAGES = 12_000;

    /// @param limit how many training images to use; `null` for all
    record Own(@Setting(value = "use only the first N training images", label = "N", least = 2) @Nullable Integer limit) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Recognises handwritten digits with a small convolutional network";
    }

    @Override
    public Record ownOptions() {
        return new Own(null);
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return MnistSource.choose(options, places).describe();
    }

    @Override
    public List<String> shortRun() {
        return List.of("train", "--epochs", "1", "--limit", "6000");
    }

    @Override
    public List<Workload> workloads() {
        return List.of(Workload.of("app-mnist", "images", 128, () -> MnistNetwork.layers(1e-3), size -> Element.of(
                Philox.of(1).uniform(DType.FLOAT32, Shape.of(size, 28, 28, 1), 0, 1), Philox.of(2).integers(DType.INT32, Shape.of(size), 0, 10))));
    }

    @Override
    public void train(Job job, RunFolder folder) {
        var settings = MnistNetwork.settings(job.options());
        var data = MnistData.load(job.options(), job.places(), ((Own) job.own()).limit(), job.output(), job.stopRequested());
        var unfinished = Unfinished.in(folder, NAME, settings, job.own(), data.description());
        var network = MnistNetwork.create(settings);
        // Without scores at first: whoever pressed Ctrl-C grants ten seconds for all of it.
        var training = network.train(data.train(), data.validation(), Fitting.of(settings, job).goingOn(unfinished.part("network")).saving(so -> {
            network.save(folder);
            folder.report(report(settings, data, network, so), job.own());
        }));
        job.output().say(training.words(data.train().count()));

        var results = MnistResults.of(data.test(), network.predict(data.test()));
        var baseline = training.end() == Report.End.STOPPED ? Optional.<Classification>empty() : Optional.of(linearBaseline(data));
        folder.report(report(settings, data, network, training).scored(scores(results, baseline)), job.own());
        print(results.classification(), baseline, job.output());
        show(results, job.output());
        plot(folder, data.description(), training, results, network);
        job.output().say(folder.written());
        unfinished.end(job);
    }

    @Override
    public void evaluate(Job job) {
        var run = EarlierRun.of(job.options(), NAME, MnistNetwork.FILE);
        var network = MnistNetwork.load(run, MnistNetwork.settings(job.options()));
        var data = MnistData.load(job.options().seed(run.seed()), job.places(), null, job.output(), job.stopRequested());
        job.output().say("Network of " + run.words());
        print(MnistResults.of(data.test(), network.predict(data.test())).classification(), Optional.empty(), job.output());
    }

    @Override
    public void predict(Job job) {
        var network = MnistNetwork.load(EarlierRun.of(job.options(), NAME, MnistNetwork.FILE), MnistNetwork.settings(job.options()));
        job.answerEach(NAME, "pictures or folders of pictures", (path, attempts) ->
                attempts.each(PictureFiles.of(Path.of(path)), PREDICT_BATCH, DigitPhoto::read, seen -> tell(seen, network, job.output())));
    }

    private static void tell(SequencedMap<Path, NDArray> seen, MnistNetwork network, Output output) {
        var probabilities = network.predict(unlabelled(NDArray.stack(0, List.copyOf(seen.values())))).toFloats2D();
        int at = 0;
        for (var photo : seen.entrySet()) {
            output.tell(photo.getKey() + ", as the network sees it:");
            DigitText.lines(photo.getValue()).forEach(output::tell);
            output.say(photo.getKey() + ": " + Probabilities.of(probabilities[at++]).words(MnistData.CLASSES::get));
        }
    }

    @Override
    public void demo(Job job) {
        var settings = MnistNetwork.settings(job.options());
        var earlier = EarlierRun.ifAny(job.options(), NAME, MnistNetwork.FILE);
        var options = earlier.map(run -> job.options().seed(run.seed())).orElse(job.options());
        var data = MnistData.load(options, job.places(), null, job.output(), job.stopRequested());
        MnistNetwork network;
        if (earlier.isPresent()) {
            job.output().tell("Network of " + earlier.get().words());
            network = MnistNetwork.load(earlier.get(), settings);
        } else {
            job.output().tell("No earlier run was found: learning from the first " + DEMO_IMAGES + " images.");
            network = MnistNetwork.create(settings);
            network.train(data.limited(DEMO_IMAGES).train(), data.validation(), Fitting.of(settings.epochs(1), job));
        }
        var shown = data.test().rows(0, Math.min(10, data.test().count()));
        show(MnistResults.of(shown, network.predict(shown)), job.output());
    }

    private static Report report(Report.Settings settings, MnistData data, MnistNetwork network, Training training) {
        return Report.of(NAME, settings, data.description(), network.parameters(), training);
    }

    private static Scores scores(MnistResults results, Optional<Classification> baseline) {
        var score = results.classification();
        var scores = new Scores().put("test_accuracy", score).put("test_loss", results.loss()).put("test_macro_f1", score.macroF1())
                .put("baseline_majority_accuracy", score.majorityShare());
        baseline.ifPresent(linear -> scores.put("baseline_linear_accuracy", linear));
        return scores;
    }

    private static void plot(RunFolder folder, DataDescription data, Training training, MnistResults results, MnistNetwork network) {
        folder.plot("curves", Curves.of("Training on " + data.name(), training.history()), data.origin());
        folder.plot("confusion", results.confusionPlot(), data.origin());
        folder.plot("samples", results.samplesPlot(), data.origin());
        folder.plot("grad-cam", results.heatPlot(network), data.origin());
        if (results.mappable()) {
            folder.plot("map", results.mapPlot(network), data.origin());
        }
        folder.plot("filters", ImageGrid.ofKernel("What the first layer looks for", network.firstKernel(), 8), data.origin());
        if (results.worst().length > 0) {
            folder.plot("mistakes", results.worstPlot(), data.origin());
        }
    }

    private static Classification linearBaseline(MnistData data) {
        var train = data.train();
        var model = SoftmaxRegression.train(train.images().toByteArray(), train.labels().toIntArray(), MnistData.CLASSES.size(), BASELINE_EPOCHS, 0);
        return Classification.of(MnistData.CLASSES, data.test().labels().toIntArray(), model.predict(data.test().images().toByteArray()));
    }

    private static void print(Classification score, Optional<Classification> baseline, Output output) {
        var rows = new ArrayList<>(List.of(new Row("this network", score.accuracy(), score.interval())));
        baseline.ifPresent(linear -> rows.add(new Row("linear (softmax regression)", linear.accuracy(), linear.interval())));
        rows.add(new Row("always the most frequent digit", score.majorityShare(), null));
        new ScoreTable("Test accuracy", ScoreTable.Form.PERCENT, rows).lines().forEach(output::say);
        output.say("Test images by class");
        score.lines().forEach(output::say);
    }

    private static void show(MnistResults results, Output output) {
        int[] truth = results.images().labels().toIntArray();
        for (int i = 0; i < Math.min(SHOWN, truth.length); i++) {
            DigitText.lines(results.images().images().index(i)).forEach(output::tell);
            output.say("Test image " + i + " is a " + truth[i] + "; the network says " + Probabilities.of(results.probabilities()[i]).words(MnistData.CLASSES::get));
        }
    }

    private static LabelledImages unlabelled(NDArray images) {
        return new LabelledImages(images, NDArray.zeros(DType.UINT8, Shape.of(images.size(0))));
    }
}
