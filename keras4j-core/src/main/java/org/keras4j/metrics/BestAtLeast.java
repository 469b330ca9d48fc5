package org.keras4j.metrics;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// The best of one measure among the thresholds at which another is at least so much.
abstract class BestAtLeast extends ConfusionMetric {
    private final double least;

    BestAtLeast(BestAtLeastConfig config, String key, double least) {
        super(config);
        this.least = least;
        if (!(0 <= least && least <= 1)) {
            throw new IllegalArgumentException(getClass().getSimpleName() + ": expected a " + key + " from 0 to 1, got " + least + ".");
        }
    }

    @Override
    public BestAtLeastConfig config() {
        return (BestAtLeastConfig) super.config();
    }

    /// What has to be reached, for each threshold.
    abstract double[] constrained();

    /// What is to be as large as can be.
    abstract double[] wanted();

    @Override
    public final Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }

    @Override
    final List<Outcome> outcomes() {
        return List.of(Outcome.TRUE_POSITIVES, Outcome.FALSE_POSITIVES, Outcome.TRUE_NEGATIVES, Outcome.FALSE_NEGATIVES);
    }

    @Override
    final List<Double> thresholds() {
        int count = config().numThresholds;
        if (count < 1) {
            throw new IllegalArgumentException(name() + ": expected num_thresholds of 1 or more, got " + count + ".");
        }
        return count == 1 ? List.of(0.5) : Thresholds.even(count, 0, 1);
    }

    @Override
    final Confusion.Cases cases(Confusion.Cases all) {
        return config().classId == null ? all : all.ofClass(config().classId);
    }

    @Override
    public final NDArray results() {
        double[] reached = constrained();
        double[] wanted = wanted();
        // Float32 as Keras has it: a quotient of counts that is the number asked for isn't below it by rounding.
        double best = IntStream.range(0, reached.length).filter(i -> (float) reached[i] >= (float) least).mapToDouble(i -> wanted[i]).max().orElse(0);
        return NDArray.full(DType.FLOAT64, Shape.SCALAR, best);
    }
}
