package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Ops;

/// The mean of the loss of the same name: less is better.
abstract class MeanLoss extends MeanMetricWrapper {
    private final Metrics.Function loss;

    MeanLoss(MetricConfig config, Metrics.Function loss) {
        super(config);
        this.loss = loss;
    }

    @Override
    public final Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }

    @Override
    protected final Value values(Value yTrue, Value yPred) {
        Value numbers = yPred.dtype().isFloating() ? yPred : Ops.cast(yPred, DType.FLOAT32);
        return loss.apply(Ops.cast(yTrue, numbers.dtype()), numbers);
    }
}
