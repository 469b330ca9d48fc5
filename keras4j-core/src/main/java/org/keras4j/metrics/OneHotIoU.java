package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;

/// The mean over the chosen classes of intersection over union, with one-hot targets and predictions of a number for each class. Follows `keras.metrics.OneHotIoU`.
public final class OneHotIoU extends ClassOverlap<OneHotIoU> {
    public static final class Config extends ClassOverlap.Config {
        @Before("ignore_class") public List<Integer> targetClassIds = List.of(0, 1);
    }

    private OneHotIoU(Config config) {
        super(config);
    }

    /// @param targetClassIds the classes that the mean is taken over
    public static OneHotIoU of(int numClasses, int... targetClassIds) {
        var config = configured(new Config(), numClasses);
        config.targetClassIds = IntStream.of(targetClassIds).boxed().toList();
        return new OneHotIoU(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Predictions are numbers of classes.
    public OneHotIoU sparsePredictions() {
        return with((Config c) -> c.sparseYPred = true);
    }

    @Override
    List<Integer> targets() {
        return config().targetClassIds;
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return inOrder(super.kerasConfig(), "num_classes", "target_class_ids");
    }
}
