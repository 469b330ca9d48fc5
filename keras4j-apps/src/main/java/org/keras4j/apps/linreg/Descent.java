package org.keras4j.apps.linreg;

import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.Training;
import org.keras4j.apps.data.Standardizer;
import org.keras4j.callbacks.LambdaCallback;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.losses.Losses;
import org.keras4j.models.Sequential;
import org.keras4j.optimizers.SGD;
import org.keras4j.regularizers.L1L2;

/// A linear function learned by gradient descent: one Keras unit, mean squared error, SGD.
///
/// @param equation in the table's own units
record Descent(Equation equation, Training training) {

    /// Whether columns are standardised before they are learned from.
    enum Scaling { NONE, STANDARDISED }

    /// Told the loss of an epoch, from 0.
    interface Cost {
        void at(int epoch, double loss);
    }

    /// @param penalty on the weights of the columns as they are learned from
    /// @throws IllegalStateException if it diverges, with the step
    static Descent learn(Table table, Scaling scaling, L1L2 penalty, Report.Settings settings, Cost cost, Job job) {
        Computing.prepare(settings);
        var inputs = Standardizer.of(table.x());
        var target = Standardizer.of(table.y());
        double[][] x = scaling == Scaling.STANDARDISED ? inputs.apply(table.x()) : table.x();
        double[] y = scaling == Scaling.STANDARDISED ? target.apply(table.y()) : table.y();

        var model = Sequential.of(Input.shape(table.features().size()), Dense.of(1).kernelRegularizer(penalty));
        model.compile(SGD.of(settings.learningRate()), Losses.meanSquaredError());
        var report = LambdaCallback.create().onEpochEnd((epoch, logs) -> cost.at(epoch, logs.get("loss").orElse(Double.NaN)));
        // A column, not a vector: [n] against the unit's [n, 1] would be another question.
        var column = NDArray.of(Shape.of(y.length, 1), y).cast(DType.FLOAT32);
        var rows = Samples.of("rows", Element.of(NDArray.of(x).cast(DType.FLOAT32), column));
        var training = Fitting.of(settings, job).run(model, rows, fit -> fit.verbose(Verbosity.SILENT).callbacks(report));

        var weights = model.getWeights();
        var learned = new Equation(weights.getFirst().toDoubleArray(), weights.getLast().item());
        return new Descent(scaling == Scaling.STANDARDISED ? learned.raw(inputs, target) : learned, training);
    }
}
