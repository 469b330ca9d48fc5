package org.keras4j.apps.metrics;

import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SIGMOID;
import static org.keras4j.activations.Activations.SOFTMAX;
import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.layers.Normalization;
import org.keras4j.metrics.AUC;
import org.keras4j.metrics.Average;
import org.keras4j.metrics.F1Score;
import org.keras4j.metrics.Precision;
import org.keras4j.metrics.Recall;
import org.keras4j.models.Compile;
import org.keras4j.models.Sequential;
import org.keras4j.optimizers.Adam;

/// A classifier of a table's rows: two hidden layers behind one that standardises by the training rows, so that the file takes the table's
/// own numbers. One unit says how probable the second of two classes is; of more classes each has its own.
final class TableNetwork {
    private TableNetwork() {}

    /// @param samples what the network will be trained on: float32 `[rows, features]`
    static Sequential create(NDArray samples, int classes, double rate) {
        boolean binary = classes == 2;
        int hidden = binary ? 32 : 64;
        var standardised = Normalization.create();
        standardised.adapt(samples);
        var model = Sequential.of(
                Input.shape(samples.size(1)),
                standardised,
                Dense.of(hidden).activation(RELU),
                Dense.of(hidden / 2).activation(RELU),
                binary ? Dense.of(1).activation(SIGMOID) : Dense.of(classes).activation(SOFTMAX));
        model.compile(Compile.with(Adam.of(rate))
                .loss(binary ? "binary_crossentropy" : "categorical_crossentropy")
                // (a) the article's, a mean over batches …
                .metric(ArticleMetrics.precision(), ArticleMetrics.recall(), ArticleMetrics.f1())
                // … and (b) Keras' own, which count over all of them.
                .metric(Precision.create(), Recall.create(), binary ? F1Score.create().threshold(0.5) : F1Score.create().average(Average.MICRO), AUC.create()));
        return model;
    }

    /// {@return float32 `[rows, features]`}
    static NDArray inputs(double[][] x) {
        return NDArray.of(x).cast(DType.FLOAT32);
    }

    /// {@return 0 and 1, float32: `[rows, 1]` of two classes, else `[rows, classes]`}
    static NDArray targets(int[] labels, int classes) {
        int units = classes == 2 ? 1 : classes;
        return NDArray.generate(DType.FLOAT32, Shape.of(labels.length, units), i -> {
            int label = labels[(int) (i / units)];
            return units == 1 ? label : label == i % units ? 1 : 0;
        });
    }

    /// {@return what the network said, as a probability of each class: `[rows][classes]`}
    static double[][] probabilities(NDArray said) {
        return Stream.of(said.toFloats2D())
                .map(row -> row.length == 1 ? new double[] {1 - row[0], row[0]} : IntStream.range(0, row.length).mapToDouble(k -> row[k]).toArray())
                .toArray(double[][]::new);
    }
}
