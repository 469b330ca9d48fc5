package org.keras4j.metrics;

import org.keras4j.config.Before;

/// The mean over all classes of intersection over union; targets and predictions are numbers of classes unless said otherwise. Follows `keras.metrics.MeanIoU`.
public final class MeanIoU extends ClassOverlap<MeanIoU> {
    public static final class Config extends ClassOverlap.Config {
        @Before("sparse_y_pred") public boolean sparseYTrue = true;

        {
            sparseYPred = true;
        }
    }

    private MeanIoU(Config config) {
        super(config);
    }

    /// @param numClasses how many classes there are
    public static MeanIoU of(int numClasses) {
        return new MeanIoU(configured(new Config(), numClasses));
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Targets are one-hot.
    public MeanIoU oneHotTargets()      { return with((Config c) -> c.sparseYTrue = false); }

    /// Predictions are a number for each class.
    public MeanIoU predictionsByClass() { return with((Config c) -> c.sparseYPred = false); }

    @Override
    Form targetForm() {
        return Form.of(config().sparseYTrue);
    }
}
