package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;

/// The mean over the chosen classes of intersection over union; targets and predictions are numbers of classes unless said otherwise. Follows `keras.metrics.IoU`.
public final class IoU extends OverlapMetric {
    public static final class Config extends MetricConfig {
        public int numClasses = 2;
        public List<Integer> targetClassIds = List.of(0, 1);
        public @Nullable Integer ignoreClass;
        public boolean sparseYTrue = true;
        public boolean sparseYPred = true;
        public int axis = -1;

        {
            dtype = "int64";
        }
    }

    private IoU(Config config) {
        super(config);
    }

    /// @param targetClassIds the classes that the mean is taken over
    public static IoU of(int numClasses, int... targetClassIds) {
        var config = new Config();
        config.numClasses = numClasses;
        config.targetClassIds = IntStream.of(targetClassIds).boxed().toList();
        var metric = new IoU(config);
        metric.question();
        return metric;
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Targets of this class count for nothing.
    public IoU ignoreClass(int label)   { return with((Config c) -> c.ignoreClass = label); }

    /// The axis of the classes.
    public IoU axis(int axis)           { return with((Config c) -> c.axis = axis); }

    /// Targets are one-hot.
    public IoU oneHotTargets()          { return with((Config c) -> c.sparseYTrue = false); }

    /// Predictions are a number for each class.
    public IoU predictionsByClass()     { return with((Config c) -> c.sparseYPred = false); }

    @Override
    Question question() {
        Config c = config();
        return new Question(c.numClasses, c.targetClassIds, c.ignoreClass, Form.of(c.sparseYTrue), Form.of(c.sparseYPred), c.axis);
    }
}
