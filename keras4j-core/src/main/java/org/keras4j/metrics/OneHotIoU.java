package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;

/// The mean over the chosen classes of intersection over union, with one-hot targets and predictions of a number for each class. Follows `keras.metrics.OneHotIoU`.
public final class OneHotIoU extends OverlapMetric {
    public static final class Config extends MetricConfig {
        public int numClasses = 2;
        public List<Integer> targetClassIds = List.of(0, 1);
        public @Nullable Integer ignoreClass;
        public boolean sparseYPred;
        public int axis = -1;

        {
            dtype = "int64";
        }
    }

    private OneHotIoU(Config config) {
        super(config);
    }

    /// @param targetClassIds the classes that the mean is taken over
    public static OneHotIoU of(int numClasses, int... targetClassIds) {
        var config = new Config();
        config.numClasses = numClasses;
        config.targetClassIds = IntStream.of(targetClassIds).boxed().toList();
        var metric = new OneHotIoU(config);
        metric.question();
        return metric;
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Targets of this class count for nothing.
    public OneHotIoU ignoreClass(int label)   { return with((Config c) -> c.ignoreClass = label); }

    /// The axis of the classes.
    public OneHotIoU axis(int axis)           { return with((Config c) -> c.axis = axis); }

    /// Predictions are numbers of classes.
    public OneHotIoU sparsePredictions()      { return with((Config c) -> c.sparseYPred = true); }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return inOrder(super.kerasConfig(), "num_classes", "target_class_ids");
    }

    @Override
    Question question() {
        Config c = config();
        return new Question(c.numClasses, c.targetClassIds, c.ignoreClass, Form.BY_CLASS, Form.of(c.sparseYPred), c.axis);
    }
}
