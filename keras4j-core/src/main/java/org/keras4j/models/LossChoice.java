package org.keras4j.models;

import org.keras4j.engine.graph.Type;
import org.keras4j.losses.Loss;
import org.keras4j.losses.Losses;

/// A loss as the user gave it: a name means one only once targets and predictions are known.
sealed interface LossChoice {
    record Named(String name) implements LossChoice {}

    record Given(Loss loss) implements LossChoice {}

    /// @throws IllegalArgumentException naming the choices, when no loss goes by that name
    default void requireKnown() {
        if (this instanceof Named(String name)) {
            Losses.requireKnown(name);
        }
    }

    default Loss resolved(Type yTrue, Type yPred) {
        return switch (this) {
            case Named(String name) -> Losses.of(name, yTrue, yPred);
            case Given(Loss loss) -> loss;
        };
    }
}
