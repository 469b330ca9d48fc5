package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// True positives among all that is predicted, or among all that there is.
abstract class PrecisionOrRecall extends ConfusionMetric {
    private final Outcome mistake;

    PrecisionOrRecall(ClassifierConfig config, Outcome mistake) {
        super(config);
        this.mistake = mistake;
    }

    @Override
    public ClassifierConfig config() {
        return (ClassifierConfig) super.config();
    }

    @Override
    public final Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    final List<Outcome> outcomes() {
        return List.of(Outcome.TRUE_POSITIVES, mistake);
    }

    @Override
    final List<Double> thresholds() {
        return Thresholds.or(config().thresholds, config().topK == null ? 0.5 : Confusion.LOWEST);
    }

    @Override
    final Confusion.Cases cases(Confusion.Cases all) {
        Confusion.Cases top = config().topK == null ? all : all.top(config().topK);
        return config().classId == null ? top : top.ofClass(config().classId);
    }

    @Override
    public final NDArray results() {
        return scalarOrVector(share(Outcome.TRUE_POSITIVES, mistake));
    }
}
