package org.keras4j.callbacks;

import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.activations.Activations;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.losses.Losses;
import org.keras4j.models.Fit;
import org.keras4j.models.Sequential;
import org.keras4j.optimizers.SGD;
import org.keras4j.text.Output;

/// A training of the model `tiny` of the golden texts, for what a callback does in one.
abstract class TinyTraining {
    final NDArray x = NDArray.of(IntStream.range(0, 30).mapToDouble(i -> -1 + 2 * i / 29.0).toArray()).reshape(Shape.of(10, 3)).cast(DType.FLOAT32);
    final NDArray y = NDArray.of(IntStream.range(0, 10).mapToDouble(i -> i < 5 ? 0 : 1).toArray()).reshape(Shape.of(10, 1)).cast(DType.FLOAT32);
    Sequential model = tiny(SGD.of(0.5));
    @TempDir
    Path folder;
    private long now = 1_000_000_000_000L;

    @BeforeEach
    void start() {
        model = tiny(SGD.of(0.5));
    }

    static Sequential tiny(SGD sgd) {
        var model = Sequential.of(Input.shape(3), Dense.of(1).activation(Activations.SIGMOID));
        model.setWeights(List.of(NDArray.of(new double[] {0.1, -0.2, 0.3}).reshape(Shape.of(3, 1)), NDArray.of(new double[] {0.05})));
        model.compile(sgd, Losses.binaryCrossentropy(), "accuracy");
        return model;
    }

    final void fit(int epochs, Callback... callbacks) {
        model.fit(x, y, Fit.epochs(epochs).batchSize(10).shuffle(false).verbose(Verbosity.SILENT).callbacks(callbacks));
    }

    /// What a training prints whose epochs come to these losses.
    final String printed(Callback callback, double... valLosses) {
        var text = new StringBuilder();
        try (var _ = Output.redirect(text::append, Output.Kind.LINES)) {
            fit(valLosses.length, losses(valLosses), callback, new ProgbarLogger(Verbosity.LINES, () -> now += 20_000_000L));
        }
        return text.toString();
    }

    /// Puts the loss of each epoch into the logs.
    static Callback losses(double... valLosses) {
        return LambdaCallback.create().onEpochEnd((epoch, logs) -> logs.put("val_loss", valLosses[epoch]));
    }
}
