package org.keras4j.metrics;

/// The mean over all classes of intersection over union, with one-hot targets and predictions of a number for each class. Follows `keras.metrics.OneHotMeanIoU`.
public final class OneHotMeanIoU extends ClassOverlap<OneHotMeanIoU> {
    private OneHotMeanIoU(Config config) {
        super(config);
    }

    /// @param numClasses how many classes there are
    public static OneHotMeanIoU of(int numClasses) {
        return new OneHotMeanIoU(configured(new Config(), numClasses));
    }

    /// Predictions are numbers of classes.
    public OneHotMeanIoU sparsePredictions() {
        return with((Config c) -> c.sparseYPred = true);
    }
}
