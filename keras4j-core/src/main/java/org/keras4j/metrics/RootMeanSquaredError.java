package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.losses.Ranks;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// The root of the mean of `(yTrue − yPred)²` over all samples. Follows `keras.metrics.RootMeanSquaredError`.
public final class RootMeanSquaredError extends Averaging {
    private RootMeanSquaredError(MetricConfig config) {
        super(config);
    }

    public static RootMeanSquaredError create() {
        return new RootMeanSquaredError(new MetricConfig());
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }

    @Override
    public void update(Call c, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
        Value predicted = Ops.cast(yPred, DType.FLOAT32);
        Value expected = Ranks.like(Ops.cast(yTrue, DType.FLOAT32), predicted);
        add(c, Ops.square(Ops.subtract(predicted, expected)), sampleWeight);             // Keras takes no notice of a mask here
    }

    @Override
    public double result() {
        return Math.sqrt(super.result());
    }
}
