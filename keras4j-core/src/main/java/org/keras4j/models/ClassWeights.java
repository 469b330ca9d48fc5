package org.keras4j.models;

import module java.base;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// How much samples of each class count, as weights of the samples.
final class ClassWeights {
    private ClassWeights() {}

    /// The same samples, each weighted by its class too.
    static Element applied(Element samples, Map<Integer, Double> classWeight) {
        if (classWeight.isEmpty()) {
            return samples;
        }
        if (samples.y().size() != 1) {
            throw new IllegalArgumentException("classWeight: expected a model of one output, got " + samples.y().size() + " arrays of targets. "
                    + "Give sample weights instead.");
        }
        NDArray y = samples.target();
        boolean oneHot = y.rank() > 1 && y.size(-1) > 1;
        NDArray classes = oneHot ? y.argMax(-1) : y;
        Shape shape = !oneHot && y.rank() > 1 ? y.shape().without(-1) : classes.shape();
        NDArray weights = NDArray.generate(DType.FLOAT32, shape, i -> classWeight.getOrDefault((int) Math.rint(classes.at(i)), 1.0));
        List<NDArray> given = samples.weights();
        return new Element(samples.x(), samples.y(), List.of(given.isEmpty() ? weights : weights.times(given.getFirst())));
    }
}
