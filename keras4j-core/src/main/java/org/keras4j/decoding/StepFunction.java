package org.keras4j.decoding;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// A model one place at a time: what comes next, and with which states it goes on.
@FunctionalInterface
public interface StepFunction {

    /// @param states of the sequences, each `[sequences, …]`
    /// @param tokens the last of each sequence
    Next next(List<NDArray> states, int[] tokens);

    /// @param logProbabilities float32 `[sequences, vocabulary]` of the token that comes next; −∞ for one that must not
    /// @param states after the tokens that were given, each `[sequences, …]`
    record Next(NDArray logProbabilities, List<NDArray> states) {
        public Next {
            states = List.copyOf(states);
        }
    }
}
