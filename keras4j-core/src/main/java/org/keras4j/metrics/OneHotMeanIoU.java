package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;

/// The mean over all classes of intersection over union, with one-hot targets and predictions of a number for each class. Follows `keras.metrics.OneHotMeanIoU`.
public final class OneHotMeanIoU extends OverlapMetric {
    public static final class Config extends MetricConfig {
        public int numClasses = 2;
        public @Nullable Integer ignoreClass;
        public boolean sparseYPred;
        public int axis = -1;

        {
            dtype = "int64";
        }
    }

    private OneHotMeanIoU(Config config) {
        super(config);
    }

    public static OneHotMeanIoU of(int numClasses) {
        var config = new Config();
        config.numClasses = numClasses;
        return new OneHotMeanIoU(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Targets of this class count for nothing.
    public OneHotMeanIoU ignoreClass(int label)   { return with((Config c) -> c.ignoreClass = label); }

    /// The axis of the classes.
    public OneHotMeanIoU axis(int axis)           { return with((Config c) -> c.axis = axis); }

    /// Predictions are numbers of classes.
    public OneHotMeanIoU sparsePredictions()      { return with((Config c) -> c.sparseYPred = true); }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return inOrder(super.kerasConfig(), "num_classes");
    }

    @Override
    Question question() {
        Config c = config();
        return new Question(c.numClasses, Question.all(c.numClasses), c.ignoreClass, Form.BY_CLASS, Form.of(c.sparseYPred), c.axis);
    }
}
