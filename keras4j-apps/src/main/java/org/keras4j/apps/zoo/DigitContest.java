package org.keras4j.apps.zoo;

import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.Workload;
import org.keras4j.apps.mnist.MnistData;
import org.keras4j.apps.pictures.Design;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.SoftmaxRegression;
import org.keras4j.data.Element;
import org.keras4j.data.ImageFiles;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.losses.Losses;
import org.keras4j.models.Model;
import org.keras4j.optimizers.Adam;

/// Networks of handwritten digits, trained one after the other on the same ones.
final class DigitContest {
    /// The folder of test digits that a run keeps, to show later what its networks say.
    static final String SAMPLES = "digits";
    private static final int KEPT = 10;
    private static final int BENCH_BATCH = 64;
    private static final int LINEAR_EPOCHS = 3;

    private final MnistData data;
    private final RunFolder folder;
    private final Job job;

    DigitContest(MnistData data, RunFolder folder, Job job) {
        this.data = data;
        this.folder = folder;
        this.job = job;
        for (int i = 0; i < Math.min(KEPT, data.test().count()); i++) {
            String name = String.format(Locale.ROOT, "%02d-%d.png", i, (int) data.test().labels().at(i));
            ImageFiles.savePng(data.test().images().index(i).expandDims(-1), folder.place(SAMPLES + "/" + name));
        }
    }

    /// A step of training of this network, on random digits.
    static Workload workload(String name, Design design) {
        return Workload.of(name, "images", BENCH_BATCH, () -> {
            var model = design.create(MnistData.CLASSES.size());
            compile(model, 1e-3);
            return model;
        }, count -> Element.of(Philox.of(1).uniform(DType.FLOAT32, Shape.of(count, 28, 28, 1), 0, 1),
                Philox.of(2).integers(DType.INT32, Shape.of(count), 0, MnistData.CLASSES.size())));
    }

    private static void compile(Model model, double rate) {
        model.compile(Adam.of(rate), Losses.sparseCategoricalCrossentropy(), "accuracy");
    }

    /// The file of a network of digits.
    static String file(Design design) {
        return "digits-" + design.name() + ".keras";
    }

    /// Trains, scores and writes a network.
    Standing run(Design design, Report.Settings settings) {
        Computing.prepare(settings);
        var model = design.create(MnistData.CLASSES.size());
        job.output().tell(String.format(Locale.ROOT, "%s: %,d parameters", design.title(), model.countParams()));
        compile(model, settings.learningRate());
        var training = Fitting.of(settings, job).run(model, Samples.of("images", Element.of(data.train().pixels(), data.train().labels())),
                fit -> fit.validationData(data.validation().pixels(), data.validation().labels()));
        var bare = design.withWeightsOf(model, MnistData.CLASSES.size());
        bare.save(folder.place(file(design)));
        // The first time compiles the programs.
        SavedDigits.predict(bare, data.test());
        long start = System.nanoTime();
        var said = SavedDigits.predict(bare, data.test());
        double speed = data.test().count() / ((System.nanoTime() - start) / 1e9);
        var score = Classification.of(MnistData.CLASSES, data.test().labels().toIntArray(), said.argMax(1).toIntArray());
        job.output().say(String.format(Locale.ROOT, "%s: %d epochs of %,d digits in %.1f s (%,.0f digits/s), test accuracy %.2f %% %s", design.title(),
                training.epochs(), data.train().count(), training.work().seconds(), training.work().perSecond(), 100 * score.accuracy(), score.interval().percent()));
        return Standing.of(design, bare, folder.file(file(design)), training, score, speed);
    }

    /// What a linear classifier of pixels makes of the same digits.
    Classification baseline(long seed) {
        var linear = SoftmaxRegression.train(data.train().images().toByteArray(), data.train().labels().toIntArray(), MnistData.CLASSES.size(), LINEAR_EPOCHS, seed);
        return Classification.of(MnistData.CLASSES, data.test().labels().toIntArray(), linear.predict(data.test().images().toByteArray()));
    }
}
