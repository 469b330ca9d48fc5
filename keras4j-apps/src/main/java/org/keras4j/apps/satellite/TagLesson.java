package org.keras4j.apps.satellite;

import module java.base;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Job;
import org.keras4j.apps.Output;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.Training;
import org.keras4j.apps.Unfinished;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.score.MultiLabel;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.apps.score.Scores;
import org.keras4j.apps.score.Thresholds;
import org.keras4j.data.ImageFiles;
import org.keras4j.plots.Curves;

/// Learns which tags a picture has: of mosaics, or Planet's.
record TagLesson(Task task, Job job, RunFolder folder) {
    /// The folder of a few test pictures, for a demonstration.
    static final String SAMPLES = "samples";
    private static final int SHOWN = 6;
    /// The most; of few tiles fewer are made, as they would be much alike.
    private static final int MOSAICS_PER_EPOCH = 800;
    private static final int VALIDATION_MOSAICS = 400;
    private static final int TEST_MOSAICS = 500;
    private static final int MOSAICS_PER_TILE = 4;
    /// Of the mosaics that validate and test, the same for all runs: a score must not depend on the luck of the draw.
    private static final long VALIDATION_SEED = 7;
    private static final long TEST_SEED = 8;
    private static final double MOSAIC_RATE = 0.5;
    private static final double DEFAULT_CUT = 0.2;

    /// What is learned from and what scores.
    ///
    /// @param sample training pictures for the baseline
    private record Exercise(List<String> tags, Pictures sample, Pictures validation, Pictures test, DataDescription description) {}

    /// What came of a training.
    private record Learned(Interpreter interpreter, Training training, Report.Settings settings) {}

    Report run(SatelliteData data, Unfinished unfinished) {
        var exercise = exercise(data);
        var learned = learn(data, exercise, unfinished);
        var training = learned.training;
        job.output().say(training.words(training.work().count() / Math.max(1, training.epochs())));

        var interpreter = tuned(learned.interpreter, exercise);
        interpreter.save(folder);
        var results = results(exercise, interpreter);
        var others = training.end() == Report.End.STOPPED ? Optional.<MultiLabel>empty() : Optional.of(histogram(exercise));
        var report = report(learned.settings, exercise, interpreter, training).scored(scores(results, exercise, others));
        folder.report(report, job.own());
        folder.write("thresholds.csv", results.table());
        print(results, exercise, others, job.output());
        show(results, interpreter);
        plot(exercise.description, training, results, interpreter);
        job.output().say(folder.written());
        return report;
    }

    private SatelliteApplication.Own own() {
        return (SatelliteApplication.Own) job.own();
    }

    void evaluate(Interpreter interpreter, SatelliteData data) {
        var exercise = exercise(data);
        interpreter.requireLabels(exercise.tags);
        print(results(exercise, interpreter), exercise, Optional.empty(), job.output());
    }

    private Exercise exercise(SatelliteData data) {
        return switch (task) {
            case MOSAICS -> {
                int tags = data.labels().size();
                var sample = Mosaics.of(data.train(), tags).pictures(perEpoch(data), VALIDATION_SEED, 0);
                var validation = Mosaics.of(data.validation(), tags)
                        .pictures(Math.min(VALIDATION_MOSAICS, MOSAICS_PER_TILE * data.validation().count()), VALIDATION_SEED, 0);
                var test = Mosaics.of(data.test(), tags).pictures(Math.min(TEST_MOSAICS, MOSAICS_PER_TILE * data.test().count()), TEST_SEED, 0);
                job.output().say(String.format(Locale.ROOT, "Mosaics of four tiles, each of one split: %,d an epoch to train, %,d to validate, %,d to test",
                        sample.count(), validation.count(), test.count()));
                yield new Exercise(data.labels(), sample, validation, test, data.description());
            }
            case PLANET -> new Exercise(data.labels(), data.train(), data.validation(), data.test(), data.description());
            case CLASSES -> throw new AssertionError("a class is no tag");
        };
    }

