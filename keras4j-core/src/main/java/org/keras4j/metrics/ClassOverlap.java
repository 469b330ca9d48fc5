package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Intersection over union where there may be many classes.
///
/// @param <S> the metric's own class
abstract sealed class ClassOverlap<S extends ClassOverlap<S>> extends OverlapMetric permits IoU, MeanIoU, OneHotIoU, OneHotMeanIoU {
    /// Keras' keys.
    public static class Config extends MetricConfig {
        public int numClasses = 2;
        public @Nullable Integer ignoreClass;
        public boolean sparseYPred;
        public int axis = -1;

        {
            dtype = "int64";
        }
    }

    /// @throws IllegalArgumentException when there is no such class as one that the mean is taken over
    ClassOverlap(Config config) {
        super(config);
        question();
    }

    static <C extends Config> C configured(C config, int numClasses) {
        config.numClasses = numClasses;
        return config;
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    /// Targets of this class count for nothing.
    public final S ignoreClass(int label) { return with((Config c) -> c.ignoreClass = label); }

    /// The axis of the classes.
    public final S axis(int axis)         { return with((Config c) -> c.axis = axis); }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return inOrder(super.kerasConfig(), "num_classes");
    }

    /// The classes that the mean is taken over.
    List<Integer> targets() {
        return IntStream.range(0, config().numClasses).boxed().toList();
    }

    /// How classes stand in targets.
    Form targetForm() {
        return Form.BY_CLASS;
    }

    @Override
    final Question question() {
        Config c = config();
        return new Question(c.numClasses, targets(), c.ignoreClass, targetForm(), Form.of(c.sparseYPred), c.axis);
    }
}
