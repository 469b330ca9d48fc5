package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;

/// The mean over all classes of intersection over union; targets and predictions are numbers of classes unless said otherwise. Follows `keras.metrics.MeanIoU`.
public final class MeanIoU extends OverlapMetric {
    public static final class Config extends MetricConfig {
        public int numClasses = 2;
        public @Nullable Integer ignoreClass;
        public boolean sparseYTrue = true;
        public boolean sparseYPred = true;
        public int axis = -1;

        {
            dtype = "int64";
        }
    }

    private MeanIoU(Config config) {
        super(config);
    }

    public static MeanIoU of(int numClasses) {
        var config = new Config();
        config.numClasses = numClasses;
        return new MeanIoU(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Targets of this class count for nothing.
    public MeanIoU ignoreClass(int label)   { return with((Config c) -> c.ignoreClass = label); }

    /// The axis of the classes.
    public MeanIoU axis(int axis)           { return with((Config c) -> c.axis = axis); }

    /// Targets are one-hot.
    public MeanIoU oneHotTargets()          { return with((Config c) -> c.sparseYTrue = false); }

    /// Predictions are a number for each class.
    public MeanIoU predictionsByClass()     { return with((Config c) -> c.sparseYPred = false); }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return inOrder(super.kerasConfig(), "num_classes");
    }

    @Override
    Question question() {
        Config c = config();
        return new Question(c.numClasses, Question.all(c.numClasses), c.ignoreClass, Form.of(c.sparseYTrue), Form.of(c.sparseYPred), c.axis);
    }
}
