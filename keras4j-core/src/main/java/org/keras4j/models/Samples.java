package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;

/// A batch as a step sees it.
///
/// @param x what the model gets, one value for each input
/// @param y what it should answer, one value for each output
/// @param sampleWeight none, one for all outputs, or one for each
public record Samples(List<Value> x, List<Value> y, List<Value> sampleWeight) {
    public Samples {
        x = List.copyOf(x);
        y = List.copyOf(y);
        sampleWeight = List.copyOf(sampleWeight);
    }

    /// The first input, of most models the only one.
    public Value input() {
        return x.getFirst();
    }

    /// How much each sample counts at the first output; `null` where all count once. As losses and metrics take it.
    public @Nullable Value weight() {
        return sampleWeight.isEmpty() ? null : sampleWeight.getFirst();
    }

    /// The first target, of most models the only one.
    public Value target() {
        return y.getFirst();
    }
}
