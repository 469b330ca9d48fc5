package org.keras4j.apps.metrics;

import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.Job;
import org.keras4j.apps.Output;
import org.keras4j.apps.Report;
import org.keras4j.apps.Training;
import org.keras4j.apps.data.Standardizer;
import org.keras4j.apps.score.BinaryCounts;
import org.keras4j.apps.score.LogisticRegression;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Element;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;

/// A network trained on one split of a task, and what it and logistic regression say of the test rows.
///
/// @param validated what the network said of the validation rows, from which thresholds are chosen
/// @param threshold of the highest F1 on the validation rows; ½ for several classes
/// @param cheapest the threshold of the least cost on the validation rows
/// @param tested what the network said of the test rows, at ½
/// @param linear what logistic regression said of them
record Lesson(TableTask.Parts parts, Model model, Training training, Predictions validated, double threshold, double cheapest, Predictions tested, Predictions linear) {
    private static final int BASELINE_STEPS = 300;

    /// @param every how many epochs lie between two reports on the validation rows
    static Lesson learn(TableTask task, long split, Report.Settings settings, Costs costs, int every, Output output, Job job) {
        Computing.prepare(settings);
        var parts = task.split(split);
        var train = parts.train();
        int classes = task.classes().size();
        var x = TableNetwork.inputs(train.x());
        var model = TableNetwork.create(x, classes, settings.learningRate());
        var report = new EpochReport(parts.validation(), every, output);
        var training = Fitting.of(settings, job).run(model, Samples.of("rows", Element.of(x, TableNetwork.targets(train.labels(), classes))), fit -> fit
                .verbose(Verbosity.SILENT).callbacks(report)
                .validationData(TableNetwork.inputs(parts.validation().x()), TableNetwork.targets(parts.validation().labels(), classes)));

        var test = parts.test();
        var said = model.predict(TableNetwork.inputs(test.x()), Predict.defaults().batchSize(1024));
        var scale = Standardizer.of(train.x());
        var linear = LogisticRegression.fit(scale.apply(train.x()), train.labels(), classes, 1, BASELINE_STEPS);
        return new Lesson(parts, model, training, report.last(),
                task.isBinary() ? report.best(BinaryCounts::f1).threshold() : 0.5, task.isBinary() ? report.best(counts -> -costs.of(counts)).threshold() : 0.5,
                predictions(test, TableNetwork.probabilities(said)), predictions(test, linear.probabilities(scale.apply(test.x()))));
    }

    private static Predictions predictions(TableTask test, double[][] probabilities) {
        return Predictions.of(test.classes(), test.positive(), test.labels(), probabilities, 0.5);
    }

    /// {@return F1 of the positive class at ½; of several classes their mean}
    double f1() {
        return f1(tested);
    }

    double linearF1() {
        return f1(linear);
    }

    /// {@return what came of the threshold that the validation rows chose}
    BinaryCounts atThreshold() {
        return above(threshold);
    }

    BinaryCounts above(double threshold) {
        return Predictions.of(tested.classes(), tested.positive(), tested.truth(), tested.scores().orElseThrow(), threshold).classification().against(tested.positive());
    }

    static double f1(Predictions predictions) {
        return predictions.isBinary() ? predictions.classification().score(predictions.positive()).f1() : predictions.classification().macroF1();
    }
}
