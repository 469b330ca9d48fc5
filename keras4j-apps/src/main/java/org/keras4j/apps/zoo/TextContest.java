package org.keras4j.apps.zoo;

import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.Workload;
import org.keras4j.apps.pictures.Design;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.TextRegression;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.losses.Losses;
import org.keras4j.models.Predict;
import org.keras4j.optimizers.Adam;

/// Networks of sentences, trained one after the other on the same ones.
final class TextContest {
    private static final int BATCH = 256;
    private static final int BENCH_BATCH = 50;
    private static final List<Double> PENALTIES = List.of(1.0, 2.0, 4.0, 8.0);

    private final Sentences data;
    private final SentenceReader reader;
    private final RunFolder folder;
    private final Job job;

    TextContest(Sentences data, RunFolder folder, Job job) {
        this.data = data;
        this.reader = SentenceReader.of(data.train().texts());
        this.folder = folder;
        this.job = job;
        reader.write(folder);
    }

    /// A step of training of this network, on random sentences.
    static Workload workload(String name, Design design) {
        return Workload.of(name, "sentences", BENCH_BATCH, () -> {
            var model = design.create(Sentences.CLASSES.size());
            model.compile(Adam.of(1e-3), Losses.sparseCategoricalCrossentropy());
            return model;
        }, count -> Element.of(Philox.of(1).integers(DType.INT32, Shape.of(count, TextNetworks.LENGTH), 1, TextNetworks.WORDS),
                Philox.of(2).integers(DType.INT32, Shape.of(count), 0, Sentences.CLASSES.size())));
    }

    /// The file of a network of sentences.
    static String file(Design design) {
        return "text-" + design.name() + ".keras";
    }

    /// Trains, scores and writes a network.
    Standing run(Design design, Report.Settings settings) {
        Computing.prepare(settings);
        var model = design.create(Sentences.CLASSES.size());
        job.output().tell(String.format(Locale.ROOT, "%s: %,d parameters", design.title(), model.countParams()));
        model.compile(Adam.of(settings.learningRate()), Losses.sparseCategoricalCrossentropy(), "accuracy");
        var sentences = Samples.of("sentences", Element.of(reader.read(data.train().texts()), NDArray.of(data.train().labels())));
        var training = Fitting.of(settings, job).run(model, sentences,
                fit -> fit.validationData(reader.read(data.validation().texts()), NDArray.of(data.validation().labels())));
        var bare = design.withWeightsOf(model, Sentences.CLASSES.size());
        bare.save(folder.place(file(design)));
        var test = reader.read(data.test().texts());
        var options = Predict.defaults().batchSize(BATCH);
        // The first time compiles the programs.
        bare.predict(test, options);
        long start = System.nanoTime();
        var said = bare.predict(test, options);
        double speed = data.test().count() / ((System.nanoTime() - start) / 1e9);
        var score = Classification.of(Sentences.CLASSES, data.test().labels(), said.argMax(1).toIntArray());
        job.output().say(String.format(Locale.ROOT, "%s: %d epochs of %,d sentences in %.1f s (%,.0f sentences/s), test accuracy %.2f %% %s", design.title(),
                training.epochs(), data.train().count(), training.work().seconds(), training.work().perSecond(), 100 * score.accuracy(), score.interval().percent()));
        return Standing.of(design, bare, folder.file(file(design)), training, score, speed);
    }

    /// TF-IDF of words and pairs with logistic regression, its penalty chosen by the sentences that validate.
    Classification baseline() {
        var train = data.train();
        var best = PENALTIES.stream().map(c -> TextRegression.fit(train.texts(), train.labels(), c))
                .max(Comparator.comparingDouble(model -> score(model, data.validation()).accuracy())).orElseThrow();
        return score(best, data.test());
    }

    private static Classification score(TextRegression model, Sentences.Part part) {
        return Classification.of(Sentences.CLASSES, part.labels(), model.predict(part.texts()));
    }
}