    private Learned learn(SatelliteData data, Exercise exercise, Unfinished unfinished) {
        return switch (task) {
            case MOSAICS -> learnMosaics(data, exercise, unfinished);
            case PLANET -> {
                var settings = Interpreter.settings(job.options(), task);
                var interpreter = Interpreter.create(own().network(job.options().preset()), data.train().side(), task,
                        own().oneWeather() ? Head.WEATHER_AND_GROUND : Head.TAGS, data.labels(), settings);
                yield new Learned(interpreter, interpreter.train(unit(), data.train().count(),
                        data.train().augmented(settings.batchSize(), settings.seed()),
                        Fitting.of(settings, job).goingOn(unfinished.part("tags")).saving(so -> save(settings, exercise, interpreter, so))), settings);
            }
            case CLASSES -> throw new AssertionError("a class is no tag");
        };
    }

    /// First the classes of the tiles, then mosaics, two thirds as many epochs, with the convolutions that were found. Both see tiles of
    /// the training part alone: thresholds are tuned on mosaics of tiles that the network has never seen.
    private Learned learnMosaics(SatelliteData data, Exercise exercise, Unfinished unfinished) {
        var first = Interpreter.settings(job.options(), task);
        var classifier = Interpreter.create(own().network(job.options().preset()), data.train().side(), Task.CLASSES, Head.CLASS, data.labels(), first);
        job.output().tell("First the classes of single tiles, whose convolutions the tags start from:");
        var tiles = classifier.train("tiles", data.train().count(), data.train().augmented(first.batchSize(), first.seed()),
                Fitting.of(first, job).goingOn(unfinished.part("mosaics-tiles")));
        var settings = first.epochs(Math.max(1, first.epochs() * 2 / 3)).learningRate(first.learningRate() * MOSAIC_RATE);
        var mosaics = Mosaics.of(data.train(), data.labels().size());
        var interpreter = Interpreter.create(own().network(job.options().preset()), mosaics.side(), task, Head.TAGS, data.labels(), settings);
        interpreter.startFrom(classifier);
        job.output().tell("Now the mosaics:");
        int count = perEpoch(data);
        var batches = mosaics.training(count, settings.epochs(), settings.batchSize(), settings.seed());
        // Of convolutions that are half learned nothing may be kept.
        var fitting = Fitting.of(settings, job).saving(so -> save(settings, exercise, interpreter, so));
        return new Learned(interpreter, interpreter.train(unit(), count, batches,
                tiles.end() == Report.End.STOPPED ? fitting : fitting.goingOn(unfinished.part("mosaics"))), settings);
    }

    private static int perEpoch(SatelliteData data) {
        return Math.min(MOSAICS_PER_EPOCH, data.train().count());
    }

    private void save(Report.Settings settings, Exercise exercise, Interpreter interpreter, Training so) {
        interpreter.save(folder);
        folder.report(report(settings, exercise, interpreter, so), job.own());
    }

    private static Interpreter tuned(Interpreter interpreter, Exercise exercise) {
        return interpreter.thresholds(Thresholds.tuned(exercise.validation.tags(), interpreter.predict(exercise.validation.images()), TagResults.BETA));
    }

    private static TagResults results(Exercise exercise, Interpreter interpreter) {
        return new TagResults(exercise.tags, exercise.test, interpreter.predict(exercise.test.images()), interpreter.thresholds());
    }

    private static MultiLabel histogram(Exercise exercise) {
        var model = Histograms.ofTags(exercise.sample);
        var cuts = Thresholds.tuned(exercise.validation.tags(), model.tags(exercise.validation.images()), TagResults.BETA);
        return new MultiLabel(exercise.tags, exercise.test.tags(), cuts.said(model.tags(exercise.test.images())));
    }

    private static boolean[] constant(Exercise exercise) {
        return Histograms.bestConstant(exercise.validation.tags(), TagResults.BETA);
    }

