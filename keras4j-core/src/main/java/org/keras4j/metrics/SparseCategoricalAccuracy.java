package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// How often the largest prediction is the class that the target names; of equals the first counts. Follows `keras.metrics.SparseCategoricalAccuracy`.
public final class SparseCategoricalAccuracy extends MeanMetricWrapper {
    private SparseCategoricalAccuracy(MetricConfig config) {
        super(config);
    }

    public static SparseCategoricalAccuracy create() {
        return new SparseCategoricalAccuracy(new MetricConfig());
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        Value classes = Ops.argmax(yPred, -1);
        Value labels = yTrue.rank() == yPred.rank() && yTrue.shape().size(-1) == 1 ? Ops.squeeze(yTrue, -1) : yTrue;
        Value matches = Ops.equal(labels, classes);
        return matches.rank() > 1 && matches.shape().size(-1) == 1 ? Ops.squeeze(matches, -1) : matches;
    }
}
