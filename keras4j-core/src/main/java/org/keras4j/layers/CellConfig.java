package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;
import org.keras4j.config.Within;
import org.keras4j.constraints.Constraint;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.Orthogonal;
import org.keras4j.initializers.Zeros;
import org.keras4j.regularizers.Regularizer;

/// What a layer of cells with weights has, and such a cell by itself.
public class CellConfig extends RecurrentConfig {
    private static final Set<String> OF_LAYERS = Set.of("return_sequences", "return_state", "go_backwards", "stateful", "unroll",
            "zero_output_for_mask", "activity_regularizer");

    Activation activation = Activations.TANH;
    boolean useBias = true;
    Initializer kernelInitializer = new GlorotUniform();
    Initializer recurrentInitializer = new Orthogonal();
    Initializer biasInitializer = new Zeros();
    @Nullable Regularizer kernelRegularizer;
    @Nullable Regularizer recurrentRegularizer;
    @Nullable Regularizer biasRegularizer;
    @Nullable Regularizer activityRegularizer;
    @Nullable Constraint kernelConstraint;
    @Nullable Constraint recurrentConstraint;
    @Nullable Constraint biasConstraint;
    @Within(from = 0, to = 1) double dropout = 0;
    @Within(from = 0, to = 1) double recurrentDropout = 0;
    @Nullable Long seed;

    /// Whether it is that of a cell, which lacks the keys of layers.
    transient boolean ofCell;

    @Override
    public SequencedMap<String, @Nullable Object> toKeras() {
        var map = super.toKeras();
        if (ofCell) {
            map.keySet().removeAll(OF_LAYERS);
        }
        return map;
    }
}
