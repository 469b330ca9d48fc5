package org.keras4j.models;

import org.keras4j.callbacks.Verbosity;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.losses.Losses;
import org.keras4j.optimizers.SGD;

/// Twenty samples on a plane, y = x₀ − x₃, and the smallest model that can learn it.
abstract class LineToLearn extends OnTestBackend {
    final NDArray x = Philox.of(3).normal(DType.FLOAT32, Shape.of(20, 4), 0, 1);
    final NDArray y = NDArray.generate(DType.FLOAT32, Shape.of(20, 1), i -> x.get(i, 0) - x.get(i, 3));
    final Fit silently = Fit.epochs(2).batchSize(8).verbose(Verbosity.SILENT);

    static Sequential line() {
        var model = Sequential.of(Input.shape(4), Dense.of(1));
        model.compile(SGD.of(0.1), Losses.meanSquaredError());
        return model;
    }
}
