package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;

/// The mean over the chosen classes of intersection over union; targets and predictions are numbers of classes unless said otherwise. Follows `keras.metrics.IoU`.
public final class IoU extends ClassOverlap<IoU> {
    public static final class Config extends ClassOverlap.Config {
        @Before("ignore_class") public List<Integer> targetClassIds = List.of(0, 1);
        @Before("sparse_y_pred") public boolean sparseYTrue = true;

        {
            sparseYPred = true;
        }
    }

    private IoU(Config config) {
        super(config);
    }

    /// @param targetClassIds the classes that the mean is taken over
    public static IoU of(int numClasses, int... targetClassIds) {
        var config = configured(new Config(), numClasses);
        config.targetClassIds = IntStream.of(targetClassIds).boxed().toList();
        return new IoU(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Targets are one-hot.
    public IoU oneHotTargets()      { return with((Config c) -> c.sparseYTrue = false); }

    /// Predictions are a number for each class.
    public IoU predictionsByClass() { return with((Config c) -> c.sparseYPred = false); }

    @Override
    Form targetForm() {
        return Form.of(config().sparseYTrue);
    }

    @Override
    List<Integer> targets() {
        return config().targetClassIds;
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return inOrder(super.kerasConfig(), "name", "dtype");
    }
}
