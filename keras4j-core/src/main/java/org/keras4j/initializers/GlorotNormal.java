package org.keras4j.initializers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.initializers.VarianceScaling.Distribution;
import org.keras4j.initializers.VarianceScaling.Mode;

/// Scaled by the numbers of inputs and outputs (Glorot & Bengio 2010). Follows `keras.initializers.GlorotNormal`.
///
/// @param inputAxes the axes that count as inputs, when they aren't the last but one
/// @param outputAxes the axes that count as outputs, when they aren't the last
public record GlorotNormal(@Nullable Long seed, @Nullable List<Integer> inputAxes, @Nullable List<Integer> outputAxes) implements Initializer {
    public GlorotNormal() {
        this(null, null, null);
    }

    @Override
    public NDArray create(Type type, long seed) {
        return new VarianceScaling(this.seed, 1, Mode.FAN_AVG, Distribution.TRUNCATED_NORMAL, inputAxes, outputAxes).create(type, seed);
    }
}
