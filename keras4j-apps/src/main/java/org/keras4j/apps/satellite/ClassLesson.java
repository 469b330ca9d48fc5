package org.keras4j.apps.satellite;

import module java.base;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Job;
import org.keras4j.apps.Output;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Training;
import org.keras4j.apps.Unfinished;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.apps.score.Scores;
import org.keras4j.data.Dataset;
import org.keras4j.plots.Curves;

/// Learns which class of land a tile shows.
record ClassLesson(Job job, RunFolder folder) {
    private static final int SHOWN = 5;

    Report run(SatelliteData data, Unfinished unfinished) {
        var settings = Interpreter.settings(job.options(), Task.CLASSES);
        var interpreter = Interpreter.create(own().network(job.options().preset()), data.train().side(), Task.CLASSES, Head.CLASS, data.labels(), settings);
        // Refuses a stride now, not after the training.
        var cartographer = new Cartographer(interpreter, own().stride(), data.description().origin(), job.output(), folder);
        // Without scores at first: whoever pressed Ctrl-C grants ten seconds for all of it.
        var training = interpreter.train("tiles", data.train().count(), batches(data.train(), settings),
                Fitting.of(settings, job).goingOn(unfinished.part("classes")).saving(so -> {
            interpreter.save(folder);
            folder.report(report(settings, data.description(), interpreter, so), job.own());
        }));
        job.output().say(training.words(data.train().count()));

        var oneView = results(data, interpreter.predict(data.test().images()));
        var results = training.end() == Report.End.STOPPED ? oneView : results(data, interpreter.predictAllViews(data.test().images()));
        var histogram = training.end() == Report.End.STOPPED ? Optional.<Classification>empty() : Optional.of(histogram(data));
        var report = report(settings, data.description(), interpreter, training).scored(scores(results, oneView, histogram));
        folder.report(report, job.own());
        print(results, oneView, histogram, job.output());
        show(results, interpreter, job.output());
        plot(data.description(), training, results, interpreter);
        if (data.labels().containsAll(Scene.NEEDED)) {
            var scenes = Scene.pair(data.test(), data.labels(), settings.seed());
            scenes.before().save(folder, Scene.BEFORE);
            scenes.after().save(folder, Scene.AFTER);
            if (training.end() == Report.End.COMPLETE) {
                cartographer.show(scenes);
            }
        }
        job.output().say(folder.written());
        return report;
    }

    private SatelliteApplication.Own own() {
        return (SatelliteApplication.Own) job.own();
    }

    void evaluate(Interpreter interpreter, SatelliteData data) {
        interpreter.requireLabels(data.labels());
        print(results(data, interpreter.predictAllViews(data.test().images())), results(data, interpreter.predict(data.test().images())),
                Optional.empty(), job.output());
    }

    /// The original learned from each picture as it is.
    private static Dataset batches(Pictures train, Report.Settings settings) {
        return settings.preset() == Preset.PAPER ? train.plain(settings.batchSize(), settings.seed()) : train.augmented(settings.batchSize(), settings.seed());
    }

    private static ClassResults results(SatelliteData data, double[][] probabilities) {
        return new ClassResults(data.labels(), data.test(), probabilities);
    }

    private static Classification histogram(SatelliteData data) {
        var model = Histograms.ofClasses(data.train(), data.labels().size());
        return Classification.of(data.labels(), data.test().classes(), model.classes(data.test().images()));
    }

    private static Report report(Report.Settings settings, DataDescription data, Interpreter interpreter, Training training) {
        return Report.of(SatelliteApplication.NAME, settings, data, interpreter.model().countParams(), training);
    }

    /// @param results of all views; the same as `oneView` after a stop
    private static Scores scores(ClassResults results, ClassResults oneView, Optional<Classification> histogram) {
        var scores = new Scores();
        if (results != oneView) {
            scores.put("test_accuracy", results.classification()).put("test_macro_f1", results.classification().macroF1());
        }
        scores.put("test_accuracy_one_view", oneView.classification());
        histogram.ifPresent(other -> scores.put("baseline_histogram_accuracy", other));
        return scores.put("baseline_majority_accuracy", oneView.classification().majorityShare());
    }

    private static void print(ClassResults results, ClassResults oneView, Optional<Classification> histogram, Output output) {
        var score = results.classification();
        var rows = new ArrayList<Row>();
        if (results != oneView) {
            rows.add(new Row("this network, mean of eight views", score.accuracy(), score.interval()));
        }
        rows.add(new Row("this network, one view", oneView.classification().accuracy(), oneView.classification().interval()));
        histogram.ifPresent(other -> rows.add(new Row("colour histogram + logistic regression", other.accuracy(), other.interval())));
        rows.add(new Row("always the most frequent class", score.majorityShare(), null));
        new ScoreTable("Test accuracy", ScoreTable.Form.PERCENT, rows).lines().forEach(output::say);
        histogram.ifPresent(other -> output.say(difference(score, other)));
        output.say("Test tiles by class");
        score.lines().forEach(output::say);
    }

    private static String difference(Classification score, Classification histogram) {
        Interval ours = score.interval();
        Interval theirs = histogram.interval();
        boolean apart = ours.low() > theirs.high() || theirs.low() > ours.high();
        double points = 100 * (score.accuracy() - histogram.accuracy());
        return String.format(Locale.ROOT, "The network is %.1f points %s the histogram; the intervals %s.", Math.abs(points),
                points < 0 ? "below" : "above", apart ? "are apart" : "overlap");
    }

    private static void show(ClassResults results, Interpreter interpreter, Output output) {
        int[] truth = results.pictures().classes();
        int step = Math.max(1, truth.length / SHOWN);
        for (int i = 0; i < truth.length && i / step < SHOWN; i += step) {
            output.say("Test tile " + i + " is " + results.classes().get(truth[i]) + "; the network says " + Answer.words(interpreter, results.probabilities()[i]));
        }
    }

    private void plot(DataDescription data, Training training, ClassResults results, Interpreter interpreter) {
        folder.plot("curves", Curves.of("Training on " + data.name(), training.history()), data.origin());
        folder.plot("confusion", results.confusionPlot(), data.origin());
        folder.plot("grad-cam", results.gradCamPlot(interpreter), data.origin());
        if (results.mistakes().length > 0) {
            folder.plot("mistakes", results.mistakesPlot(), data.origin());
        }
    }
}
