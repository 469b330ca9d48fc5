package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// The mean over 0 and 1 of intersection over union, a prediction being 1 **from** the threshold on. Follows `keras.metrics.BinaryIoU`.
public final class BinaryIoU extends OverlapMetric {
    public static final class Config extends MetricConfig {
        public List<Integer> targetClassIds = List.of(0, 1);
        public double threshold = 0.5;

        {
            dtype = "int64";
        }
    }

    private BinaryIoU(Config config) {
        super(config);
    }

    public static BinaryIoU create() {
        return new BinaryIoU(new Config());
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// From which on a prediction is 1: 0.5 unless said.
    public BinaryIoU threshold(double threshold)  { return with((Config c) -> c.threshold = threshold); }

    /// Of 0 and 1 those that the mean is taken over.
    public BinaryIoU targetClassIds(int... ids)   { return with((Config c) -> c.targetClassIds = IntStream.of(ids).boxed().toList()); }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return inOrder(super.kerasConfig(), "target_class_ids", "threshold");
    }

    @Override
    Question question() {
        Config c = config();
        return new Question(2, c.targetClassIds, null, Form.SPARSE, Form.SPARSE, -1);
    }

    @Override
    Value predicted(Value yPred) {
        return Ops.greaterEqual(yPred, config().threshold);
    }
}