    private static MultiLabel constantScore(Exercise exercise, TagResults results) {
        return results.score(Histograms.repeated(constant(exercise), exercise.test.count()));
    }

    private static Report report(Report.Settings settings, Exercise exercise, Interpreter interpreter, Training training) {
        return Report.of(SatelliteApplication.NAME, settings, exercise.description, interpreter.model().countParams(), training);
    }

    private static Scores scores(TagResults results, Exercise exercise, Optional<MultiLabel> histogram) {
        var scores = new Scores();
        put(scores, "test_f2", results.score());
        scores.put("test_mean_average_precision", results.meanAveragePrecision());
        scores.put("test_f2_at_half", results.score(Thresholds.same(0.5, exercise.tags.size())).fBeta(TagResults.BETA));
        scores.put("test_binary_accuracy", results.score().binaryAccuracy());
        histogram.ifPresent(other -> put(scores, "baseline_histogram_f2", other));
        put(scores, "baseline_constant_f2", constantScore(exercise, results));
        return scores;
    }

    private static void put(Scores scores, String name, MultiLabel score) {
        scores.put(name, score.fBeta(TagResults.BETA), score.interval(TagResults.BETA, 0));
    }

    private static void print(TagResults results, Exercise exercise, Optional<MultiLabel> histogram, Output output) {
        int tags = exercise.tags.size();
        var rows = new ArrayList<Row>();
        rows.add(row("this network, a threshold for each tag", results.score()));
        rows.add(row("this network, all thresholds 0.2", results.score(Thresholds.same(DEFAULT_CUT, tags))));
        rows.add(row("this network, all thresholds 0.5", results.score(Thresholds.same(0.5, tags))));
        histogram.ifPresent(other -> rows.add(row("colour histogram + logistic regression", other)));
        boolean[] constant = constant(exercise);
        String always = IntStream.range(0, tags).filter(tag -> constant[tag]).mapToObj(exercise.tags::get).collect(Collectors.joining(" "));
        rows.add(row(always.split(" ").length == tags ? "always all tags" : "always " + always, constantScore(exercise, results)));
        new ScoreTable("F2 of each test picture, mean", ScoreTable.Form.DECIMAL, rows).lines().forEach(output::say);
        var nothing = results.score(Histograms.repeated(new boolean[tags], exercise.test.count()));
        output.say(String.format(Locale.ROOT, "Mean average precision %.4f. Of all answers, yes or no, %.1f %% are right; without any tag %.1f %% would be, with an F2 of %.2f.",
                results.meanAveragePrecision(), 100 * results.score().binaryAccuracy(), 100 * nothing.binaryAccuracy(), nothing.fBeta(TagResults.BETA)));
        output.say("Test pictures by tag");
        results.lines().forEach(output::say);
    }

    private static Row row(String what, MultiLabel score) {
        return new Row(what, score.fBeta(TagResults.BETA), score.interval(TagResults.BETA, 0));
    }

    private void show(TagResults results, Interpreter interpreter) {
        var samples = folder.sub(SAMPLES);
        for (int i = 0; i < Math.min(SHOWN, results.pictures().count()); i++) {
            ImageFiles.savePng(results.pictures().images().index(i), samples.place("test-" + i + ".png"));
            job.output().say("Test picture " + i + " has " + results.truth(i) + "; the network says " + Answer.words(interpreter, results.probabilities()[i]));
        }
    }

    private void plot(DataDescription data, Training training, TagResults results, Interpreter interpreter) {
        folder.plot("curves", Curves.of("Training on " + data.name(), training.history()), data.origin());
        folder.plot("tags-together", results.togetherPlot(), data.origin());
        if (Stream.of(results.score().said()).anyMatch(said -> IntStream.range(0, said.length).anyMatch(tag -> said[tag]))) {
            folder.plot("grad-cam", results.gradCamPlot(interpreter), data.origin());
        }
    }

    private String unit() {
        return switch (task) {
            case MOSAICS -> "mosaics";
            case PLANET, CLASSES -> "pictures";
        };
    }
}
